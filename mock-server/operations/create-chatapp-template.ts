import {
  createChatappTemplate,
  type CreateTemplateInput,
} from '../../contracts/operations/create-chatapp-template.ts'
import {
  categoryIsKnown,
  nameIsAllowed,
  templateLanguageIsSupported,
  templateTypeIsSupported,
} from '../../contracts/templates/identity-rules.ts'
import { defineBehavior } from '../call/behavior.ts'
import { codeFor, handIn } from '../world/templates.ts'
import { spaceOf, spaceRules } from './shared/space-rules.ts'
import { nameIsFree, nameIsNotBlocked, partRules } from './shared/template-rules.ts'

/** Stores the template and hands it in: its review ends at a time of the world's clock. */
export const createChatappTemplateBehavior = defineBehavior(createChatappTemplate, {
  rules: [
    templateTypeIsSupported,
    templateLanguageIsSupported,
    categoryIsKnown,
    nameIsAllowed,
    ...partRules,
    ...spaceRules,
    nameIsFree,
    nameIsNotBlocked,
  ],
  handle(input: CreateTemplateInput, context) {
    const { world } = context
    const space = spaceOf(input, context)
    const type = input.TemplateType === 'VIBER' ? 'VIBER' : 'WHATSAPP'
    const code = codeFor(world, space.id, input.Name, type)
    handIn(world, {
      code,
      name: input.Name,
      language: input.Language,
      type,
      category: input.Category,
      auditStatus: 'auditing',
      qualityScore: 'UNKNOWN',
      reason: undefined,
      components: input.Components,
      example: input.Example,
      ttlSeconds: input.MessageSendTtlSeconds,
      allowSend: true,
      categoryChangePaused: input.CategoryChangePaused ?? false,
      archived: false,
      updatedAt: world.clock.now(),
      review: undefined,
      space,
    })
    return { Data: { TemplateCode: code, TemplateName: input.Name } }
  },
})
