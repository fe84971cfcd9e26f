/** A refusal of the control API, as problem details (RFC 9457). */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly status: number
  readonly title: string
  /** Members beside the standard ones. */
  readonly extra: Readonly<Record<string, unknown>>

  /** @param detail what was given, what was expected, what to do */
  constructor(status: number, title: string, detail: string, extra: Readonly<Record<string, unknown>> = {}) {
    super(detail)
    this.status = status
    this.title = title
    this.extra = extra
  }

  toJSON(): Record<string, unknown> {
    return {
      type: 'about:blank',
      title: this.title,
      status: this.status,
      detail: this.message,
      ...this.extra,
    }
  }
}
