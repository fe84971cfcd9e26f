import { createPublicKey } from 'node:crypto'
import * as z from 'zod'
import { assumptions } from '../../contracts/evidence/assumptions.ts'
import { duration } from '../../contracts/duration-schema.ts'
import { languageCodes } from '../../contracts/languages.ts'
import { faultRule } from '../faults/rule.ts'
import {
  callbackSettings,
  deliveryPlan,
  disorder,
  numberSettings,
  pushPlan,
  wabaSettings,
} from './settings.ts'

const id = z.string().min(1)
const phoneOrId = z.string().regex(/^[0-9]+$/, 'digits only')

function isRsaKey(pem: string): boolean {
  try {
    return createPublicKey(pem).asymmetricKeyType === 'rsa'
  } catch {
    return false
  }
}

const accessKey = z.strictObject({
  id: id.refine(
    (value) => !/^LTAI|^STS\.[0-9A-Za-z]{20}/i.test(value),
    'looks like a real Alibaba Cloud key; never paste real credentials into a world file, choose a name of your own such as mock-ak-1',
  ),
  secret: id,
  active: z.boolean().default(true),
  securityToken: id
    .optional()
    .meta({ description: 'Makes the key an STS key, which must be sent together with this token.' }),
  expires: z.iso.datetime().optional().meta({ description: 'When the token expires, UTC.' }),
  publicKey: z
    .string()
    .refine(
      isRsaKey,
      'not the PEM of an RSA public key: expected -----BEGIN PUBLIC KEY-----, its lines, -----END PUBLIC KEY-----',
    )
    .optional()
    .meta({ description: 'PEM of the public key, for clients that sign with ACS3-RSA-SHA256.' }),
})

const statement = z.strictObject({
  Effect: z.enum(['Allow', 'Deny']),
  Action: z.union([id, z.array(id)]),
  Resource: z
    .union([id, z.array(id)])
    .refine((given) => [given].flat().every((each) => each === '*'), 'resources of this product are always *')
    .optional(),
})

const user = z.strictObject({
  name: id,
  policies: z
    .array(z.strictObject({ Version: z.string().optional(), Statement: z.array(statement) }))
    .default([]),
  keys: z.array(accessKey).default([]),
})

const language = z
  .string()
  .refine((value) => languageCodes.has(value), 'one of the 68 language codes, such as en or zh_CN')
const verdict = { auditStatus: z.enum(['pass', 'fail']).default('pass'), reason: z.string().optional() }
const delay = duration()

const reviews = z.strictObject({
  after: delay.optional().meta({ description: 'How long a review takes; 10s unless given.' }),
  outcomes: z
    .array(
      z.strictObject({
        name: id.meta({ description: 'A name, with `*` for any characters.' }),
        ...verdict,
        after: delay.optional(),
      }),
    )
    .default([])
    .meta({
      description: 'What becomes of templates by their names; the first that fits counts, all others pass.',
    }),
})

const template = z.strictObject({
  code: id,
  name: id,
  language,
  type: z.enum(['WHATSAPP', 'VIBER']).default('WHATSAPP'),
  category: id.default('UTILITY'),
  auditStatus: z.enum(['pass', 'fail', 'auditing', 'unaudit', 'disabled', 'paused']).default('pass'),
  reason: z.string().optional(),
  qualityScore: z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN']).default('UNKNOWN'),
  components: z
    .array(
      z.looseObject({
        Type: z.enum(['BODY', 'HEADER', 'FOOTER', 'BUTTONS', 'CAROUSEL', 'LIMITED_TIME_OFFER']),
      }),
    )
    .default([]),
  example: z
    .record(z.string(), z.string())
    .optional()
    .meta({ description: 'A sample value for each variable.' }),
  ttlSeconds: z.int().optional().meta({ description: 'MessageSendTtlSeconds.' }),
  allowSend: z.boolean().default(true),
  categoryChangePaused: z.boolean().default(false),
  archived: z.boolean().default(false),
  updated: z.iso
    .datetime()
    .default('2026-01-01T00:00:00.000Z')
    .meta({ description: 'When it was last changed, UTC.' }),
  review: z
    .strictObject({ at: z.iso.datetime(), ...verdict })
    .optional()
    .meta({ description: 'When its review ends, UTC, and how; only while `auditing`.' }),
})

