import * as z from 'zod'
import { ApiError } from '../errors/api-error.ts'
import { sdk } from '../evidence/evidence.ts'
import { defineOperation, type InputOf } from '../operation.ts'
import { defineRule } from '../evidence/rule.ts'
import { answered, answerFields } from './shared/space-parameters.ts'

const definition = sdk('ArchiveChatappTemplate, SDK definition of 2026-07-14')

/** Puts templates aside. */
export const archiveChatappTemplate = defineOperation({
  name: 'ArchiveChatappTemplate',
  summary: 'Archives templates, each in one language.',
  methods: ['POST'],
  schemes: ['https'],
  callsPerSecond: undefined,
  errors: [],
  evidence: definition,
  input: () =>
    z.object({
      ArchiveType: z.enum(['ARCHIVED']),
      ChannelType: z.string().meta({ description: 'WHATSAPP.', examples: ['WHATSAPP'] }),
      CustSpaceId: z.string().meta({ description: 'Space (instance) id.', examples: ['cams-demo0001'] }),
      TemplateList: z.array(z.object({ TemplateCode: z.string(), Language: z.string() })).min(1),
    }),
  output: () =>
    z.object({
      ...answerFields(),
      Success: z.boolean().optional(),
      Data: z
        .object({
          Code: z.string().optional(),
          Message: z.string().optional(),
          RequestId: z.string().optional(),
          Success: z.boolean().optional(),
        })
        .optional(),
    }),
  example: {
    input: {
      ArchiveType: 'ARCHIVED',
      ChannelType: 'WHATSAPP',
      CustSpaceId: 'cams-demo0001',
      TemplateList: [{ TemplateCode: '1119000000000000002', Language: 'en' }],
    },
    output: {
      ...answered,
      Success: true,
      Data: { Code: 'OK', Message: 'OK', RequestId: answered.RequestId, Success: true },
    },
  },
})

export type ArchiveInput = InputOf<typeof archiveChatappTemplate>

export const channelCanArchive = defineRule(
  {
    id: 'template.channel-can-archive',
    summary: 'ChannelType is WHATSAPP.',
    evidence: sdk(
      'the only value of the definition of 2026-07-14; that another one answers ChannelTypeNotSupport is inferred',
    ),
  },
  ({ ChannelType }: ArchiveInput) => {
    if (ChannelType.toUpperCase() !== 'WHATSAPP')
      throw new ApiError('InvalidParameter.ChannelTypeNotSupport', {
        parameter: 'ChannelType',
        given: ChannelType,
        expected: 'WHATSAPP',
      })
  },
)
