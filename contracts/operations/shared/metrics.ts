import * as z from 'zod'
import { ApiError } from '../../errors/api-error.ts'
import { assumed } from '../../evidence/evidence.ts'
import { defineRule } from '../../evidence/rule.ts'

/** What both operations for metrics take. */
export const metricParameters = () => ({
  Start: z.int().meta({ description: 'Milliseconds since the epoch, included.' }),
  End: z.int().meta({ description: 'Milliseconds since the epoch, not included.' }),
  Granularity: z
    .enum(['DAILY', 'HALF_HOUR'])
    .optional()
    .meta({ description: 'Length of the intervals; DAILY unless given.' }),
})

/** A period of time, cut into intervals. */
export interface MetricInput {
  readonly Start: number
  readonly End: number
  readonly Granularity?: 'DAILY' | 'HALF_HOUR' | undefined
}

export const metricPeriodIsOne = defineRule(
  {
    id: 'metric.period-is-one',
    summary: 'End is not before Start.',
    evidence: assumed('no text says what happens to a period that ends before it starts'),
  },
  ({ Start, End }: MetricInput) => {
    if (End < Start)
      throw new ApiError('Invalid{parameter}', {
        parameter: 'End',
        given: End,
        expected: `${Start} or later`,
      })
  },
)
