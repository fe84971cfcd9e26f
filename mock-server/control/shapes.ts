import * as z from 'zod'
import { duration as durationSchema } from '../../contracts/duration-schema.ts'
import { evidenceClasses } from '../../contracts/evidence/evidence.ts'
import { endOfTime } from '../ports/clock.ts'
import { toTime } from '../query/parse-query.ts'

/** A duration as people write it; read as milliseconds. */
export const duration = durationSchema().meta({
  description: 'A duration such as `250ms`, `90s`, `2h`, `1d12h`, or milliseconds.',
})

/** A time as ISO 8601 or in milliseconds; read as milliseconds. */
export const moment = z
  .union([z.string(), z.number().min(0).max(endOfTime)])
  .refine(
    (value) => typeof value === 'number' || (toTime(value) ?? Infinity) <= endOfTime,
    'a time such as 2026-01-01T00:00:00Z, or milliseconds since 1970',
  )
  .transform((value) => (typeof value === 'number' ? value : (toTime(value) as number)))
  .meta({ description: 'A time such as `2026-01-01T00:00:00Z`, or milliseconds since 1970.' })

const evidence = z.object({ class: z.enum(evidenceClasses), source: z.string() })

export const exchangeShape = z
  .object({
    at: z.number(),
    world: z.string(),
    operation: z.string(),
    accessKeyId: z.string(),
    input: z.record(z.string(), z.string()),
    status: z.int(),
    code: z.string(),
    body: z.string(),
    requestId: z.string(),
    rule: z.string(),
    evidence,
    faults: z.array(z.string()),
    refusal: z
      .object({
        given: z.unknown().optional(),
        expected: z.string().optional(),
        explanation: z.string().optional(),
      })
      .optional(),
    remarks: z.array(z.string()),
    push: z
      .object({
        id: z.string(),
        url: z.string(),
        attempt: z.int(),
        items: z.int(),
        next: z.number().nullable(),
      })
      .optional()
      .meta({
        description: 'Of a push of receipts: where it went, which attempt it was, and when it is repeated.',
      }),
  })
  .meta({ id: 'Exchange', description: 'One request with its answer.' })

export const status = z.enum(['Accepted', 'Sent', 'Delivered', 'Read', 'Failed'])

export const messageShape = z
  .object({
    messageId: z.string(),
    groupMessageId: z.string(),
    operation: z.string(),
    requestId: z.string(),
    taskId: z.string().optional(),
    accountUid: z.string(),
    spaceId: z.string(),
    channel: z.string(),
    from: z.string(),
    to: z.string(),
    type: z.enum(['template', 'message']),
    messageType: z.string().optional(),
    templateCode: z.string(),
    templateName: z.string(),
    language: z.string(),
    templateParams: z.record(z.string(), z.string()),
    acceptedAt: z.number(),
    status,
    errorCode: z.string().optional(),
    willFail: z
      .string()
      .optional()
      .meta({ description: 'Code with which it is going to fail, as was known when it was accepted.' }),
    steps: z.array(z.object({ status, at: z.number(), errorCode: z.string().optional() })),
    fallback: z
      .object({ at: z.number(), id: z.string().optional(), content: z.string().optional() })
      .optional()
      .meta({ description: 'The SMS sent instead.' }),
    text: z
      .string()
      .meta({ description: 'What the person sees, line by line; variables without a value stand in `⟪ ⟫`.' }),
    parts: z.object({
      header: z.string().optional(),
      body: z.string(),
      footer: z.string().optional(),
      buttons: z.array(z.string()),
      unresolved: z.array(z.string()),
    }),
    codes: z.array(z.string()).meta({ description: 'One-time codes in it, without blanks and dashes.' }),
    links: z.array(z.string()).meta({ description: 'Addresses the person can follow.' }),
  })
  .meta({ id: 'Message', description: 'A message as it is seen at one moment of its world.' })

const step = z.object({ status, at: z.number(), errorCode: z.string().optional() })
const header = z
  .object({ kind: z.string(), text: z.string().optional(), url: z.string().optional() })
  .optional()
const buttons = z.array(z.object({ kind: z.string(), text: z.string(), target: z.string().optional() }))

export const previewShape = z
  .object({
    header,
    body: z.string(),
    offer: z.string().optional(),
    footer: z.string().optional(),
    buttons,
    cards: z.array(z.object({ header, body: z.string(), buttons })),
  })
  .meta({ id: 'Preview', description: 'A message in the parts a phone shows, each with what it is.' })

/** A message with what lies ahead of it. */
export const wholeMessageShape = messageShape
  .extend({
    preview: previewShape,
    ahead: z.array(step).meta({ description: 'Steps it has not taken yet, earliest first.' }),
    fallbackAhead: z.number().nullable().meta({ description: 'When an SMS will replace it.' }),
  })
  .meta({ id: 'WholeMessage', description: 'A message with its parts and with the steps that lie ahead.' })

export const pendingShape = z
  .object({
    id: z.string(),
    type: z.string(),
    url: z.string(),
    items: z.array(z.record(z.string(), z.unknown())),
    entered: z.number(),
    due: z.number().meta({ description: 'When it is sent next.' }),
    attempts: z.int().meta({ description: 'Attempts that failed.' }),
    underWay: z.boolean().meta({ description: 'Its answer is awaited.' }),
  })
  .meta({ id: 'PendingPush' })

export const batchShape = z
  .object({
    groupMessageId: z.string(),
    at: z.number(),
    operation: z.string(),
    requestId: z.string(),
    taskId: z.string().optional(),
    accountUid: z.string(),
    channel: z.string(),
    from: z.string(),
    templateCode: z.string(),
    templateName: z.string(),
    language: z.string(),
    messageType: z.string().optional().meta({ description: 'Of a free-form message, such as `text`.' }),
    count: z.int(),
    states: z.record(status, z.int()).meta({ description: 'Messages by state; they add up to `count`.' }),
    codes: z.record(z.string(), z.int()).meta({ description: 'Failed messages by error code.' }),
    fallbacks: z.int().meta({ description: 'Messages that an SMS replaced.' }),
    next: z.number().nullable().meta({ description: 'When the next message changes; null: all have ended.' }),
    sample: z
      .object({ to: z.string(), text: z.string() })
      .meta({ description: 'The first recipient, and what that person sees.' }),
  })
  .meta({ id: 'Batch', description: 'One accepted send.' })

export const clockShape = z
  .object({
    kind: z.enum(['system', 'virtual']),
    now: z.number(),
    iso: z.string(),
    next: z.number().nullable(),
  })
  .meta({
    id: 'Clock',
    description: 'The time of a world; `next` is when something changes by itself, null when nothing will.',
  })

export const worldShape = z
  .object({
    id: z.string(),
    seed: z.int(),
    clock: clockShape,
    keys: z.array(
      z.object({
        id: z.string(),
        secret: z.string(),
        securityToken: z.string().optional(),
        active: z.boolean(),
        account: z.string(),
        user: z.string().optional(),
      }),
    ),
    spaces: z.array(z.string()),
    marks: z.array(z.string()),
    exchanges: z.int(),
    batches: z.int(),
  })
  .meta({ id: 'World', description: 'A world and the keys that lead to it.' })
