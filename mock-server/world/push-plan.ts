import * as z from 'zod'
import type { FaultRule } from '../faults/rule.ts'
import { duration, span } from '../faults/parameters.ts'

const probability = z.number().min(0).max(1).default(0)

/** How receipts leave: how many travel together, and when a failed push is repeated. */
export const pushPlan = z
  .strictObject({
    retryAfter: z.array(duration).max(20).optional().meta({ description: 'Waits before the repetitions of a failed push, each counted from the attempt before; as the assumption pushRetries says unless given.' }),
    gather: duration.default(0).meta({ description: 'Receipts of so long a time leave in one push; 0: those of one moment.' }),
    most: z.int().min(1).max(100).default(100).meta({ description: 'Most items of one push.' }),
  })
  .meta({ description: 'How receipts leave.' })

/** Disorder on purpose, the short way to say it: the probability from 0 to 1 that a receipt suffers it. Each of them is a fault of receipts. */
export const disorder = z
  .strictObject({
    duplicate: probability.meta({ description: 'Arrives again within five seconds.' }),
    concurrent: probability.meta({ description: 'Arrives twice at the same time.' }),
    reorder: probability.meta({ description: 'Sent arrives after what follows it.' }),
    late: probability.meta({ description: 'Arrives late, by lateBy.' }),
    lateBy: span.default([3_600_000, 6 * 3_600_000]),
    lost: probability.meta({ description: 'Never arrives.' }),
    beforeAnswer: probability.meta({ description: 'Of a send: its Sent receipts are there before its answer.' }),
    batch: z.tuple([z.int().min(1).max(100), z.int().min(1).max(100)]).refine(([least, most]) => least <= most, 'the smaller number first').optional().meta({ description: 'Items of a push, drawn for each from this range.' }),
  })
  .meta({ description: 'Disorder on purpose, seeded: probabilities from 0 to 1 for each receipt.' })

export type PushPlan = z.output<typeof pushPlan>
export type Disorder = z.output<typeof disorder>

export const defaultPushPlan: PushPlan = pushPlan.parse({})
/** Everything arrives once, in order. */
export const noDisorder: Disorder = disorder.parse({})

/** The faults that disorder stands for. */
export function faultsOfDisorder(given: Disorder): FaultRule[] {
  const { duplicate, concurrent, reorder, late, lateBy, lost, beforeAnswer, batch } = given
  const of = (name: string, fault: string, chance: number, parameters: FaultRule['with'] = {}): FaultRule[] =>
    chance === 0 ? [] : [{ id: `disorder-${name}`, fault, with: parameters, at: 'callback', when: { probability: chance } }]
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
