import {
  auditStatusIsSupported,
  categoryCanBeQueried,
  listChatappTemplate,
  pageIsSmall,
  type ListTemplatesInput,
} from '../../contracts/operations/list-chatapp-template.ts'
import {
  templateLanguageIsSupported,
  templateTypeIsSupported,
} from '../../contracts/templates/identity-rules.ts'
import { defineBehavior } from '../call/behavior.ts'
import type { Context } from '../call/context.ts'
import type { Template } from '../world/directory.ts'
import { templatesOf } from '../world/templates.ts'
import { spaceOf, spaceRules } from './shared/space-rules.ts'
import { printedCategory } from './shared/template-rules.ts'

/** Answers one page of the templates that fit, and how many there are. */
export const listChatappTemplateBehavior = defineBehavior(listChatappTemplate, {
  rules: [
    templateTypeIsSupported,
    templateLanguageIsSupported,
    auditStatusIsSupported,
    categoryCanBeQueried,
    pageIsSmall,
    ...spaceRules,
  ],
  handle(input, context) {
    const { Index, Size } = input.Page ?? { Index: 1, Size: 10 }
    const templates = templatesOf(context.world.directory, spaceOf(input, context).id).filter(
      filterOf(input, context),
    )
    // Of templates changed at the same time the one that came later counts as newer.
    templates.sort((a, b) => a.updatedAt - b.updatedAt)
    if (context.assumptions.templateListOrder === 'newest-first') templates.reverse()
    return {
      Success: true,
      Total: templates.length,
      ListTemplate: templates.slice((Index - 1) * Size, Index * Size).map(toEntry),
    }
  },
})

function filterOf(
  { TemplateType, Name, Code, Language, Category, AuditStatus }: ListTemplatesInput,
  { assumptions }: Context,
): (template: Template) => boolean {
  const fitsName = (name: string): boolean =>
    Name === undefined || (assumptions.templateNameFilter === 'whole' ? name === Name : name.includes(Name))
  return (template) =>
    fitsName(template.name) &&
    (Code === undefined || template.code === Code) &&
    (Language === undefined || template.language === Language) &&
    (TemplateType === undefined || template.type === TemplateType) &&
    (Category === undefined || template.category === Category || printedCategory(template) === Category) &&
    (AuditStatus === undefined || template.auditStatus === AuditStatus) &&
    !(template.archived && assumptions.archivedTemplates === 'hidden')
}

function toEntry(template: Template): Record<string, unknown> {
  const { code, name, type, language, auditStatus, reason, updatedAt } = template
  return {
    TemplateCode: code,
    TemplateName: name,
    TemplateType: type,
    Language: language,
    Category: printedCategory(template),
    AuditStatus: auditStatus,
    ...(reason !== undefined && { Reason: reason }),
    LastUpdateTime: updatedAt,
  }
}
