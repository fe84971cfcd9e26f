import * as z from 'zod'
import { countBatch, findBatches } from '../../messages/find-batches.ts'
import { findMessages } from '../../messages/find-messages.ts'
import { messageIdOf } from '../../messages/lifecycle.ts'
import { exchangeMatcher } from '../../query/match.ts'
import type { Query } from '../../query/parse-query.ts'
import { recipientsOf, type Batch, type Recipient } from '../../world/batches.ts'
import type { World } from '../../world/world.ts'
import { describeBatch, describeMessage } from '../describe-message.ts'
import { Problem } from '../problem.ts'
import { defineRoute, queryOf, worldField, worldOf } from '../route.ts'
import { batchShape, exchangeShape, pendingShape, wholeMessageShape } from '../shapes.ts'
import { describePush } from './receipts.ts'

const query = z.string().default('').meta({ description: 'A query about messages.' })

/** Most receipt attempts shown with one message. */
const mostAttempts = 50

/** Sends and their messages, one by one and counted. */
export const messageRoutes = [
  defineRoute({
    id: 'listBatches',
    method: 'get',
    path: '/worlds/{world}/batches',
    summary:
      'Accepted sends of which at least one message matches, newest first, with their messages by state.',
    input: z.strictObject({
      world: worldField,
      query,
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.string().optional().meta({ description: '`next` of the page before.' }),
    }),
    result: z.object({ batches: z.array(batchShape), next: z.string().nullable(), total: z.int() }),
    handle(input, ports) {
      const world = worldOf(ports, input.world)
      const { cursor } = input
      if (cursor !== undefined && !world.batches.has(cursor))
        throw new Problem(
          400,
          'Cursor cannot be read',
          `Given ${JSON.stringify(cursor)}; expected the value of next from the page before.`,
        )
      const now = world.clock.now()
      const page: ReturnType<typeof describeBatch>[] = []
      const total = [...world.batches.values()].length
      for (const batch of findBatches(world, queryOf(input.query), cursor)) {
        if (page.length === input.limit)
          return { batches: page, next: page.at(-1)?.groupMessageId ?? null, total }
        page.push(describeBatch(batch, now))
      }
      return { batches: page, next: null, total }
    },
  }),
  defineRoute({
    id: 'getBatch',
    method: 'get',
    path: '/worlds/{world}/batches/{group}',
    summary: 'One accepted send, by its GroupMessageId; of a message sent alone that is its MessageId.',
    input: z.strictObject({ world: worldField, group: z.string() }),
    result: batchShape,
    handle(input, ports) {
      const world = worldOf(ports, input.world)
      return describeBatch(batchOf(world, input.group), world.clock.now())
    },
  }),
  defineRoute({
    id: 'getMessage',
    method: 'get',
    path: '/worlds/{world}/messages/{message}',
    summary: 'One message: its parts, its past and its future, and the receipts about it.',
    input: z.strictObject({
      world: worldField,
      message: z.string().meta({ description: 'Its MessageId.' }),
      group: z.string().optional().meta({ description: 'Its GroupMessageId; finds it faster.' }),
    }),
    result: wholeMessageShape.extend({
      attempts: z.array(exchangeShape).meta({ description: 'Pushes of its receipts, newest first.' }),
      pending: z.array(pendingShape).meta({ description: 'Receipts about it that are to be pushed.' }),
    }),
    handle(input, ports) {
      const world = worldOf(ports, input.world)
      const { batch, index, recipient } = find(world, input.message, input.group)
      return {
        ...describeMessage(batch, index, recipient, world.clock.now()),
        attempts: attemptsOf(world, input.message),
        pending: pendingOf(world, input.message),
      }
    },
  }),
  defineRoute({
    id: 'countMessages',
    method: 'get',
    path: '/worlds/{world}/message-counts',
    summary: 'How many messages match, by state, error code, template and sender.',
    input: z.strictObject({ world: worldField, query }),
    result: z.object({
      count: z.int(),
      batches: z.int(),
      status: z.record(z.string(), z.int()),
      code: z.record(z.string(), z.int()),
      template: z.record(z.string(), z.int()),
      from: z.record(z.string(), z.int()),
    }),
    handle(input, ports) {
      const world = worldOf(ports, input.world)
      return countMessages(world, queryOf(input.query))
    },
  }),
]

function batchOf(world: World, group: string): Batch {
  const batch = world.batches.get(group)
  if (batch === undefined)
    throw new Problem(
      404,
      'No such send',
      `World ${world.id} has accepted no send with the GroupMessageId ${group}. List them with GET /_mock/worlds/${world.id}/batches.`,
    )
  return batch
}

function find(world: World, messageId: string, group: string | undefined) {
  const batches = group === undefined ? [...world.batches.values()].reverse() : [batchOf(world, group)]
  for (const batch of batches) {
    if (!messageIdOf(batch, 0).startsWith(messageId.slice(0, 6))) continue
    for (let index = 0; index < batch.count; index++)
      if (messageIdOf(batch, index) === messageId)
        return { batch, index, recipient: recipientsOf(batch)[index] as Recipient }
  }
  throw new Problem(
    404,
    'No such message',
    `World ${world.id} has no message ${messageId}${group === undefined ? '' : ` in the send ${group}`}. List them with GET /_mock/worlds/${world.id}/messages.`,
  )
}

function attemptsOf({ journal }: World, messageId: string) {
  const about = exchangeMatcher([[{ field: 'message', value: messageId, negated: false }]])
  const attempts = []
  for (const { exchange } of journal.newest()) {
    if (exchange.push === undefined || !(exchange.input['Items'] ?? '').includes(messageId)) continue
    if (about(exchange) && attempts.push(exchange) === mostAttempts) break
  }
  return attempts
}

function pendingOf({ outbox }: World, messageId: string) {
  const underWay = new Set(outbox.onTheirWay().map(({ id }) => id))
  return [...outbox.pending()]
    .filter(({ items }) => items.some((item) => item.includes(messageId)))
    .map((push) => describePush(push, underWay))
}

function countMessages(world: World, query: Query) {
  const counted = {
    count: 0,
    batches: 0,
    status: {} as Record<string, number>,
    code: {} as Record<string, number>,
    template: {} as Record<string, number>,
    from: {} as Record<string, number>,
  }
  const add = (facet: 'status' | 'code' | 'template' | 'from', name: string, by = 1): void => {
    if (name !== '' && by > 0) counted[facet][name] = (counted[facet][name] ?? 0) + by
  }
  // Every message of the world counts: nothing but states has to be computed.
  if (query.some((terms) => terms.length === 0)) {
    for (const batch of world.batches.values()) {
      const { states, codes } = countBatch(batch, world.clock.now())
      counted.count += batch.count
      counted.batches++
      for (const [name, by] of Object.entries(states)) add('status', name, by)
      for (const [name, by] of Object.entries(codes)) add('code', name, by)
      add('template', batch.terms.templateName, batch.count)
      add('from', batch.terms.from, batch.count)
    }
    return counted
  }
  const groups = new Set<string>()
  for (const { groupMessageId, status, errorCode, templateName, from } of findMessages(world, query)) {
    groups.add(groupMessageId)
    counted.count++
    add('status', status)
    add('code', errorCode ?? '')
    add('template', templateName)
    add('from', from)
  }
  counted.batches = groups.size
  return counted
}
