import type { Waited } from './waited.ts'

/** A wait that was not satisfied. The message says why; `result` has what matched all the same. */
export class WaitError extends Error {
  override readonly name = 'WaitError'
  /** How the wait ended. */
  readonly result: Waited

  constructor(query: string, result: Waited) {
    super(`Waited for "${query}" in vain. ${result.reason ?? ''}`.trim())
    this.result = result
  }
}
