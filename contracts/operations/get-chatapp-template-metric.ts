import * as z from 'zod'
import { documented } from '../evidence/evidence.ts'
import { metricParameters } from './shared/metrics.ts'
import { defineOperation } from '../operation.ts'
import {
  answered,
  answerFields,
  listedErrors,
  ownerParameters,
  spaceParameters,
} from './shared/space-parameters.ts'

/** Counts the messages of a template. */
export const getChatappTemplateMetric = defineOperation({
  name: 'GetChatappTemplateMetric',
  summary:
    'Counts the messages of a marketing template that were sent, delivered and read, per interval and language.',
  methods: ['GET', 'POST'],
  schemes: ['http', 'https'],
  callsPerSecond: 50,
  errors: listedErrors,
  evidence: documented(
    'GetChatappTemplateMetric, API metadata of 2024-07-30 and 2025-11-22, SDK definition of 2026-07-14',
  ),
  input: () =>
    z.object({
      TemplateCode: z.string().meta({ examples: ['1119000000000000006'] }),
      ...metricParameters(),
      Language: z.string().optional().meta({ description: 'All languages unless given.' }),
      TemplateType: z.string().optional().meta({ description: 'WHATSAPP.' }),
      ...spaceParameters(),
      ...ownerParameters(),
    }),
  output: () =>
    z.object({
      ...answerFields(),
      Data: z
        .array(
          z.object({
            TemplateCode: z.string(),
            Language: z.string(),
            Start: z.int(),
            End: z.int(),
            SentCount: z.int32(),
            DeliveredCount: z.int32(),
            ReadCount: z.int32(),
            Cliented: z
              .array(
                z.object({
                  Type: z.string().meta({
                    description:
                      '`phone_number_button`, `url_button` or `quick_relpy_button`, as documented.',
                  }),
                  ButtonContent: z.string(),
                  Count: z.int32(),
                }),
              )
              .optional()
              .meta({ description: 'Presses of buttons; the name is a slip of the service.' }),
          }),
        )
        .optional(),
    }),
  example: {
    input: {
      CustSpaceId: 'cams-demo0001',
      TemplateCode: '1119000000000000006',
      Start: 1_790_000_000_000,
      End: 1_790_086_400_000,
    },
    output: {
      ...answered,
      Data: [
        {
          TemplateCode: '1119000000000000006',
          Language: 'en',
          Start: 1_789_948_800_000,
          End: 1_790_035_200_000,
          SentCount: 100,
          DeliveredCount: 98,
          ReadCount: 61,
          Cliented: [],
        },
      ],
    },
  },
})
