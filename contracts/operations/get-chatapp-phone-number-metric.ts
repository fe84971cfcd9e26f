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

/** Counts the messages of numbers. */
export const getChatappPhoneNumberMetric = defineOperation({
  name: 'GetChatappPhoneNumberMetric',
  summary:
    'Counts the messages of a number, or of each number of the space, that were sent and delivered, per interval.',
  methods: ['GET', 'POST'],
  schemes: ['http', 'https'],
  callsPerSecond: 50,
  errors: listedErrors,
  evidence: documented(
    'GetChatappPhoneNumberMetric, API metadata of 2024-07-30 and 2025-11-22, SDK definition of 2026-07-14',
  ),
  input: () =>
    z.object({
      PhoneNumber: z.string().optional().meta({ description: 'All numbers of the space unless given.' }),
      ...metricParameters(),
      ...spaceParameters(),
      ...ownerParameters(),
    }),
  output: () =>
    z.object({
      ...answerFields(),
      Data: z
        .array(
          z.object({
            PhoneNumber: z.string(),
            Start: z.int(),
            End: z.int(),
            Granularity: z.string(),
            SentCount: z.int32(),
            DeliveredCount: z.int32(),
          }),
        )
        .optional(),
    }),
  example: {
    input: {
      CustSpaceId: 'cams-demo0001',
      PhoneNumber: '8613900000001',
      Start: 1_790_000_000_000,
      End: 1_790_086_400_000,
      Granularity: 'HALF_HOUR',
    },
    output: {
      ...answered,
      Data: [
        {
          PhoneNumber: '8613900000001',
          Start: 1_790_001_000_000,
          End: 1_790_002_800_000,
          Granularity: 'HALF_HOUR',
          SentCount: 100,
          DeliveredCount: 98,
        },
      ],
    },
  },
})
