import { assumed } from '../../contracts/evidence/evidence.ts'
import type { Rule } from '../../contracts/evidence/evidence.ts'

/** What an answer is attributed to that no check decided. */
export const faultStruck: Rule = {
  id: 'fault.struck',
  summary: 'A fault that was set on purpose decided the answer; the exchange names it.',
  evidence: assumed('set on purpose; not a statement about the service'),
}

/** A fault ends the call before anything is decided about it. */
export class UndecidedError extends Error {
  override readonly name = 'UndecidedError'
}
