import { ApiError } from '../../contracts/errors/api-error.ts'
import { chosenBy } from '../../contracts/evidence/assumptions.ts'
import { assumed } from '../../contracts/evidence/evidence.ts'
import { metricPeriodIsOne } from '../../contracts/operations/shared/metrics.ts'
import { getChatappTemplateMetric } from '../../contracts/operations/get-chatapp-template-metric.ts'
import { defineRule } from '../../contracts/evidence/rule.ts'
import { templateLanguageIsSupported } from '../../contracts/templates/identity-rules.ts'
import { defineBehavior } from '../call/behavior.ts'
import type { Context } from '../call/context.ts'
import { countMessages, type PressCount } from '../messages/count-messages.ts'
import type { Batch } from '../world/batches.ts'
import type { Template } from '../world/directory.ts'
import { templatesOf } from '../world/templates.ts'
import type { Press } from '../world/presses.ts'
import type { World } from '../world/world.ts'
import { countedBatches, metricsAreEnabled, visiblePeriod } from './shared/metric-rules.ts'
import { spaceOf, spaceRules } from './shared/space-rules.ts'
import { nearTemplates, whatsappTypeIsMeant, type TemplateInput } from './shared/template-rules.ts'

const templateToCountExists = defineRule(
  {
    id: 'template.to-count-exists',
    summary: 'The template exists in the space, in the language if one is named.',
    evidence: assumed('no source names the code of a metric of an unknown template'),
  },
  (input: TemplateInput, context: Context) => {
    if (templatesToCount(input, context).length === 0) {
      throw new ApiError(context.assumptions.unknownTemplateToChange, {
        parameter: 'TemplateCode',
        given: `${input.TemplateCode} ${input.Language ?? ''}`,
        expected: nearTemplates(input, context),
        evidence: chosenBy('unknownTemplateToChange', context.assumptions.unknownTemplateToChange),
      })
    }
  },
)

/** One row per language and interval in which something happened to messages of the template. */
export const getChatappTemplateMetricBehavior = defineBehavior(getChatappTemplateMetric, {
  rules: [
    whatsappTypeIsMeant,
    templateLanguageIsSupported,
    metricPeriodIsOne,
    ...spaceRules,
    templateToCountExists,
    metricsAreEnabled,
  ],
  handle(input, context) {
    const period = visiblePeriod(input, context)
    if (period === undefined) return { Data: [] }
    const batches = countedBatches(input, context)
    const rows = templatesToCount(input, context).flatMap(({ code, language, category }) => {
      if (category !== 'MARKETING' && context.assumptions.metricCategories === 'marketing') return []
      const own = batches.filter(({ terms }) => terms.templateCode === code && terms.language === language)
      return countMessages(own, period, pressesOf(own, context.world)).map(
        ({ start, end, sent, delivered, read, pressed }) => ({
          TemplateCode: code,
          Language: language,
          Start: start,
          End: end,
          SentCount: sent,
          DeliveredCount: delivered,
          ReadCount: read,
          Cliented: pressed.map((press) => clientedOf(press, context)),
        }),
      )
    })
    return { Data: rows }
  },
})

function pressesOf(batches: readonly Batch[], { presses }: World): Press[] {
  const ids = new Set(batches.map(({ groupMessageId }) => groupMessageId))
  return [...presses.values()].filter(({ groupMessageId }) => ids.has(groupMessageId))
}

function clientedOf(
  { button, text, count }: PressCount,
  { assumptions }: Context,
): { Type: string; ButtonContent: string; Count: number } {
  const types = {
    QUICK_REPLY: assumptions.metricReplyType,
    URL: 'url_button',
    PHONE_NUMBER: 'phone_number_button',
  } as const
  return { Type: types[button], ButtonContent: text, Count: count }
}

/** The template in the language of the call, or in all its languages. */
const templatesToCount = (
  { TemplateCode, Language, ...where }: TemplateInput,
  context: Context,
): Template[] =>
  templatesOf(context.world.directory, spaceOf(where, context).id).filter(
    ({ code, language, type }) =>
      code === TemplateCode && type === 'WHATSAPP' && (Language === undefined || language === Language),
  )
