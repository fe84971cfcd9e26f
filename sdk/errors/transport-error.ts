import { ChatappError } from './chatapp-error.ts'

/**
 * - `connection`: there was none, or it broke before an answer began
 * - `connect-timeout`, `answer-timeout`: the time limit of the client passed
 * - `incomplete-answer`: the connection broke within the answer
 * - `aborted`: the caller's signal
 */
export type TransportFailure =
  'connection' | 'connect-timeout' | 'answer-timeout' | 'incomplete-answer' | 'aborted'

const meanings: Readonly<Record<TransportFailure, string>> = {
  connection: 'could not be exchanged with the server',
  'connect-timeout': 'found no connection within the time limit',
  'answer-timeout': 'had no answer within the time limit',
  'incomplete-answer': 'had only part of an answer',
  aborted: 'was aborted',
}

/** There is no answer. `cause` holds what `fetch` or the caller's signal said. */
export class TransportError extends ChatappError {
  override readonly name = 'TransportError'
  readonly failure: TransportFailure

  constructor(operation: string, failure: TransportFailure, mayBeCarriedOut: boolean, cause: unknown) {
    const reason = reasonOf(cause)
    super(`${operation} ${meanings[failure]}${reason === '' ? '' : `: ${reason}`}`, {
      operation,
      mayBeCarriedOut,
      cause,
    })
    this.failure = failure
  }
}

/** `fetch` says "fetch failed" and hides the reason one level deeper. */
function reasonOf(cause: unknown): string {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause
  return inner instanceof Error
    ? [(inner as NodeJS.ErrnoException).code, inner.message]
        .filter((part) => typeof part === 'string' && part !== '')
        .join(' ')
    : String(inner ?? '')
}
