import * as z from 'zod'
import { documented } from '../evidence/evidence.ts'
import { defineOperation, type InputOf } from '../operation.ts'
import {
  answered,
  answerFields,
  listedErrors,
  spaceParameters,
  wabaParameter,
} from './shared/space-parameters.ts'
import { components, example } from '../templates/components.ts'

/** Replaces the parts of a template and hands it in again. */
export const modifyChatappTemplate = defineOperation({
  name: 'ModifyChatappTemplate',
  summary: 'Replaces the parts of a template in one language and hands it in for review again.',
  methods: ['GET', 'POST'],
  schemes: ['http', 'https'],
  callsPerSecond: 50,
  errors: listedErrors,
  evidence: documented(
    'ModifyChatappTemplate, API metadata of 2024-07-30 and 2025-11-22, SDK definition of 2026-07-14',
  ),
  input: () =>
    z.object({
      TemplateCode: z
        .string()
        .optional()
        .meta({ description: 'This or TemplateName is needed.', examples: ['1119000000000000004'] }),
      TemplateName: z.string().optional().meta({ description: 'This or TemplateCode is needed.' }),
      Language: z.string().meta({ description: 'Language code.', examples: ['en'] }),
      TemplateType: z.string().optional().meta({ description: 'WHATSAPP.' }),
      Category: z.string().optional().meta({ description: 'As it is: it cannot be changed.' }),
      Components: components(),
      Example: example(),
      ...spaceParameters(),
      ...wabaParameter(),
      MessageSendTtlSeconds: z
        .int32()
        .optional()
        .meta({ description: 'Seconds a message may wait: AUTHENTICATION 30 to 900, UTILITY 30 to 43200.' }),
      CategoryChangePaused: z
        .boolean()
        .optional()
        .meta({ description: 'Stops sending when a UTILITY template is turned into MARKETING.' }),
    }),
  output: () =>
    z.object({
      ...answerFields(),
      Data: z.object({ TemplateCode: z.string(), TemplateName: z.string() }).optional(),
    }),
  example: {
    input: {
      CustSpaceId: 'cams-demo0001',
      TemplateCode: '1119000000000000004',
      Language: 'en',
      Components: [{ Type: 'BODY', Text: 'Ten percent off for $(name).' }],
      Example: { name: 'Ann' },
    },
    output: { ...answered, Data: { TemplateCode: '1119000000000000004', TemplateName: 'promo_rejected' } },
  },
})

export type ModifyTemplateInput = InputOf<typeof modifyChatappTemplate>
