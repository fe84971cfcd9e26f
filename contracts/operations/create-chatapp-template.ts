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

/** Hands a new template in for review. */
export const createChatappTemplate = defineOperation({
  name: 'CreateChatappTemplate',
  summary: 'Creates a template in one language and hands it in for review.',
  methods: ['GET', 'POST'],
  schemes: ['http', 'https'],
  callsPerSecond: 50,
  errors: listedErrors,
  evidence: documented(
    'CreateChatappTemplate, API metadata of 2024-07-30 and 2025-11-22, SDK definition of 2026-07-14',
  ),
  input: () =>
    z.object({
      TemplateType: z.string().meta({ description: 'WHATSAPP or VIBER.', examples: ['WHATSAPP'] }),
      Name: z
        .string()
        .meta({ description: 'Lower-case letters, digits and underscores.', examples: ['order_shipped'] }),
      Language: z.string().meta({ description: 'Language code.', examples: ['en'] }),
      Category: z
        .string()
        .meta({ description: 'UTILITY, MARKETING or AUTHENTICATION.', examples: ['UTILITY'] }),
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
      AllowCategoryChange: z.boolean().optional().meta({ description: 'Without effect.', deprecated: true }),
    }),
  output: () =>
    z.object({
      ...answerFields(),
      Data: z.object({ TemplateCode: z.string(), TemplateName: z.string() }).optional(),
    }),
  example: {
    input: {
      TemplateType: 'WHATSAPP',
      Name: 'order_shipped',
      Language: 'en',
      Category: 'UTILITY',
      CustSpaceId: 'cams-demo0001',
      Components: [{ Type: 'BODY', Text: 'Hello $(name), your order has been shipped.' }],
      Example: { name: 'Ann' },
    },
    output: { ...answered, Data: { TemplateCode: '1119000000000000012', TemplateName: 'order_shipped' } },
  },
})

export type CreateTemplateInput = InputOf<typeof createChatappTemplate>
