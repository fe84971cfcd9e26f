import * as z from 'zod'
import { ApiError } from '../errors/api-error.ts'
import { documented } from '../evidence/evidence.ts'
import { defineOperation, type InputOf } from '../operation.ts'
import { defineRule } from '../evidence/rule.ts'
import {
  answered,
  answerFields,
  listedErrors,
  ownerParameters,
  spaceParameters,
  wabaParameter,
} from './shared/space-parameters.ts'

const page = documented(
  'DeleteChatappTemplate, API metadata of 2024-07-30 and 2025-11-22, SDK definition of 2026-07-14',
)

/** Deletes a template in one language or in all. */
export const deleteChatappTemplate = defineOperation({
  name: 'DeleteChatappTemplate',
  summary: 'Deletes a template, in one language or in all of them.',
  methods: ['GET', 'POST'],
  schemes: ['http', 'https'],
  callsPerSecond: 5,
  errors: listedErrors,
  evidence: page,
  input: () =>
    z.object({
      TemplateCode: z.string().optional().meta({ description: 'This or TemplateName is needed.' }),
      TemplateName: z.string().optional().meta({ description: 'This or TemplateCode is needed.' }),
      Language: z.string().optional().meta({ description: 'All languages unless given.' }),
      TemplateType: z.string().optional().meta({ description: 'Needed together with Language.' }),
      ...spaceParameters(),
      ...wabaParameter(),
      ...ownerParameters(),
    }),
  output: () => z.object({ ...answerFields(), Success: z.boolean().optional() }),
  example: {
    input: { CustSpaceId: 'cams-demo0001', TemplateCode: '1119000000000000002' },
    output: { ...answered, Success: true },
  },
})

export type DeleteTemplateInput = InputOf<typeof deleteChatappTemplate>

export const typeIsGivenWithLanguage = defineRule(
  {
    id: 'template.type-is-given-with-language',
    summary: 'TemplateType is given when one language is deleted.',
    evidence: page,
  },
  ({ Language, TemplateType }: DeleteTemplateInput) => {
    if (Language !== undefined && TemplateType === undefined)
      throw new ApiError('Missing{parameter}', {
        parameter: 'TemplateType',
        given: undefined,
        expected: 'WHATSAPP or VIBER',
      })
  },
)
