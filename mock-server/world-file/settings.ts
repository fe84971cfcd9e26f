import * as z from 'zod'
import { deliveryErrors } from '../../contracts/errors/delivery-errors.ts'
import { duration, span } from '../../contracts/duration-schema.ts'
import { defaultPlan } from '../world/delivery-plan.ts'
import { defaultPushPlan, noDisorder } from '../world/push-plan.ts'

// What a world file and the control API both say. Apart from what the world makes of it: a start that is told nothing need not make schemas.

const text = z.string().min(1)

/** What a world may say about a WhatsApp number. */
export const numberSettings = z
  .strictObject({
    verifiedName: text.meta({ description: 'Name that people see.' }),
    nameStatus: text.meta({ description: 'Review of the name: APPROVED, DECLINED, EXPIRED, …' }),
    newNameStatus: text.meta({ description: 'Review of a new name; NONE while there is none.' }),
    status: text.meta({ description: 'CONNECTED, PENDING, FLAGGED, RESTRICTED, BANNED, …' }),
    codeVerificationStatus: text.meta({ description: 'VERIFIED, NOT_VERIFIED or EXPIRED.' }),
    qualityRating: z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN']),
    messagingLimitTier: z.enum(['TIER_50', 'TIER_250', 'TIER_1K', 'TIER_10K', 'TIER_100K', 'TIER_UNLIMITED']),
    official: z.boolean().meta({ description: 'Whether it is an official business account.' }),
  })
  .partial()

/** What a world may say about a WhatsApp Business Account. */
export const wabaSettings = z
  .strictObject({
    name: text,
    currency: text.meta({ description: 'As in USD.' }),
    namespace: text.meta({ description: 'MessageTemplateNamespace.' }),
    reviewStatus: z.enum(['PENDING', 'APPROVED', 'REJECTED', 'DISABLED']),
    businessId: text,
    businessName: text,
  })
  .partial()

const url = z.url({ protocol: /^https?$/, error: 'an http or https URL' }).optional()

/** Where the receipts of a number or of an account go. */
export const callbackSettings = z.strictObject({
  status: url.meta({ description: 'StatusCallbackUrl: what became of messages that were sent.' }),
  inbound: url.meta({ description: 'UpCallbackUrl: messages of persons.' }),
  audit: url.meta({ description: 'Reviews of templates, events of numbers.' }),
  http: z.boolean().default(true).meta({ description: 'HttpFlag: push to the URLs.' }),
  queue: z.boolean().default(false).meta({ description: 'QueueFlag: put into the queues of the account.' }),
})

/** How messages fare; what is left out is as in the default plan. */
export const deliveryPlan = z
  .strictObject({
    sent: span()
      .default([...defaultPlan.sent])
      .meta({ description: 'From acceptance to Sent, least and most.' }),
    delivered: span()
      .default([...defaultPlan.delivered])
      .meta({ description: 'From Sent to Delivered, or to Failed.' }),
    read: span()
      .default([...defaultPlan.read])
      .meta({ description: 'From Delivered to Read.' }),
    readProbability: z.number().min(0).max(1).default(defaultPlan.readProbability),
    failProbability: z.number().min(0).max(1).default(defaultPlan.failProbability),
    failCode: z
      .string()
      .refine((code) => deliveryErrors.has(code), 'one of the delivery error codes, such as 131026')
      .default(defaultPlan.failCode)
      .meta({ description: 'Delivery error code of those that fail.' }),
  })
  .meta({
    description:
      'How messages fare, drawn by the seed: delays such as 90s or milliseconds, probabilities from 0 to 1.',
  })

/** How receipts leave: how many travel together, and when a failed push is repeated. */
export const pushPlan = z
  .strictObject({
    retryAfter: z.array(duration()).max(20).optional().meta({
      description:
        'Waits before the repetitions of a failed push, each counted from the attempt before; as the assumption pushRetries says unless given.',
    }),
    gather: duration()
      .default(defaultPushPlan.gather)
      .meta({ description: 'Receipts of so long a time leave in one push; 0: those of one moment.' }),
    most: z
      .int()
      .min(1)
      .max(100)
      .default(defaultPushPlan.most)
      .meta({ description: 'Most items of one push.' }),
  })
  .meta({ description: 'How receipts leave.' })

const probability = z.number().min(0).max(1).default(0)

/** Disorder on purpose, the short way to say it: the probability from 0 to 1 that a receipt suffers it. Each of them is a fault of receipts. */
export const disorder = z
  .strictObject({
    duplicate: probability.meta({ description: 'Arrives again within five seconds.' }),
    concurrent: probability.meta({ description: 'Arrives twice at the same time.' }),
    reorder: probability.meta({ description: 'Sent arrives after what follows it.' }),
    late: probability.meta({ description: 'Arrives late, by lateBy.' }),
    lateBy: span().default([...noDisorder.lateBy]),
    lost: probability.meta({ description: 'Never arrives.' }),
    beforeAnswer: probability.meta({
      description: 'Of a send: its Sent receipts are there before its answer.',
    }),
    batch: z
      .tuple([z.int().min(1).max(100), z.int().min(1).max(100)])
      .refine(([least, most]) => least <= most, 'the smaller number first')
      .optional()
      .meta({ description: 'Items of a push, drawn for each from this range.' }),
  })
  .meta({ description: 'Disorder on purpose, seeded: probabilities from 0 to 1 for each receipt.' })
