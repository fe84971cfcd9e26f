/** The control API refused, or nothing answered. */
export class ControlError extends Error {
  override readonly name = 'ControlError'
  /** HTTP status; undefined when nothing answered. */
  readonly status: number | undefined

  constructor(message: string, status?: number) {
    super(message)
    this.status = status
  }
}
