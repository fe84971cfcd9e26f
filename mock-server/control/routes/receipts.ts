import { announceDue } from '../../world/announce.ts'
import * as z from 'zod'
import { exchangeMatcher } from '../../query/match.ts'
import type { Push } from '../../world/stores/outbox.ts'
import { accountKey, numberKey } from '../../world/receivers.ts'
import { toReceiver } from '../../world-file/receivers-document.ts'
import { callbackSettings } from '../../world-file/settings.ts'
import { senderKey } from '../../world/directory.ts'
import type { World } from '../../world/world.ts'
import { Problem } from '../problem.ts'
import { defineRoute, queryOf, worldField, worldOf } from '../route.ts'
import { exchangeShape, pendingShape } from '../shapes.ts'

const limit = z.coerce.number().int().min(1).max(1000).default(100)

/** Receipts: where they go, what is pending, what was tried. */
export const receiptRoutes = [
  defineRoute({
    id: 'listReceipts',
    method: 'get',
    path: '/worlds/{world}/receipts',
    summary:
      'Pushes that are pending, oldest first; attempts that match, newest first; what waits in queues.',
    input: z.strictObject({
      world: worldField,
      query: z.string().default('').meta({
        description:
          'A query for the attempts, such as `operation:ChatAppStatus status:Delivered to:8613800000001`.',
      }),
      limit,
    }),
    result: z.object({
      pending: z.array(pendingShape),
      attempts: z.array(exchangeShape),
      queues: z.array(z.object({ name: z.string(), messages: z.int() })),
      tally: z
        .object({ accepted: z.int(), givenUp: z.int(), lost: z.int() })
        .meta({ description: 'Receipts, by what became of them.' }),
    }),
    handle(input, ports) {
      const { outbox, queues, journal } = worldOf(ports, input.world)
      const matches = exchangeMatcher(queryOf(input.query))
      const underWay = new Set(outbox.onTheirWay().map(({ id }) => id))
      const pending = []
      for (const push of outbox.pending())
        if (pending.push(describePush(push, underWay)) >= input.limit) break
      const attempts = []
      for (const { exchange } of journal.newest())
        if (exchange.push !== undefined && matches(exchange) && attempts.push(exchange) >= input.limit) break
      return {
        pending,
        attempts,
        queues: queues.names().map((name) => ({ name, messages: queues.size(name) })),
        tally: { ...outbox.tally },
      }
    },
  }),
  defineRoute({
    id: 'setCallbacks',
    method: 'post',
    path: '/worlds/{world}/callbacks',
    summary:
      'Sets where receipts go: of a number, else of an account. As UpdatePhoneWebhook and UpdateAccountWebhook do, and the console for audit receipts.',
    input: callbackSettings.extend({
      world: worldField,
      account: z
        .string()
        .optional()
        .meta({ description: 'Uid of the account; the first account of the world unless given.' }),
      number: z.string().optional().meta({ description: 'A number or another sender of the world.' }),
    }),
    result: z.object({ key: z.string() }),
    handle({ world: id, account, number, ...settings }, ports) {
      const world = worldOf(ports, id)
      const key = number === undefined ? accountKeyOf(world, account) : numberKeyOf(world, number)
      world.receivers.set(key, toReceiver(settings))
      announceDue(world)
      return { key }
    },
  }),
]

/** A pending push, for people and programs. */
export const describePush = (
  { id, type, url, items, enteredAt, dueAt, attempts }: Push,
  underWay: ReadonlySet<string>,
) => ({
  id,
  type,
  url,
  items: items.map((item) => JSON.parse(item) as Record<string, unknown>),
  entered: enteredAt,
  due: dueAt,
  attempts,
  underWay: underWay.has(id),
})

function accountKeyOf({ directory: { accounts }, id }: World, given: string | undefined): string {
  const uid = given ?? accounts.keys().next().value
  if (uid === undefined || !accounts.has(uid))
    throw new Problem(
      404,
      'No such account',
      `World ${id} has no account ${uid ?? ''}. Known: ${[...accounts.keys()].join(', ')}.`,
    )
  return accountKey(uid)
}

function numberKeyOf({ directory: { senders }, id }: World, number: string): string {
  const sender = ['whatsapp', 'viber', 'messenger', 'instagram', 'telegram']
    .map((channel) => senders.get(senderKey(channel, number)))
    .find((each) => each !== undefined)
  if (sender === undefined)
    throw new Problem(
      404,
      'No such number',
      `World ${id} has no sender ${number}. Known: ${[...senders.values()]
        .map((each) => each.id)
        .slice(0, 10)
        .join(', ')}.`,
    )
  return numberKey(sender.space.id, sender.id)
}
