import * as z from 'zod'
import { conversationWith, listPeople, type Person } from '../../messages/list-people.ts'
import { messageOf } from '../../messages/lifecycle.ts'
import { conversationKey, sessionWindow } from '../../world/conversations.ts'
import type { World } from '../../world/world.ts'
import { describeMessage } from '../describe-message.ts'
import { Problem } from '../problem.ts'
import { defineRoute, worldField, worldOf } from '../route.ts'
import { wholeMessageShape } from '../shapes.ts'

const personShape = z
  .object({
    channel: z.string(),
    sender: z.string(),
    person: z.string(),
    optedOut: z.boolean().meta({ description: 'The person stopped marketing messages of this sender.' }),
    windowUntil: z
      .number()
      .nullable()
      .meta({ description: 'Until when free-form messages may be sent; null: the person has not written.' }),
  })
  .meta({ id: 'Person', description: 'A person with whom a sender has exchanged messages.' })

const received = z.object({
  kind: z.literal('received'),
  at: z.number(),
  messageId: z.string(),
  type: z.string().meta({ description: 'As in the receipt, such as `TEXT`.' }),
  message: z.string().meta({ description: 'Of a TEXT the text, else JSON.' }),
})

/** What passes between senders and persons. */
export const conversationRoutes = [
  defineRoute({
    id: 'listConversations',
    method: 'get',
    path: '/worlds/{world}/conversations',
    summary: 'The persons of a world, the one with the newest message first, each once for every sender.',
    input: z.strictObject({
      world: worldField,
      person: z.string().default('').meta({ description: 'A part of the number or id of the person.' }),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      skip: z.coerce.number().int().min(0).default(0).meta({ description: 'How many to leave out.' }),
    }),
    result: z.object({
      conversations: z.array(
        personShape.extend({
          last: z.object({ kind: z.enum(['sent', 'received']), at: z.number(), text: z.string() }),
        }),
      ),
      more: z.boolean(),
    }),
    handle(input, ports) {
      const world = worldOf(ports, input.world)
      const page: object[] = []
      let place = 0
      for (const person of listPeople(world, input.person)) {
        if (place++ < input.skip) continue
        if (page.length === input.limit) return { conversations: page, more: true }
        page.push({ ...describePerson(world, person), last: describeLast(world, person) })
      }
      return { conversations: page, more: false }
    },
  }),
  defineRoute({
    id: 'getConversation',
    method: 'get',
    path: '/worlds/{world}/conversations/{channel}/{sender}/{person}',
    summary: 'What passed between a sender and a person, oldest first.',
    input: z.strictObject({
      world: worldField,
      channel: z.string(),
      sender: z.string(),
      person: z.string(),
      limit: z.coerce.number().int().min(1).max(200).default(50).meta({ description: 'The newest so many.' }),
    }),
    result: personShape.extend({
      entries: z.array(z.union([wholeMessageShape.extend({ kind: z.literal('sent') }), received])),
      more: z.boolean().meta({ description: 'Older messages were left out.' }),
    }),
    handle({ world: id, limit, ...who }, ports) {
      const world = worldOf(ports, id)
      const { entries, more } = conversationWith(world, who, limit)
      if (entries.length === 0)
        throw new Problem(
          404,
          'No such conversation',
          `In world ${id} nothing has passed between ${who.sender} and ${who.person} on ${who.channel}.`,
        )
      const now = world.clock.now()
      return {
        ...describePerson(world, who),
        more,
        entries: entries.map((entry) =>
          'batch' in entry
            ? { kind: 'sent', ...describeMessage(entry.batch, entry.index, entry.recipient, now) }
            : {
                kind: 'received',
                at: entry.at,
                messageId: entry.messageId,
                type: entry.type,
                message: entry.message,
              },
        ),
      }
    },
  }),
]

function describePerson(world: World, who: Pick<Person, 'channel' | 'sender' | 'person'>) {
  const { channel, sender, person } = who
  const known = world.conversations.get(conversationKey(channel, sender, person))
  return {
    channel,
    sender,
    person,
    optedOut: known?.optedOut ?? false,
    windowUntil: known === undefined ? null : known.lastInboundAt + sessionWindow,
  }
}

function describeLast({ clock }: World, { last }: Person) {
  const { kind, at } = last
  const text =
    last.kind === 'sent'
      ? messageOf(last.batch, last.index, last.recipient, clock.now()).text
      : last.inbound.message
  return { kind, at, text: text.slice(0, 200) }
}
