import * as z from 'zod'
import { parseDuration } from '../../contracts/duration.ts'

const probability = z.number().min(0).max(1).default(0)
const duration = z
  .union([z.string(), z.number().min(0)])
  .refine((value) => typeof value === 'number' || parseDuration(value) !== undefined, 'a duration such as 250ms, 90s, 2h or 1d12h, or milliseconds')
  .transform((value) => (typeof value === 'number' ? value : (parseDuration(value) as number)))
const span = z.tuple([duration, duration]).refine(([least, most]) => least <= most, 'the smaller number first')

/** How receipts leave: how many travel together, and when a failed push is repeated. */
export const pushPlan = z
  .strictObject({
    retryAfter: z.array(duration).max(20).optional().meta({ description: 'Waits before the repetitions of a failed push, each counted from the attempt before; as the assumption pushRetries says unless given.' }),
    gather: duration.default(0).meta({ description: 'Receipts of so long a time leave in one push; 0: those of one moment.' }),
    most: z.int().min(1).max(100).default(100).meta({ description: 'Most items of one push.' }),
  })
  .meta({ description: 'How receipts leave.' })

/** Disorder on purpose: the probability from 0 to 1 that a receipt suffers it. */
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
