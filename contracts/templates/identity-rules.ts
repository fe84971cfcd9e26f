import { ApiError } from '../errors/api-error.ts'
import { chosenBy } from '../evidence/assumptions.ts'
import { documented } from '../evidence/evidence.ts'
import { languageCodes } from '../languages.ts'
import { defineRule } from '../evidence/rule.ts'
import { defect, type Choices } from './design.ts'

const codePage = documented('Chat App error codes (chatapp/developer-reference/api-error-codes)')

export const templateTypes: readonly string[] = ['WHATSAPP', 'VIBER']
export const categories: readonly string[] = ['UTILITY', 'MARKETING', 'AUTHENTICATION']
/** What lists and details print as the category of a Viber template. */
export const viberCategories: readonly string[] = [
  'text',
  'image',
  'text_image_button',
  'text_button',
  'document',
  'video',
  'text_video',
  'text_video_button',
  'text_image',
]

export const templateTypeIsSupported = defineRule(
  {
    id: 'template.type-is-supported',
    summary: 'TemplateType, when given, is WHATSAPP or VIBER.',
    evidence: codePage,
  },
  ({ TemplateType }: { readonly TemplateType?: string | undefined }) => {
    if (TemplateType !== undefined && !templateTypes.includes(TemplateType)) {
      throw new ApiError('InvalidParameter.TemplateTypeNotSupport', {
        parameter: 'TemplateType',
        given: TemplateType,
        expected: templateTypes.join(' or '),
      })
    }
  },
)

export const templateLanguageIsSupported = defineRule(
  {
    id: 'template.language-is-supported',
    summary: 'Language, when given, is one of the 68 documented codes.',
    evidence: documented('Chat App error codes; Language codes, edition of 2026-09-05'),
  },
  ({ Language }: { readonly Language?: string | undefined }) => {
    if (Language !== undefined && !languageCodes.has(Language)) {
      throw new ApiError('InvalidParameter.LanguageNotSupport', {
        parameter: 'Language',
        given: Language,
        expected: 'one of the 68 language codes, such as en, en_US, zh_CN',
      })
    }
  },
)

export const templateIsIdentified = defineRule(
  {
    id: 'template.is-identified',
    summary: 'TemplateCode or TemplateName is given.',
    evidence: documented('TemplateCode or TemplateName on the operation pages; the code is an assumption'),
  },
  (
    {
      TemplateCode,
      TemplateName,
    }: { readonly TemplateCode?: string | undefined; readonly TemplateName?: string | undefined },
    { assumptions }: Choices,
  ) => {
    if (!TemplateCode && !TemplateName)
      throw new ApiError(assumptions.unnamedTemplate, {
        parameter: 'TemplateCode',
        given: TemplateCode,
        expected: 'TemplateCode or TemplateName',
        evidence: chosenBy('unnamedTemplate', assumptions.unnamedTemplate),
      })
  },
)

export const categoryIsKnown = defineRule(
  {
    id: 'template.category-is-known',
    summary: 'Category, when given, is UTILITY, MARKETING or AUTHENTICATION.',
    evidence: documented('CreateChatappTemplate; the code is that of any other defect'),
  },
  ({ Category }: { readonly Category?: string | undefined }, choices: Choices) => {
    if (Category !== undefined && !categories.includes(Category))
      throw defect(choices, Category, categories.join(', '), 'Category')
  },
)

export const nameIsAllowed = defineRule(
  {
    id: 'template.name-is-allowed',
    summary: 'The name of a WhatsApp template has 1 to 512 lower-case letters, digits and underscores.',
    evidence: documented('WhatsApp Business Platform; not stated on the pages of the product'),
  },
  ({ Name, TemplateType }: { readonly Name: string; readonly TemplateType: string }, choices: Choices) => {
    const isAllowed =
      TemplateType === 'WHATSAPP' && choices.assumptions.templateNames === 'as-whatsapp'
        ? /^[a-z0-9_]{1,512}$/.test(Name)
        : Name !== ''
    if (!isAllowed)
      throw defect(choices, Name, 'lower-case letters, digits and underscores, at most 512', 'Name')
  },
)
