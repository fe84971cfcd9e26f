/** Base of everything a call can fail with, so that one `catch` knows them all. */
export class ChatappError extends Error {
  /** Name of the operation called. */
  readonly operation: string
  /**
   * Whether the API may have carried the call out all the same. The API knows no idempotency key:
   * sending again what may have been carried out can send a message twice.
   */
  readonly mayBeCarriedOut: boolean

  constructor(
    message: string,
    { operation, mayBeCarriedOut, cause }: { operation: string; mayBeCarriedOut: boolean; cause?: unknown },
  ) {
    super(message, cause === undefined ? undefined : { cause })
    this.operation = operation
    this.mayBeCarriedOut = mayBeCarriedOut
  }
}
