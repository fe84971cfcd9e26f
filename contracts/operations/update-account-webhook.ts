import * as z from 'zod'
import { documented } from '../evidence/evidence.ts'
import { defineOperation } from '../operation.ts'
import { answered, answerFields, listedErrors, ownerParameters } from './shared/space-parameters.ts'
import { webhookParameters } from './shared/webhooks.ts'

/** Sets where the receipts of an account go; messages of persons are not among them. */
export const updateAccountWebhook = defineOperation({
  name: 'UpdateAccountWebhook',
  summary: 'Sets where the states of all messages of the account go.',
  methods: ['GET', 'POST'],
  schemes: ['http', 'https'],
  callsPerSecond: 10,
  errors: listedErrors,
  evidence: documented(
    'UpdateAccountWebhook, API metadata of 2024-07-30 and 2025-11-22, SDK definition of 2026-07-14',
  ),
  input: () =>
    z.object({
      CustSpaceId: z.string().meta({ description: 'Space (instance) id.', examples: ['cams-demo0001'] }),
      ...webhookParameters(),
      ...ownerParameters(),
    }),
  output: () => z.object(answerFields()),
  example: {
    input: {
      CustSpaceId: 'cams-demo0001',
      StatusCallbackUrl: 'http://127.0.0.1:8080/status',
      HttpFlag: 'Y',
      QueueFlag: 'N',
    },
    output: answered,
  },
})
