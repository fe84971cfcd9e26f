import * as z from 'zod'
import { QueryError, parseQuery, type Query } from '../query/parse-query.ts'
import type { Emulator } from '../emulator/emulator.ts'
import type { Timer } from '../ports/timer.ts'
import type { World } from '../world/world.ts'
import { Problem } from './problem.ts'

/** What the control API works on. */
export interface ControlPorts {
  readonly emulator: Emulator
  readonly timer: Timer
  /** Aborted when the server stops: what waits answers at once. */
  readonly stopping?: AbortSignal
  /** Scheme and host a request came to; without one, it came from this process. */
  readonly origin?: string
}

/** One operation of the control API. Its input is one object; where each field travels follows from path and method. */
export interface Route {
  /** Name of the operation, as in the OpenAPI document. */
  readonly id: string
  readonly method: 'get' | 'post' | 'delete'
  /** Below `/_mock`; `{name}` is a field of the input. */
  readonly path: string
  readonly summary: string
  readonly input: z.ZodObject
  readonly result: z.ZodType
  /** The answer is a stream of events (`text/event-stream`), of which `result` describes the data. */
  readonly stream?: true
  handle(input: never, ports: ControlPorts): unknown
}

/** Ties a route's handler to its input. */
export function defineRoute<Input extends z.ZodObject>(
  route: Omit<Route, 'input' | 'handle'> & {
    readonly input: Input
    handle(input: z.output<Input>, ports: ControlPorts): unknown
  },
): Route {
  return route as Route
}

/** Paths of a route: what stands under a world stands for the demo world without naming it, too. */
export const pathsOf = ({ path }: Route): string[] =>
  path.startsWith('/worlds/{world}/') ? [path, path.slice('/worlds/{world}'.length)] : [path]

/** The field that names a world; the demo world unless given. */
export const worldField = z.string().default('demo').meta({ description: 'Id of the world.' })

/** The world of an id. Throws a 404 `Problem`. */
export function worldOf({ emulator: { worlds } }: ControlPorts, id: string): World {
  const world = worlds.get(id)
  if (world === undefined)
    throw new Problem(
      404,
      'No such world',
      `There is no world ${id}. Known: ${worlds
        .list()
        .map((each) => each.id)
        .slice(0, 10)
        .join(', ')}.`,
    )
  return world
}

/** Reads a query. Throws a 400 `Problem` that points at the character. */
export function queryOf(text: string): Query {
  try {
    return parseQuery(text)
  } catch (error) {
    if (error instanceof QueryError)
      throw new Problem(400, 'Query cannot be read', error.message, { position: error.position })
    throw error
  }
}
