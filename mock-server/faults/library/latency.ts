import * as z from 'zod'
import type { Random } from '../../ports/random.ts'
import { defineFault } from '../fault.ts'
import { duration, span } from '../../../contracts/duration-schema.ts'

/** Draws a delay; exactly one of the ways is given. */
export const latency = defineFault({
  name: 'latency',
  summary: 'Time passes: a fixed one, or one drawn evenly, from a log-normal distribution, or with spikes.',
  with: () =>
    z
      .strictObject({
        fixed: duration().optional(),
        uniform: span().optional().meta({ description: 'Evenly between two durations.' }),
        logNormal: z
          .strictObject({ median: duration(), sigma: z.number().min(0).max(5).default(0.5) })
          .optional()
          .meta({ description: 'Most are near the median, few are far above it.' }),
        spikes: z
          .strictObject({
            usual: duration().default(0),
            spike: duration(),
            probability: z.number().min(0).max(1).default(0.05),
          })
          .optional(),
      })
      .refine(
        (given) => Object.values(given).filter((value) => value !== undefined).length === 1,
        'exactly one of fixed, uniform, logNormal and spikes',
      ),
  at: ['before-read', 'before-commit', 'after-commit', 'mid-answer'],
  example: { logNormal: { median: '200ms', sigma: 0.5 } },
  delay({ fixed, uniform, logNormal, spikes }, { chance }) {
    if (uniform !== undefined) return uniform[0] + Math.floor(chance.next() * (uniform[1] - uniform[0] + 1))
    if (logNormal !== undefined)
      return Math.round(logNormal.median * Math.exp(logNormal.sigma * normal(chance)))
    if (spikes !== undefined) return chance.next() < spikes.probability ? spikes.spike : spikes.usual
    return fixed ?? 0
  },
})

/** A draw of the standard normal distribution (Box and Muller). */
const normal = (chance: Random): number =>
  Math.sqrt(-2 * Math.log(1 - chance.next())) * Math.cos(2 * Math.PI * chance.next())
