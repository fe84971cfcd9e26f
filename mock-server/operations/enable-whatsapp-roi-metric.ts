import { enableWhatsappROIMetric } from '../../contracts/operations/enable-whatsapp-roi-metric.ts'
import { defineBehavior } from '../call/behavior.ts'
import { spaceOf, spaceRules } from './shared/space-rules.ts'

/** From now on messages of the space are counted; a second call changes nothing. */
export const enableWhatsappROIMetricBehavior = defineBehavior(enableWhatsappROIMetric, {
  rules: [...spaceRules],
  handle(input, context) {
    const { metricsSince } = context.world.directory
    const { id } = spaceOf(input, context)
    if (!metricsSince.has(id)) metricsSince.set(id, context.world.clock.now())
    return {}
  },
})
