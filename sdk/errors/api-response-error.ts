import { ChatappError } from './chatapp-error.ts'

/** What the API said when it refused a call. */
export interface Refusal {
  readonly code: string
  readonly status: number
  readonly text: string
  readonly requestId: string | undefined
  readonly recommend: string | undefined
  readonly accessDenied: unknown
  /** Milliseconds the API asks to wait, from the header x-acs-retry-after. */
  readonly retryAfter: number | undefined
}

/** The API refused the call: with an HTTP error status, or inside HTTP 200 with a `Code` other than OK. */
export class ApiResponseError extends ChatappError {
  override readonly name = 'ApiResponseError'
  /** Code of the API's error table, such as `System.LimitControl`. */
  readonly code: string
  /** HTTP status. */
  readonly status: number
  /** The API's own text. */
  readonly text: string
  /** Id to name when asking the vendor. */
  readonly requestId: string | undefined
  /** Address of the vendor's page on the error. */
  readonly recommend: string | undefined
  /** What RAM says about a denial, as it came. */
  readonly accessDenied: unknown
  /** Whether the same call may succeed later: the account called too often, and nothing was carried out. */
  readonly retryable: boolean
  readonly retryAfter: number | undefined

  constructor(
    operation: string,
    { code, status, text, requestId, recommend, accessDenied, retryAfter }: Refusal,
  ) {
    super(
      `${operation} was refused with ${code} (HTTP ${status}${requestId === undefined ? '' : `, request ${requestId}`}): ${text}`,
      { operation, mayBeCarriedOut: status >= 500 && !isThrottling(code) },
    )
    this.code = code
    this.status = status
    this.text = text
    this.requestId = requestId
    this.recommend = recommend
    this.accessDenied = accessDenied
    this.retryable = isThrottling(code)
    this.retryAfter = retryAfter
  }
}

/** Codes of the gateway's and of the product's own limiter. */
function isThrottling(code: string): boolean {
  return code === 'System.LimitControl' || code === 'Throttling' || code.startsWith('Throttling.')
}
