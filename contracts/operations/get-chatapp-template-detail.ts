import * as z from 'zod'
import { documented } from '../evidence/evidence.ts'
import { defineOperation } from '../operation.ts'
import {
  answered,
  answerFields,
  listedErrors,
  spaceParameters,
  wabaParameter,
} from './shared/space-parameters.ts'
import { detailedComponents, example } from '../templates/components.ts'

/** Shows one template in one language. */
export const getChatappTemplateDetail = defineOperation({
  name: 'GetChatappTemplateDetail',
  summary: 'Shows a template in one language, with its components and the outcome of its review.',
  methods: ['GET', 'POST'],
  schemes: ['http', 'https'],
  callsPerSecond: 5,
  errors: listedErrors,
  evidence: documented(
    'GetChatappTemplateDetail, API metadata of 2024-07-30 and 2025-11-22, SDK definition of 2026-07-14',
  ),
  input: () =>
    z.object({
      TemplateCode: z
        .string()
        .optional()
        .meta({ description: 'This or TemplateName is needed.', examples: ['1119000000000000001'] }),
      TemplateName: z.string().optional().meta({ description: 'This or TemplateCode is needed.' }),
      Language: z.string().meta({ description: 'Language code.', examples: ['en'] }),
      TemplateType: z.string().optional().meta({ description: 'WHATSAPP or VIBER.' }),
      ...spaceParameters(),
      ...wabaParameter(),
    }),
  output: () =>
    z.object({
      ...answerFields(),
      Data: z
        .object({
          TemplateCode: z.string(),
          Name: z.string(),
          TemplateType: z.string(),
          Language: z.string(),
          Category: z.string(),
          AuditStatus: z.string(),
          Reason: z.string().optional(),
          QualityScore: z.string().optional(),
          AllowSend: z.boolean().optional(),
          CategoryChangePaused: z.boolean().optional(),
          MessageSendTtlSeconds: z.int32().optional(),
          Example: example(),
          Components: detailedComponents(),
        })
        .optional(),
    }),
  example: {
    input: { CustSpaceId: 'cams-demo0001', TemplateCode: '1119000000000000001', Language: 'en' },
    output: {
      ...answered,
      Data: {
        TemplateCode: '1119000000000000001',
        Name: 'order_notice',
        TemplateType: 'WHATSAPP',
        Language: 'en',
        Category: 'UTILITY',
        AuditStatus: 'pass',
        QualityScore: 'UNKNOWN',
        AllowSend: true,
        CategoryChangePaused: false,
        Components: [{ Type: 'BODY', Text: 'Hello $(name), your order $(order) is on its way.' }],
      },
    },
  },
})
