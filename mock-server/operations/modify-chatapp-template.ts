import { ApiError } from '../../contracts/errors/api-error.ts'
import { chosenBy } from '../../contracts/evidence/assumptions.ts'
import { documented, sdk } from '../../contracts/evidence/evidence.ts'
import {
  modifyChatappTemplate,
  type ModifyTemplateInput,
} from '../../contracts/operations/modify-chatapp-template.ts'
import { defineRule } from '../../contracts/evidence/rule.ts'
import { defect } from '../../contracts/templates/design.ts'
import {
  categoryIsKnown,
  templateIsIdentified,
  templateLanguageIsSupported,
} from '../../contracts/templates/identity-rules.ts'
import { defineBehavior } from '../call/behavior.ts'
import type { Context } from '../call/context.ts'
import { handIn } from '../world/templates.ts'
import { spaceRules } from './shared/space-rules.ts'
import {
  partRules,
  templateOf,
  templateToChangeExists,
  whatsappTypeIsMeant,
} from './shared/template-rules.ts'

const stateAllowsChange = defineRule(
  {
    id: 'template.state-allows-change',
    summary: 'A template that is not reviewed yet or was rejected can be modified; every one by option.',
    evidence: documented('Manage message templates, guide of August 2023; the code is an assumption'),
  },
  (input: ModifyTemplateInput, context: Context) => {
    const { name, auditStatus } = templateOf(input, context)
    const { modifiableTemplates, unmodifiableTemplate } = context.assumptions
    if (modifiableTemplates === 'all' || ['unaudit', 'auditing', 'fail'].includes(auditStatus)) return
    throw new ApiError(unmodifiableTemplate, {
      parameter: 'TemplateCode',
      given: `${name} is in state ${auditStatus}`,
      expected: 'a template in state unaudit, auditing or fail',
      evidence: chosenBy('unmodifiableTemplate', unmodifiableTemplate),
    })
  },
)

const categoryStays = defineRule(
  {
    id: 'template.category-stays',
    summary: 'The category of a template cannot be changed.',
    evidence: sdk(
      'ModifyChatappTemplate, SDK definition of 2026-07-14; the code is that of any other defect',
    ),
  },
  (input: ModifyTemplateInput, context: Context) => {
    const { category } = templateOf(input, context)
    if (input.Category !== undefined && input.Category !== category)
      throw defect(context, input.Category, category, 'Category')
  },
)

/** Replaces what the call names, and hands the template in again. A review under way comes to nothing. */
export const modifyChatappTemplateBehavior = defineBehavior(modifyChatappTemplate, {
  rules: [
    templateIsIdentified,
    whatsappTypeIsMeant,
    templateLanguageIsSupported,
    categoryIsKnown,
    ...spaceRules,
    templateToChangeExists,
    categoryStays,
    stateAllowsChange,
    ...partRules,
  ],
  handle(input, context) {
    const template = templateOf(input, context)
    handIn(context.world, {
      ...template,
      components: input.Components,
      example: input.Example ?? template.example,
      ttlSeconds: input.MessageSendTtlSeconds ?? template.ttlSeconds,
      categoryChangePaused: input.CategoryChangePaused ?? template.categoryChangePaused,
    })
    return { Data: { TemplateCode: template.code, TemplateName: template.name } }
  },
})
