import type { Evidence } from '../../contracts/evidence/evidence.ts'
import type { Answer, Push, Slip } from '../consumer/answer.ts'
import type { Item, Subjects } from '../consumer/items.ts'
import type { ReadState } from '../consumer/read-state.ts'

/** What a check works with. */
export interface Bench {
  readonly subjects: Subjects
  /** Pushes items as the platform does. */
  push(...items: readonly Item[]): Promise<Answer>
  /** Sends something else to the same address. */
  send(request: Omit<Push, 'url'>): Promise<Answer>
  /** What the application knows of a message; undefined when that was not given. */
  readonly read: ReadState | undefined
  /** What is wrong with the answer to a plain receipt; what it shares with another answer is no fault of that. */
  readonly plain: { readonly answer: Answer; readonly slip: Slip }
}

/** What came of a check. */
export type Finding =
  { readonly outcome: 'passed' } | { readonly outcome: 'failed' | 'skipped'; readonly why: string }

/** One thing that a consumer of receipts must bear. */
export interface ConsumerCheck {
  readonly id: string
  /** What the check demands, as one sentence. */
  readonly summary: string
  readonly evidence: Evidence
  judge(bench: Bench): Promise<Finding>
}

export const passed: Finding = { outcome: 'passed' }
export const failed = (why: string): Finding => ({ outcome: 'failed', why })
export const skipped = (why: string): Finding => ({ outcome: 'skipped', why })
