import { ApiError } from '../../contracts/errors/api-error.ts'
import { documented } from '../../contracts/evidence/evidence.ts'
import {
  deleteChatappTemplate,
  typeIsGivenWithLanguage,
  type DeleteTemplateInput,
} from '../../contracts/operations/delete-chatapp-template.ts'
import { defineRule } from '../../contracts/evidence/rule.ts'
import {
  templateIsIdentified,
  templateLanguageIsSupported,
  templateTypeIsSupported,
} from '../../contracts/templates/identity-rules.ts'
import { defineBehavior } from '../call/behavior.ts'
import type { Context } from '../call/context.ts'
import type { Template } from '../world/directory.ts'
import { removeTemplate, templatesOf } from '../world/templates.ts'
import { spaceOf, spaceRules } from './shared/space-rules.ts'
import { nearTemplates } from './shared/template-rules.ts'

const templateToDeleteExists = defineRule(
  {
    id: 'template.to-delete-exists',
    summary: 'The template exists in the space, in the language if one is named.',
    evidence: documented('DelError.TemplateNotExist in the Chat App error codes'),
  },
  (input: DeleteTemplateInput, context: Context) => {
    if (templatesToDelete(input, context).length === 0) {
      throw new ApiError('DelError.TemplateNotExist', {
        parameter: 'TemplateCode',
        given: `${input.TemplateCode || input.TemplateName}${input.Language === undefined ? '' : ` in ${input.Language}`}`,
        expected: nearTemplates(input, context),
      })
    }
  },
)

/** Removes the template; its name stays blocked for a while. A review under way comes to nothing. */
export const deleteChatappTemplateBehavior = defineBehavior(deleteChatappTemplate, {
  rules: [
    templateIsIdentified,
    typeIsGivenWithLanguage,
    templateTypeIsSupported,
    templateLanguageIsSupported,
    ...spaceRules,
    templateToDeleteExists,
  ],
  handle(input, context) {
    for (const template of templatesToDelete(input, context)) removeTemplate(context.world, template)
    return { Success: true }
  },
})

/** The template in the language of the call, or in all its languages. Its code counts for more than its name, unless assumed otherwise. */
function templatesToDelete(
  { TemplateCode, TemplateName, Language, TemplateType, ...where }: DeleteTemplateInput,
  context: Context,
): Template[] {
  const own = templatesOf(context.world.directory, spaceOf(where, context).id).filter(
    ({ language, type }) =>
      (Language === undefined || language === Language) &&
      (TemplateType === undefined || type === TemplateType),
  )
  const byName = own.filter(({ name }) => name === TemplateName)
  const byCode = own.filter(({ code }) => code === TemplateCode)
  return TemplateCode && !(byName.length > 0 && context.assumptions.templateConflict === 'name')
    ? byCode
    : byName
}
