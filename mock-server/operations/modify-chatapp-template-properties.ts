import { modifyChatappTemplateProperties } from '../../contracts/operations/modify-chatapp-template-properties.ts'
import { templateLanguageIsSupported } from '../../contracts/templates/identity-rules.ts'
import { defineBehavior } from '../call/behavior.ts'
import { changeTemplate } from '../world/templates.ts'
import { spaceRules } from './shared/space-rules.ts'
import { templateOf, templateToChangeExists, whatsappTypeIsMeant } from './shared/template-rules.ts'

/** Changes what the call names, at once and without a review. */
export const modifyChatappTemplatePropertiesBehavior = defineBehavior(modifyChatappTemplateProperties, {
  rules: [whatsappTypeIsMeant, templateLanguageIsSupported, ...spaceRules, templateToChangeExists],
  handle(input, context) {
    const template = templateOf(input, context)
    const { AllowSend = template.allowSend, CategoryChangePaused = template.categoryChangePaused } = input
    changeTemplate(context.world, template, {
      allowSend: AllowSend,
      categoryChangePaused: CategoryChangePaused,
    })
    return { Success: true, Model: {} }
  },
})
