import type { FaultRule } from './faults.ts'

/** How receipts leave: how many travel together, and when a failed push is repeated. */
export interface PushPlan {
  /** Milliseconds to wait before each repetition; as the assumption pushRetries says unless given. */
  readonly retryAfter?: number[] | undefined
  /** Receipts of so many milliseconds leave in one push; 0: those of one moment. */
  readonly gather: number
  /** Most items of one push. */
  readonly most: number
}

/** Disorder on purpose: the probability from 0 to 1 that a receipt suffers it. Each of them is a fault of receipts. */
export interface Disorder {
  readonly duplicate: number
  readonly concurrent: number
  readonly reorder: number
  readonly late: number
  /** Milliseconds, least and most. */
  readonly lateBy: readonly [least: number, most: number]
  readonly lost: number
  readonly beforeAnswer: number
  /** Items of a push, least and most. */
  readonly batch?: readonly [least: number, most: number] | undefined
}

/** Every moment's receipts leave at once. */
export const defaultPushPlan: PushPlan = { gather: 0, most: 100 }
/** Everything arrives once, in order. */
export const noDisorder: Disorder = {
  duplicate: 0,
  concurrent: 0,
  reorder: 0,
  late: 0,
  lateBy: [3_600_000, 6 * 3_600_000],
  lost: 0,
  beforeAnswer: 0,
}

/** The faults that disorder stands for. */
export function faultsOfDisorder(given: Disorder): FaultRule[] {
  const { duplicate, concurrent, reorder, late, lateBy, lost, beforeAnswer, batch } = given
  const of = (
    name: string,
    fault: string,
    chance: number,
    parameters: FaultRule['with'] = {},
  ): FaultRule[] =>
    chance === 0
      ? []
      : [{ id: `disorder-${name}`, fault, with: parameters, at: 'callback', when: { probability: chance } }]
  return [
    ...of('duplicate', 'receipt-duplicate', duplicate, { within: 5000 }),
    ...of('concurrent', 'receipt-concurrent', concurrent),
    ...of('reorder', 'receipt-reorder', reorder),
    ...of('late', 'receipt-late', late, { by: lateBy }),
    ...of('lost', 'receipt-lost', lost),
    ...of('before-answer', 'receipt-before-answer', beforeAnswer),
    ...(batch === undefined ? [] : of('batch', 'receipt-batch', 1, { items: batch })),
  ]
}
