import { ApiError } from '../../../contracts/errors/api-error.ts'
import { chosenBy } from '../../../contracts/evidence/assumptions.ts'
import { assumed, documented } from '../../../contracts/evidence/evidence.ts'
import { defineRule } from '../../../contracts/evidence/rule.ts'
import type { Component } from '../../../contracts/templates/components.ts'
import { defect, type TemplateDesign } from '../../../contracts/templates/design.ts'
import { designRules } from '../../../contracts/templates/design-rules.ts'
import { viberCategories } from '../../../contracts/templates/identity-rules.ts'
import type { Context } from '../../call/context.ts'
import { codeKey, nameKey, type Template } from '../../world/directory.ts'
import { blockedUntil, templatesOf } from '../../world/templates.ts'
import { spaceOf, type SpaceInput } from './space-rules.ts'

/** How a call names a template. */
export interface TemplateInput extends SpaceInput {
  readonly TemplateCode?: string | undefined
  readonly TemplateName?: string | undefined
  readonly Language?: string | undefined
  readonly TemplateType?: string | undefined
}

/** The template a call names, in its language; undefined if the space has none. */
export function findTemplate(
  { TemplateCode, TemplateName, Language = '', TemplateType, ...where }: TemplateInput,
  context: Context,
): Template | undefined {
  const { world, assumptions } = context
  const { templates } = world.directory
  const space = spaceOf(where, context)
  const byName = TemplateName ? templates.get(nameKey(space.id, TemplateName, Language)) : undefined
  const byCode = TemplateCode ? templates.get(codeKey(space.id, TemplateCode, Language)) : undefined
  const found = TemplateCode && !(byName && assumptions.templateConflict === 'name') ? byCode : byName
  return found !== undefined && (TemplateType === undefined || TemplateType === found.type)
    ? found
    : undefined
}

/** The template of a call that has passed a rule which makes sure of it. */
export function templateOf(input: TemplateInput, context: Context): Template {
  const template = findTemplate(input, context)
  if (template === undefined)
    throw new Error('The rules of a behavior ask for its template before one makes sure of it')
  return template
}

/** What there is instead, for explanations. */
export function nearTemplates(input: SpaceInput, context: Context): string {
  const space = spaceOf(input, context)
  const known = templatesOf(context.world.directory, space.id).slice(0, 10)
  return `a template of ${space.id}: ${known.map(({ code, name, language }) => `${name} (${code}, ${language})`).join(', ') || 'there is none'}`
}

export const whatsappTypeIsMeant = defineRule(
  {
    id: 'template.whatsapp-type-is-meant',
    summary: 'TemplateType, when given, is WHATSAPP.',
    evidence: documented(
      'the only value of the API metadata of 2025-11-22 for operations that change templates',
    ),
  },
  ({ TemplateType }: TemplateInput) => {
    if (TemplateType !== undefined && TemplateType !== 'WHATSAPP')
      throw new ApiError('InvalidParameter.TemplateTypeNotSupport', {
        parameter: 'TemplateType',
        given: TemplateType,
        expected: 'WHATSAPP',
      })
  },
)

export const templateToChangeExists = defineRule(
  {
    id: 'template.to-change-exists',
    summary: 'The template exists in the space, in the language.',
    evidence: assumed('no source names the code of a change or metric of an unknown template'),
  },
  (input: TemplateInput, context: Context) => {
    if (findTemplate(input, context) === undefined) {
      throw new ApiError(context.assumptions.unknownTemplateToChange, {
        parameter: 'TemplateCode',
        given: `${input.TemplateCode || input.TemplateName} in ${input.Language}`,
        expected: nearTemplates(input, context),
        evidence: chosenBy('unknownTemplateToChange', context.assumptions.unknownTemplateToChange),
      })
    }
  },
)

/** What a call says about the parts of a template; what ModifyChatappTemplate leaves out is as it was. */
interface DesignInput extends TemplateInput {
  readonly Category?: string | undefined
  readonly Components: readonly Component[]
  readonly MessageSendTtlSeconds?: number | undefined
}

function designOf(input: DesignInput, context: Context): TemplateDesign {
  const existing = input.TemplateCode || input.TemplateName ? findTemplate(input, context) : undefined
  return {
    type: input.TemplateType ?? existing?.type ?? 'WHATSAPP',
    category: input.Category ?? existing?.category ?? 'UTILITY',
    components: input.Components,
    ttl: input.MessageSendTtlSeconds,
  }
}

/** The rules of the parts of a template, for calls that bring such parts. */
export const partRules = designRules.map(({ id, summary, evidence }, index) =>
  defineRule({ id, summary, evidence }, (input: DesignInput, context: Context) =>
    designRules[index]?.(designOf(input, context), context),
  ),
)

export const nameIsFree = defineRule(
  {
    id: 'template.name-is-free',
    summary: 'The space has no template of that name in that language.',
    evidence: documented('InvalidParameter.TemplateNameExist in older editions of the Chat App error codes'),
  },
  (input: SpaceInput & { readonly Name: string; readonly Language: string }, context: Context) => {
    const space = spaceOf(input, context)
    if (context.world.directory.templates.has(nameKey(space.id, input.Name, input.Language))) {
      throw new ApiError('InvalidParameter.TemplateNameExist', {
        parameter: 'Name',
        given: `${input.Name} in ${input.Language}`,
        expected: `a name that ${space.id} does not have in this language`,
      })
    }
  },
)

export const nameIsNotBlocked = defineRule(
  {
    id: 'template.name-is-not-blocked',
    summary: 'The name was not deleted in this language within the last four weeks.',
    evidence: assumed(
      'a message of Meta speaks of four weeks; which code the product answers is not published',
    ),
  },
  (input: SpaceInput & { readonly Name: string; readonly Language: string }, context: Context) => {
    const until = blockedUntil(context.world, spaceOf(input, context).id, input.Name, input.Language)
    if (until !== undefined && context.assumptions.deletedTemplateName === 'four-weeks')
      throw defect(
        context,
        `${input.Name} in ${input.Language}, deleted lately`,
        `another name, or this one from ${new Date(until).toISOString()} on`,
        'Name',
      )
  },
)

/** The category that lists and details print: of a Viber template it is what the template consists of. */
export function printedCategory({ type, category, components }: Template): string {
  if (type === 'WHATSAPP') return category
  const format = components.find(({ Type }) => Type === 'HEADER')?.['Format']
  const parts = [
    ...(components.some(({ Type, Text }) => Type === 'BODY' && Text) ? ['text'] : []),
    ...(typeof format === 'string' ? [format.toLowerCase()] : []),
    ...(components.some(({ Type }) => Type === 'BUTTONS') ? ['button'] : []),
  ].join('_')
  return viberCategories.includes(parts)
    ? parts
    : (viberCategories.find((known) => parts.includes(known) || known.includes(parts)) ?? 'text')
}
