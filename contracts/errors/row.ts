import type { Evidence } from '../evidence/evidence.ts'

/** One error of the API. */
export interface ErrorRow {
  /** HTTP status of the answer. */
  readonly status: number
  /** Text of the answer; `{parameter}` is replaced by the parameter's name. */
  readonly message: string
  /** Who finds the fault: the cloud gateway in front of every product, or the product itself. */
  readonly family: 'gateway' | 'service'
  /** How well the code is supported. */
  readonly evidence: Evidence
  /** Parts of the row that nobody could read and this project chose. */
  readonly chosen: readonly ('status' | 'message')[]
}
