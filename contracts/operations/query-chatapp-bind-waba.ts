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

/** Shows the WhatsApp Business Account of a space. */
export const queryChatappBindWaba = defineOperation({
  name: 'QueryChatappBindWaba',
  summary: 'Shows the WhatsApp Business Account of a space.',
  methods: ['GET', 'POST'],
  schemes: ['http', 'https'],
  callsPerSecond: 10,
  errors: listedErrors,
  evidence: documented(
    'QueryChatappBindWaba, API metadata of 2024-07-30 and 2025-11-22, SDK definition of 2026-07-14',
  ),
  input: () => z.object({ ...spaceParameters(), ...ownerParameters() }),
  output: () =>
    z.object({
      ...answerFields(),
      Success: z.boolean().optional(),
      Data: z
        .object({
          Id: z.string(),
          Name: z.string().optional(),
          Currency: z.string().optional(),
          MessageTemplateNamespace: z.string().optional(),
          AccountReviewStatus: z
            .string()
            .optional()
            .meta({ description: 'PENDING, APPROVED, REJECTED or DISABLED.' }),
          BusinessId: z.string().optional(),
          BusinessName: z.string().optional(),
          IsOnBizApp: z.string().optional(),
          MarketingMessageLiteStatus: z.string().optional(),
          PrimaryBusinessLocation: z.string().optional(),
          AuthInternationalRateEligibility: z.record(z.string(), z.unknown()).optional(),
        })
        .optional(),
    }),
  example: {
    input: { CustSpaceId: 'cams-demo0001' },
    output: {
      ...answered,
      Success: true,
      Data: { Id: '200000000000001', Name: 'Demo', Currency: 'USD', AccountReviewStatus: 'APPROVED' },
    },
  },
})
