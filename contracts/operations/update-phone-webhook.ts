import * as z from 'zod'
import { ApiError } from '../errors/api-error.ts'
import { documented } from '../evidence/evidence.ts'
import { defineOperation, type InputOf } from '../operation.ts'
import { defineRule } from '../evidence/rule.ts'
import { answered, answerFields, listedErrors, ownerParameters } from './shared/space-parameters.ts'
import { webhookParameters } from './shared/webhooks.ts'

/** Sets where the receipts of a number go. */
export const updatePhoneWebhook = defineOperation({
  name: 'UpdatePhoneWebhook',
  summary: 'Sets where the receipts of a number go.',
  methods: ['GET', 'POST'],
  schemes: ['http', 'https'],
  callsPerSecond: 10,
  errors: listedErrors,
  evidence: documented(
    'UpdatePhoneWebhook, API metadata of 2024-07-30 and 2025-11-22, SDK definition of 2026-07-14',
  ),
  input: () =>
    z.object({
      CustSpaceId: z.string().meta({ description: 'Space (instance) id.', examples: ['cams-demo0001'] }),
      PhoneNumber: z
        .string()
        .meta({ description: 'A number of the space, digits only.', examples: ['8613900000001'] }),
      ...webhookParameters(),
      UpCallbackUrl: z.string().optional().meta({ description: 'Where messages of persons are pushed.' }),
      ...ownerParameters(),
    }),
  output: () => z.object(answerFields()),
  example: {
    input: {
      CustSpaceId: 'cams-demo0001',
      PhoneNumber: '8613900000001',
      StatusCallbackUrl: 'http://127.0.0.1:8080/status',
      UpCallbackUrl: 'http://127.0.0.1:8080/inbound',
      HttpFlag: 'Y',
      QueueFlag: 'N',
    },
    output: answered,
  },
})

export type PhoneWebhookInput = InputOf<typeof updatePhoneWebhook>

export const phoneNumberIsNumeric = defineRule(
  {
    id: 'number.is-numeric',
    summary: 'PhoneNumber, when given, consists of digits.',
    evidence: documented(
      'InvalidParameter.PhoneNumberError in the Chat App error codes; that number operations answer it is inferred',
    ),
  },
  ({ PhoneNumber }: { readonly PhoneNumber?: string | undefined }) => {
    if (PhoneNumber !== undefined && !/^\d+$/.test(PhoneNumber)) {
      throw new ApiError('InvalidParameter.PhoneNumberError', {
        parameter: 'PhoneNumber',
        given: PhoneNumber,
        expected: 'digits only: country code and number without + or blanks',
      })
    }
  },
)
