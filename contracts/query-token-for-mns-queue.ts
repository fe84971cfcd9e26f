import * as z from 'zod'
import { observed } from './evidence/evidence.ts'
import { defineOperation } from './operation.ts'

/** Versions of the product Dybaseapi under which the operation is called: mainland demos, and the one for Singapore. */
export const queueTokenVersions = ['2017-05-25', '2018-05-01']

/**
 * Hands out credentials for the queues of an account. It belongs to another product, Dybaseapi, on hosts `dybaseapi.*`:
 * therefore it stands beside the operations of Chat App.
 */
export const queryTokenForMnsQueue = defineOperation({
  name: 'QueryTokenForMnsQueue',
  summary: 'Hands out credentials for the queues of the account, for an hour.',
  methods: ['GET', 'POST'],
  schemes: ['http', 'https'],
  callsPerSecond: undefined,
  errors: [],
  evidence: observed('public demos of the SMS service, whose queues are the same platform'),
  input: () =>
    z.object({
      MessageType: z.string().meta({ description: 'Type of the receipts.', examples: ['ChatAppStatus'] }),
      QueueName: z.string().optional(),
      OwnerId: z.int().optional(),
      ResourceOwnerAccount: z.string().optional(),
      ResourceOwnerId: z.int().optional(),
    }),
  output: () =>
    z.object({
      RequestId: z.string(),
      Code: z.string(),
      Message: z.string(),
      MessageTokenDTO: z.object({
        AccessKeyId: z.string(),
        AccessKeySecret: z.string(),
        SecurityToken: z.string(),
        CreateTime: z.string(),
        ExpireTime: z.string(),
      }),
    }),
  example: {
    input: { MessageType: 'ChatAppStatus' },
    output: {
      RequestId: '90E63D28-E31D-1EB2-8939-A94866411B2O',
      Code: 'OK',
      Message: 'OK',
      MessageTokenDTO: {
        AccessKeyId: 'STS.mock',
        AccessKeySecret: 'mock',
        SecurityToken: 'mock',
        CreateTime: '2026-01-01 08:00:00',
        ExpireTime: '2026-01-01 09:00:00',
      },
    },
  },
})
