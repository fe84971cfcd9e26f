import { ApiError } from '../../../contracts/errors/api-error.ts'
import { documented } from '../../../contracts/evidence/evidence.ts'
import type { MetricInput } from '../../../contracts/operations/shared/metrics.ts'
import { defineRule } from '../../../contracts/evidence/rule.ts'
import type { Context } from '../../call/context.ts'
import type { Period } from '../../messages/count-messages.ts'
import type { Batch } from '../../world/batches.ts'
import { spaceOf, type SpaceInput } from './space-rules.ts'

const day = 24 * 3_600_000
const lengths = { DAILY: day, HALF_HOUR: day / 48 } as const

export const metricsAreEnabled = defineRule(
  {
    id: 'metric.is-enabled',
    summary:
      'EnableWhatsappROIMetric was called for the space; before that there are no rows, or the call is refused by option.',
    evidence: documented(
      'precondition on the pages of both metrics; what happens without it is an assumption',
    ),
  },
  (input: SpaceInput, context: Context) => {
    const { id } = spaceOf(input, context)
    if (
      context.assumptions.metricsBeforeEnabling === 'refused' &&
      !context.world.directory.metricsSince.has(id)
    ) {
      throw new ApiError('Authentication.NoAuth', {
        parameter: 'CustSpaceId',
        given: id,
        expected: 'a space for which EnableWhatsappROIMetric was called',
      })
    }
  },
)

/** What a call for metrics can see: messages sent since they are counted, from one day after that on, and no further than now. Undefined: nothing. */
export function visiblePeriod(input: SpaceInput & MetricInput, context: Context): Period | undefined {
  const { world, assumptions } = context
  const since = world.directory.metricsSince.get(spaceOf(input, context).id)
  const now = world.clock.now()
  if (since === undefined || (assumptions.metricsDelay === 'after-a-day' && now < since + day))
    return undefined
  return {
    start: Math.max(input.Start, since),
    end: Math.min(input.End, now + 1),
    interval: lengths[input.Granularity ?? 'DAILY'],
  }
}

/** The WhatsApp messages of the space of a call, batch by batch, that were sent since they are counted. */
export function countedBatches(input: SpaceInput, context: Context): Batch[] {
  const { id } = spaceOf(input, context)
  const since = context.world.directory.metricsSince.get(id) ?? Infinity
  return [...context.world.batches.values()].filter(
    ({ terms, at }) => terms.spaceId === id && terms.channel === 'whatsapp' && at >= since,
  )
}