const space = z.strictObject({
  id,
  waba: id.optional(),
  wabaState: wabaSettings
    .optional()
    .meta({ description: 'What QueryChatappBindWaba answers, where it differs from an approved account.' }),
  numbers: z.array(phoneOrId).default([]).meta({ description: 'WhatsApp business numbers.' }),
  numberStates: z.record(phoneOrId, numberSettings).default({}).meta({
    description:
      'What QueryChatappPhoneNumbers answers about a number, by number, where it differs from a connected one.',
  }),
  viber: z.array(phoneOrId).default([]).meta({ description: 'Viber service ids.' }),
  messenger: z.array(phoneOrId).default([]).meta({ description: 'Messenger page ids.' }),
  instagram: z.array(phoneOrId).default([]).meta({ description: 'Instagram professional account ids.' }),
  telegram: z.array(phoneOrId).default([]).meta({ description: 'Telegram bot ids.' }),
  templates: z.array(template).default([]),
  callbacks: z.record(phoneOrId, callbackSettings).default({}).meta({
    description: 'Where the receipts of a number go, by number; as those of the account unless given.',
  }),
  deletedTemplates: z
    .array(z.strictObject({ name: id, language, at: z.iso.datetime() }))
    .default([])
    .meta({ description: 'Names that were deleted and stay blocked.' }),
  metricsSince: z.iso
    .datetime()
    .optional()
    .meta({ description: 'When EnableWhatsappROIMetric was called, UTC.' }),
})

const account = z.strictObject({
  uid: id,
  subscribed: z.boolean().optional().meta({
    description:
      'Whether the account has opened the product: as it was where the account is there already, else true.',
  }),
  smsFallback: z.boolean().optional().meta({
    description: 'Whether it may fall back to SMS: as it was where the account is there already, else true.',
  }),
  keys: z.array(accessKey).default([]),
  users: z.array(user).default([]),
  spaces: z.array(space).default([]),
  callbacks: callbackSettings.optional().meta({ description: 'Where the receipts of the account go.' }),
})

const choices = Object.fromEntries(
  Object.entries(assumptions).map(([name, { choices: all }]) => [
    name,
    z.enum(all as [string, ...string[]]).optional(),
  ]),
)

/** What a world file may say. Field by field this is the documentation of the format. A key id stands in it once. */
export const worldDocument = z
  .strictObject({
    extends: z
      .enum(['demo', 'nothing'])
      .default('demo')
      .meta({ description: 'Whether the accounts are added to the demo world or replace it.' }),
    accounts: z.array(account).default([]),
    assumptions: z.strictObject(choices).default({}),
    reviews: reviews
      .default({ outcomes: [] })
      .meta({ description: 'How templates that are handed in fare.' }),
    plan: deliveryPlan.optional(),
    pushes: pushPlan.optional(),
    disorder: disorder.optional(),
    faults: z.array(faultRule).default([]).meta({ description: 'What is to go wrong.' }),
  })
  .superRefine(({ accounts }, context) => {
    const owners = new Map<string, KeyPlace>()
    for (const place of keyPlaces(accounts)) {
      const first = owners.get(place.id)
      if (first === undefined) owners.set(place.id, place)
      else
        context.addIssue({
          code: 'custom',
          path: place.path,
          message: `the key ${place.id} stands here twice: it is ${ownerOf(first)} already, and a key has one owner`,
        })
    }
  })

/** Where a key stands in a document, and whose it is. */
export interface KeyPlace {
  readonly id: string
  readonly uid: string
  readonly user: string | undefined
  readonly path: (string | number)[]
}

/** Every key of the accounts, in the order they are written. */
export function keyPlaces(accounts: readonly z.output<typeof account>[]): KeyPlace[] {
  return accounts.flatMap(({ uid, keys, users }, at) => [
    ...keys.map(({ id: keyId }, index) => ({
      id: keyId,
      uid,
      user: undefined,
      path: ['accounts', at, 'keys', index, 'id'],
    })),
    ...users.flatMap(({ name, keys: own }, userAt) =>
      own.map(({ id: keyId }, index) => ({
        id: keyId,
        uid,
        user: name,
        path: ['accounts', at, 'users', userAt, 'keys', index, 'id'],
      })),
    ),
  ])
}

/** Whose a key is, in words. */
export const ownerOf = ({ uid, user: name }: KeyPlace): string =>
  name === undefined ? `a key of account ${uid}` : `a key of user ${name} of account ${uid}`

/** A world as data: where it starts from. */
export type WorldDocument = z.output<typeof worldDocument>
/** A world as a person writes it, with everything optional that has a default. */
export type WorldDocumentInput = z.input<typeof worldDocument>
export type TemplateDocument = z.output<typeof template>
export type AccountDocument = WorldDocument['accounts'][number]
export type AccessKeyDocument = AccountDocument['keys'][number]
