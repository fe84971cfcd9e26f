import type { SlowText } from '../slow-text.ts'
import { errorTable, type ErrorCode, type ErrorRow } from './index.ts'
import type { Evidence } from '../evidence/evidence.ts'
import type { Rule } from '../evidence/evidence.ts'

/** What a refusal knows beyond its code. */
export interface RefusalDetails {
  /** Name of the parameter at fault; fills `{parameter}` in the row's code and message. */
  readonly parameter?: string
  /** What the caller sent; for explanations, never part of the answer. Long text is kept shortened. */
  readonly given?: unknown
  /** What would have been accepted, in words. */
  readonly expected?: string
  /** More text for the explanation, such as a diagnosis of a signature. */
  readonly explanation?: string | SlowText
  /** Replaces the row's message where the service appends to it, as for signatures. */
  readonly message?: string
  /** Sent as `AccessDeniedDetail` beside the error. */
  readonly accessDenied?: Readonly<Record<string, string>>
  /** Replaces the rule's evidence for this answer: the rule may be documented where its code is not. */
  readonly evidence?: Evidence
  /** Milliseconds until a throttled caller may try again. */
  readonly retryAfter?: number
}

/** Characters of `given` that are kept: a caller may send megabytes where one word is expected. */
const longestGiven = 500

/** Copied, as a slice would keep the megabytes alive. */
const shortened = (given: string): string => `${Buffer.from(given.slice(0, longestGiven)).toString()}…`

/** The one exception thrown on purpose: the request is at fault, as the API sees it. Its code names a row of the error table. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly row: ErrorRow
  /** The code on the wire, with the parameter's name filled in. */
  readonly code: string
  details: RefusalDetails
  /** The rule that refused; set by the rule itself. */
  rule: Rule | undefined

  constructor(code: ErrorCode, details: RefusalDetails = {}) {
    const row = errorTable[code]
    super(details.message ?? fill(row.message, details.parameter))
    this.row = row
    this.code = fill(code, details.parameter)
    const { given } = details
    this.details =
      typeof given === 'string' && given.length > longestGiven
        ? { ...details, given: shortened(given) }
        : details
  }

  /** Adds to the explanation; an empty text adds nothing. */
  explain(text: string): void {
    if (text === '') return
    const { explanation } = this.details
    this.details = {
      ...this.details,
      explanation: withText(explanation, text),
    }
  }
}

function withText(explanation: string | SlowText | undefined, text: string): string | SlowText {
  if (explanation === undefined) return text
  return typeof explanation === 'string'
    ? `${explanation}\n${text}`
    : { step: explanation.step, read: () => `${explanation.read()}\n${text}` }
}

function fill(text: string, parameter: string | undefined): string {
  return parameter === undefined ? text : text.replaceAll('{parameter}', parameter)
}
