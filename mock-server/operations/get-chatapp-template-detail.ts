import { ApiError } from '../../contracts/errors/api-error.ts'
import { documented } from '../../contracts/evidence/evidence.ts'
import { getChatappTemplateDetail } from '../../contracts/operations/get-chatapp-template-detail.ts'
import { defineRule } from '../../contracts/evidence/rule.ts'
import {
  templateIsIdentified,
  templateLanguageIsSupported,
  templateTypeIsSupported,
} from '../../contracts/templates/identity-rules.ts'
import { defineBehavior } from '../call/behavior.ts'
import type { Context } from '../call/context.ts'
import type { TemplateComponent } from '../world/directory.ts'
import { spaceRules } from './shared/space-rules.ts'
import {
  findTemplate,
  nearTemplates,
  printedCategory,
  templateOf,
  type TemplateInput,
} from './shared/template-rules.ts'

const templateToShowExists = defineRule(
  {
    id: 'template.to-show-exists',
    summary: 'The template exists in the space, in the language.',
    evidence: documented('DetailError.TemplateNotExist in the public error codes'),
  },
  (input: TemplateInput, context: Context) => {
    if (findTemplate(input, context) === undefined) {
      throw new ApiError('DetailError.TemplateNotExist', {
        parameter: 'TemplateCode',
        given: `${input.TemplateCode || input.TemplateName} in ${input.Language}`,
        expected: nearTemplates(input, context),
      })
    }
  },
)

/** Shows the template as it is now. */
export const getChatappTemplateDetailBehavior = defineBehavior(getChatappTemplateDetail, {
  rules: [
    templateIsIdentified,
    templateTypeIsSupported,
    templateLanguageIsSupported,
    ...spaceRules,
    templateToShowExists,
  ],
  handle(input, context) {
    const template = templateOf(input, context)
    const {
      code,
      name,
      type,
      language,
      auditStatus,
      qualityScore,
      reason,
      allowSend,
      categoryChangePaused,
      ttlSeconds,
      example,
      components,
    } = template
    return {
      Data: {
        TemplateCode: code,
        Name: name,
        TemplateType: type,
        Language: language,
        Category: printedCategory(template),
        AuditStatus: auditStatus,
        ...(reason !== undefined && { Reason: reason }),
        QualityScore: qualityScore,
        AllowSend: allowSend,
        CategoryChangePaused: categoryChangePaused,
        ...(ttlSeconds !== undefined && { MessageSendTtlSeconds: ttlSeconds }),
        ...(example !== undefined && { Example: example }),
        Components: components.map(toDetail),
      },
    }
  },
})

/** Details spell HasExpiration with a small h, and add the variable of the time at which the offer ends. */
function toDetail(component: TemplateComponent): TemplateComponent {
  if (component.Type !== 'LIMITED_TIME_OFFER') return component
  const { HasExpiration = false, ...rest } = component
  return {
    ...rest,
    hasExpiration: HasExpiration,
    ...(HasExpiration === true && { OfferExpirationTimeMs: '$(offerExpirationTimeMs)' }),
  } as TemplateComponent
}
