import * as z from 'zod'
import { documented } from '../evidence/evidence.ts'
import { defineOperation } from '../operation.ts'
import {
  answered,
  answerFields,
  listedErrors,
  ownerParameters,
  spaceParameters,
} from './shared/space-parameters.ts'

/** When and how long people may call a number. */
const calling = () =>
  z.object({
    CallingCallbackUrl: z.string().optional(),
    MaxTalkTime: z.int().optional(),
    Calling: z
      .object({
        Status: z.string().optional(),
        CallHours: z
          .object({
            Status: z.string().optional(),
            TimezoneId: z.string().optional(),
            CallIconVisibility: z.string().optional(),
            CallbackPermissionStatus: z.string().optional(),
            WeeklyOperatingHours: z
              .array(
                z.object({
                  DayOfWeek: z.string().optional(),
                  OpenTime: z.string().optional(),
                  CloseTime: z.string().optional(),
                }),
              )
              .optional(),
            HolidaySchedule: z
              .array(
                z.object({
                  Date: z.string().optional(),
                  StartTime: z.string().optional(),
                  EndTime: z.string().optional(),
                }),
              )
              .optional(),
          })
          .optional(),
      })
      .optional(),
  })

/** Lists the business numbers of a space. */
export const queryChatappPhoneNumbers = defineOperation({
  name: 'QueryChatappPhoneNumbers',
  summary: 'Lists the WhatsApp numbers of a space with their state and callbacks.',
  methods: ['GET', 'POST'],
  schemes: ['http', 'https'],
  callsPerSecond: 10,
  errors: listedErrors,
  evidence: documented(
    'QueryChatappPhoneNumbers, API metadata of 2024-07-30 and 2025-11-22, SDK definition of 2026-07-14',
  ),
  input: () =>
    z.object({
      ...spaceParameters(),
      Status: z
        .string()
        .optional()
        .meta({ description: 'Numbers in this state only, such as VERIFIED or CONNECTED.' }),
      ...ownerParameters(),
    }),
  output: () =>
    z.object({
      ...answerFields(),
      Success: z.boolean().optional(),
      Data: z.string().optional(),
      PhoneNumbers: z
        .array(
          z.object({
            PhoneNumber: z.string(),
            VerifiedName: z.string().optional(),
            NameStatus: z.string().optional(),
            NewNameStatus: z.string().optional(),
            Status: z.string().optional().meta({ description: 'CONNECTED.' }),
            CodeVerificationStatus: z.string().optional().meta({ description: 'VERIFIED.' }),
            QualityRating: z.string().optional().meta({ description: 'GREEN, YELLOW, RED or UNKNOWN.' }),
            MessagingLimitTier: z
              .string()
              .optional()
              .meta({ description: 'TIER_50 to TIER_100K, or TIER_UNLIMITED.' }),
            IsOfficial: z.string().optional().meta({ description: 'Y or N.' }),
            StatusCallbackUrl: z.string().optional(),
            UpCallbackUrl: z.string().optional(),
            StatusQueue: z.string().optional(),
            UpQueue: z.string().optional(),
            CallingConfigure: calling()
              .optional()
              .meta({ description: 'Of numbers that can be called; not answered here.' }),
          }),
        )
        .optional(),
    }),
  example: {
    input: { CustSpaceId: 'cams-demo0001', Status: 'VERIFIED' },
    output: {
      ...answered,
      Success: true,
      PhoneNumbers: [
        {
          PhoneNumber: '8613900000001',
          VerifiedName: 'Demo',
          NameStatus: 'APPROVED',
          Status: 'CONNECTED',
          CodeVerificationStatus: 'VERIFIED',
          QualityRating: 'GREEN',
          MessagingLimitTier: 'TIER_1K',
          IsOfficial: 'N',
        },
      ],
    },
  },
})
