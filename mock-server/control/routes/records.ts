import * as z from 'zod'
import { exchangeMatcher } from '../../query/match.ts'
import { findMessages } from '../../receipts/find-messages.ts'
import { ruleOf } from '../../rules.ts'
import { Problem } from '../problem.ts'
import { defineRoute, queryOf, worldField, worldOf } from '../route.ts'
import { exchangeShape, messageShape } from '../shapes.ts'

const query = z.string().default('').meta({ description: 'A query, such as `code:OK to:8613800000001 OR rule:gateway.*`.' })
const limit = z.coerce.number().int().min(1).max(1000).default(100)
const cursor = z.string().optional().meta({ description: '`next` of the page before.' })

/** What happened in a world: exchanges and messages. */
export const recordRoutes = [
  defineRoute({
    id: 'listExchanges',
    method: 'get',
    path: '/worlds/{world}/journal',
    summary: 'The exchanges that match, newest first.',
    input: z.object({ world: worldField, query, limit, cursor }),
    result: z.object({ exchanges: z.array(exchangeShape), next: z.string().nullable() }),
    handle(input, ports) {
      const { journal } = worldOf(ports, input.world)
      const matches = exchangeMatcher(queryOf(input.query))
      const before = input.cursor === undefined ? undefined : readCursor(input.cursor)
      const page = []
      let last: number | undefined
      for (const { sequence, exchange } of journal.newest(before)) {
        if (!matches(exchange)) continue
        if (page.length === input.limit) return { exchanges: page, next: String(last) }
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
    input: z.object({ world: worldField, query }),
    result: z.object({ removed: z.int() }),
    handle: (input, ports) => ({ removed: worldOf(ports, input.world).journal.remove(exchangeMatcher(queryOf(input.query))) }),
  }),
  defineRoute({
    id: 'listMessages',
    method: 'get',
    path: '/worlds/{world}/messages',
    summary: 'The messages that match as they are now, newest batch first.',
    input: z.object({ world: worldField, query, limit, cursor }),
    result: z.object({ messages: z.array(messageShape), next: z.string().nullable() }),
    handle(input, ports) {
      const skip = input.cursor === undefined ? 0 : readCursor(input.cursor)
      const page = []
      let position = 0
      for (const message of findMessages(worldOf(ports, input.world), queryOf(input.query))) {
        if (position++ < skip) continue
        if (page.length === input.limit) return { messages: page, next: String(position - 1) }
        page.push(message)
      }
      return { messages: page, next: null }
    },
  }),
  defineRoute({
    id: 'explain',
    method: 'get',
    path: '/explain/{requestId}',
    summary: 'Why a request was answered as it was: the rule, its evidence, what was given and what was expected.',
    input: z.object({ requestId: z.string() }),
    result: exchangeShape.extend({ summary: z.string().optional() }),
    handle({ requestId }, { emulator: { worlds } }) {
      for (const world of worlds.list()) {
        const exchange = world.journal.find(requestId.toUpperCase())
        if (exchange !== undefined) return { ...exchange, summary: ruleOf(exchange.rule)?.summary }
      }
      throw new Problem(404, 'No such request', `No journal has the request ${requestId}. Journals keep the newest exchanges only.`)
    },
  }),
]

function readCursor(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new Problem(400, 'Cursor cannot be read', `Given ${JSON.stringify(text)}; expected the value of next from the page before.`)
  return Number(text)
}
