import { settle } from '../../../contracts/slow-text.ts'
import * as z from 'zod'
import { didYouMean } from '../../../contracts/nearest.ts'
import { exchangeMatcher } from '../../query/match.ts'
import { findMessages } from '../../messages/find-messages.ts'
import type { Message } from '../../world/message.ts'
import { ruleOf } from '../../emulator/rules.ts'
import type { World } from '../../world/world.ts'
import { Problem } from '../problem.ts'
import { defineRoute, queryOf, worldField, worldOf } from '../route.ts'
import { exchangeShape, messageShape } from '../shapes.ts'

const query = z
  .string()
  .default('')
  .meta({ description: 'A query, such as `code:OK to:8613800000001 OR rule:gateway.*`.' })
const limit = z.coerce.number().int().min(1).max(1000).default(100)
const cursor = z.string().optional().meta({ description: '`next` of the page before.' })

/** What happened in a world: exchanges and messages. */
export const recordRoutes = [
  defineRoute({
    id: 'listExchanges',
    method: 'get',
    path: '/worlds/{world}/journal',
    summary: 'The exchanges that match, newest first.',
    input: z.strictObject({ world: worldField, query, limit, cursor }),
    result: z.object({ exchanges: z.array(exchangeShape), next: z.string().nullable() }),
    async handle(input, ports) {
      const { journal } = worldOf(ports, input.world)
      const matches = exchangeMatcher(queryOf(input.query))
      const before = input.cursor === undefined ? undefined : readCursor(input.cursor)
      const page = []
      let last: number | undefined
      for (const { sequence, exchange } of journal.newest(before)) {
        if (!matches(exchange)) continue
        if (page.length === input.limit) return { exchanges: page, next: String(last) }
        // Why a signature does not match may not be found yet.
        await settle(exchange.refusal, (run) => ports.timer(0, run))
        page.push(exchange)
        last = sequence
      }
      return { exchanges: page, next: null }
    },
  }),
  defineRoute({
    id: 'removeExchanges',
    method: 'delete',
    path: '/worlds/{world}/journal',
    summary: 'Removes the exchanges that match from the journal.',
    // Strict, as the others: a misspelt query would remove everything.
    input: z.strictObject({ world: worldField, query }),
    result: z.object({ removed: z.int() }),
    handle: (input, ports) => ({
      removed: worldOf(ports, input.world).journal.remove(exchangeMatcher(queryOf(input.query))),
    }),
  }),
  defineRoute({
    id: 'listMessages',
    method: 'get',
    path: '/worlds/{world}/messages',
    summary: 'The messages that match as they are now, newest batch first.',
    input: z.strictObject({
      world: worldField,
      query,
      limit,
      cursor,
      fields: z.string().optional().meta({
        description:
          'Names of the fields to answer, with commas: `messageId,to,status`. Default: all of them.',
      }),
    }),
    result: z.object({
      messages: z.array(messageShape.partial()).meta({ description: 'Whole, or with the fields asked for.' }),
      next: z.string().nullable(),
    }),
    handle(input, ports) {
      const world = worldOf(ports, input.world)
      const fields = readFields(input.fields)
      const page: Message[] = []
      const shown = (): readonly object[] =>
        fields === undefined ? page : page.map((each) => pick(each, fields))
      for (const message of findMessages(
        world,
        queryOf(input.query),
        input.cursor === undefined ? undefined : readPlace(input.cursor, world),
      )) {
        const last = page.at(-1)
        if (page.length === input.limit && last !== undefined)
          return { messages: shown(), next: `${last.groupMessageId}.${last.messageId}` }
        page.push(message)
      }
      return { messages: shown(), next: null }
    },
  }),
  defineRoute({
    id: 'getCapsule',
    method: 'get',
    path: '/worlds/{world}/capsule',
    summary: 'Everything that led the world to where it stands, as a file for `chatapp-mock replay`.',
    input: z.strictObject({ world: worldField }),
    result: z.object({ text: z.string() }),
    async handle({ world: id }, ports) {
      const world = worldOf(ports, id)
      const { history } = ports.emulator
      if (history === undefined)
        throw new Problem(
          409,
          'No history is kept',
          'Start the emulator with --capsules, or make it with capsules: true.',
        )
      const capsule = world.clock.kind === 'system' ? undefined : history.capsuleOf(id)
      if (capsule === undefined)
        throw new Problem(
          409,
          'World cannot be repeated',
          `World ${id} runs on the system clock, which nobody can turn back. Make a world with a virtual one.`,
        )
      return { text: await capsule }
    },
  }),
  defineRoute({
    id: 'explain',
    method: 'get',
    path: '/explain/{requestId}',
    summary:
      'Why a request was answered as it was: the rule, its evidence, what was given and what was expected.',
    input: z.strictObject({
      requestId: z.string(),
      world: z
        .string()
        .optional()
        .meta({ description: 'Id of the world to look in; all of them unless given.' }),
    }),
    result: exchangeShape.extend({ summary: z.string().optional() }),
    async handle({ requestId, world }, ports) {
      const { worlds } = ports.emulator
      const searched = world === undefined ? worlds.list() : [worldOf(ports, world)]
      // A fork shows what its origin had seen: that is one exchange, not two.
      const found = new Map(
        searched
          .flatMap(({ journal }) => journal.find(requestId.toUpperCase()) ?? [])
          .map((each) => [`${each.world} ${each.at}`, each]),
      )
      const [exchange] = found.values()
      if (exchange === undefined)
        throw new Problem(
          404,
          'No such request',
          `No journal${world === undefined ? '' : ` of world ${world}`} has the request ${requestId}. Journals keep the newest exchanges only.`,
        )
      if (found.size > 1)
        throw new Problem(
          409,
          'Several worlds have it',
          `Worlds with the same seed give the same ids: ${requestId} is in ${[...found.values()].map((each) => each.world).join(', ')}. Name one with ?world=.`,
        )
      await settle(exchange.refusal, (run) => ports.timer(0, run))
      return { ...exchange, summary: ruleOf(exchange.rule)?.summary }
    },
  }),
]

function readFields(text: string | undefined): readonly (keyof Message)[] | undefined {
  const known = Object.keys(messageShape.shape)
  const names = text?.split(',').map((name) => name.trim())
  const unknown = names?.find((name) => !known.includes(name))
  if (unknown !== undefined)
    throw new Problem(
      400,
      'Unknown field',
      `fields: a message has no field ${JSON.stringify(unknown)}.${didYouMean(unknown, known)} Known: ${known.join(', ')}.`,
    )
  return names as (keyof Message)[] | undefined
}

/** Only these fields; the text of a message is rendered when it is read. */
const pick = (message: Message, fields: readonly (keyof Message)[]): object =>
  Object.fromEntries(fields.map((field) => [field, message[field]]))

function readPlace(text: string, { batches }: World): Pick<Message, 'groupMessageId' | 'messageId'> {
  const [, groupMessageId, messageId] = /^(\d+)\.(\d+)$/.exec(text) ?? []
  if (groupMessageId === undefined || messageId === undefined || !batches.has(groupMessageId))
    throw unreadable(text)
  return { groupMessageId, messageId }
}

function readCursor(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw unreadable(text)
  return Number(text)
}

const unreadable = (cursor: string): Problem =>
  new Problem(
    400,
    'Cursor cannot be read',
    `Given ${JSON.stringify(cursor)}; expected the value of next from the page before.`,
  )
