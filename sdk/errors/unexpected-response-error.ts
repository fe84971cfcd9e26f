import { ChatappError } from './chatapp-error.ts'

const excerptLength = 200

/** There is an answer, but not one of the API: a web page of a proxy, broken JSON, a redirect. */
export class UnexpectedResponseError extends ChatappError {
  override readonly name = 'UnexpectedResponseError'
  /** HTTP status. */
  readonly status: number
  readonly contentType: string
  /** The beginning of the body. */
  readonly excerpt: string

  constructor(
    operation: string,
    { status, contentType, body }: { status: number; contentType: string; body: string },
    expected: string,
  ) {
    const excerpt = body.slice(0, excerptLength)
    super(
      `${operation} was answered with HTTP ${status} and ${contentType || 'no content type'}; expected ${expected}, given ${excerpt === '' ? 'nothing' : JSON.stringify(excerpt)}`,
      { operation, mayBeCarriedOut: true },
    )
    this.status = status
    this.contentType = contentType
    this.excerpt = excerpt
  }
}
