import { metricPeriodIsOne } from '../../contracts/operations/shared/metrics.ts'
import { getChatappPhoneNumberMetric } from '../../contracts/operations/get-chatapp-phone-number-metric.ts'
import { phoneNumberIsNumeric } from '../../contracts/operations/update-phone-webhook.ts'
import { defineBehavior } from '../call/behavior.ts'
import { countMessages } from '../messages/count-messages.ts'
import { countedBatches, metricsAreEnabled, visiblePeriod } from './shared/metric-rules.ts'
import { numbersOf, phoneNumberIsBound } from './shared/number-rules.ts'
import { spaceRules } from './shared/space-rules.ts'

/** One row per number and interval in which something happened to its messages. */
export const getChatappPhoneNumberMetricBehavior = defineBehavior(getChatappPhoneNumberMetric, {
  rules: [phoneNumberIsNumeric, metricPeriodIsOne, ...spaceRules, phoneNumberIsBound, metricsAreEnabled],
  handle(input, context) {
    const period = visiblePeriod(input, context)
    if (period === undefined) return { Data: [] }
    const batches = countedBatches(input, context)
    const numbers = input.PhoneNumber === undefined ? numbersOf(input, context) : [input.PhoneNumber]
    const rows = numbers.flatMap((number) =>
      countMessages(
        batches.filter(({ terms }) => terms.from === number),
        period,
      ).flatMap(({ start, end, sent, delivered }) =>
        sent + delivered === 0
          ? []
          : [
              {
                PhoneNumber: number,
                Start: start,
                End: end,
                Granularity: input.Granularity ?? 'DAILY',
                SentCount: sent,
                DeliveredCount: delivered,
              },
            ],
      ),
    )
    return { Data: rows }
  },
})
