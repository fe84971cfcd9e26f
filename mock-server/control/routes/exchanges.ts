import * as z from 'zod'
import type { Exchange } from '../../../contracts/exchange.ts'
import type { World } from '../../world/world.ts'
import { compareExchanges } from '../compare-exchanges.ts'
import { Problem } from '../problem.ts'
import { defineRoute, worldField, worldOf } from '../route.ts'
import { forms, writeAs } from '../write-as/index.ts'

/** What can be made of single calls. */
export const exchangeRoutes = [
  defineRoute({
    id: 'compareExchanges',
    method: 'get',
    path: '/worlds/{world}/compare',
    summary: 'What two calls of the world say and get differently, place by place.',
    input: z.strictObject({
      world: worldField,
      first: z.string().meta({ description: 'RequestId of a call.' }),
      second: z.string().meta({ description: 'RequestId of another one.' }),
    }),
    result: z.object({
      differences: z.array(
        z.object({
          about: z.enum(['caller', 'parameters', 'decision']),
          path: z.string().meta({ description: 'A JSON pointer.' }),
          first: z
            .string()
            .optional()
            .meta({ description: 'Absent where the first call has no such place.' }),
          second: z.string().optional(),
        }),
      ),
    }),
    handle({ world: id, first, second }, ports) {
      const world = worldOf(ports, id)
      return { differences: compareExchanges(exchangeOf(world, first), exchangeOf(world, second)) }
    },
  }),
  defineRoute({
    id: 'writeAs',
    method: 'get',
    path: '/worlds/{world}/journal/{requestId}/as/{form}',
    summary: `A call in another form: ${forms.join(', ')}.`,
    input: z.strictObject({ world: worldField, requestId: z.string(), form: z.enum(forms) }),
    result: z.object({
      text: z.string(),
      until: z.number().nullable().meta({
        description: 'Until when its signature is good, on the clock of the world; null: for good.',
      }),
    }),
    handle({ world: id, requestId, form }, ports) {
      const world = worldOf(ports, id)
      return writeAs(form, exchangeOf(world, requestId), world, ports.origin ?? 'http://127.0.0.1:4010')
    },
  }),
]

function exchangeOf({ journal, id }: World, requestId: string): Exchange {
  const exchange = journal.find(requestId.toUpperCase())
  if (exchange === undefined)
    throw new Problem(
      404,
      'No such request',
      `The journal of world ${id} has no request ${requestId}. Journals keep the newest exchanges only.`,
    )
  return exchange
}
