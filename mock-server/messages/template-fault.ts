/** What about a recipient does not fit the template, as the delivery error it leads to. */
export interface TemplateFault {
  readonly code: string
  readonly given: string
  readonly expected: string
  /** The same in one sentence, for the log. */
  readonly reason?: string
}
