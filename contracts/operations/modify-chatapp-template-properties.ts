import * as z from 'zod'
import { documented } from '../evidence/evidence.ts'
import { defineOperation } from '../operation.ts'
import { answered, answerFields, ownerParameters } from './shared/space-parameters.ts'

/** Stops a template or lets it go on, without another review. */
export const modifyChatappTemplateProperties = defineOperation({
  name: 'ModifyChatappTemplateProperties',
  summary:
    'Sets whether a template in one language may be sent, and whether a change of its category stops it.',
  methods: ['POST', 'GET'],
  schemes: ['https'],
  callsPerSecond: undefined,
  errors: [],
  evidence: documented(
    'ModifyChatappTemplateProperties, API metadata of 2025-11-22, SDK definition of 2026-07-14',
  ),
  input: () =>
    z.object({
      TemplateCode: z.string().meta({ examples: ['1119000000000000001'] }),
      Language: z.string().meta({ examples: ['en'] }),
      TemplateType: z.string().meta({ description: 'WHATSAPP.', examples: ['WHATSAPP'] }),
      CustSpaceId: z.string().meta({ description: 'Space (instance) id.', examples: ['cams-demo0001'] }),
      AllowSend: z.boolean().optional(),
      CategoryChangePaused: z.boolean().optional(),
      ...ownerParameters(),
    }),
  output: () =>
    z.object({
      ...answerFields(),
      Success: z.boolean().optional(),
      Model: z.record(z.string(), z.unknown()).optional(),
    }),
  example: {
    input: {
      CustSpaceId: 'cams-demo0001',
      TemplateCode: '1119000000000000001',
      Language: 'en',
      TemplateType: 'WHATSAPP',
      AllowSend: false,
    },
    output: { ...answered, Success: true, Model: {} },
  },
})
