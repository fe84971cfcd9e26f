import * as z from 'zod'
import { waitFor } from '../../schedule/wait.ts'
import { moveTo, moveToNext } from '../../schedule/move-to.ts'
import { describeClock } from '../describe-world.ts'
import { Problem } from '../problem.ts'
import { defineRoute, queryOf, worldField, worldOf } from '../route.ts'
import { clockShape, duration, exchangeShape, messageShape, moment } from '../shapes.ts'

/** Longest a wait may really take under the system clock, in milliseconds. */
const longestRealWait = 60_000

/** The clock of a world, and waiting on it. */
export const timeRoutes = [
  defineRoute({
    id: 'getClock',
    method: 'get',
    path: '/worlds/{world}/clock',
    summary: 'The time of the world, and when something changes next.',
    input: z.object({ world: worldField }),
    result: clockShape,
    handle: ({ world }, ports) => describeClock(worldOf(ports, world)),
  }),
  defineRoute({
    id: 'moveClock',
    method: 'post',
    path: '/worlds/{world}/clock',
    summary: 'Moves a virtual clock forward: by a duration, to a time, or to the next due event.',
    input: z.strictObject({
      world: worldField,
      advance: duration.optional(),
      to: moment.optional(),
      next: z.boolean().optional(),
    }),
    result: clockShape,
    async handle({ world: id, advance, to, next }, ports) {
      const world = worldOf(ports, id)
      const given = [advance, to, next || undefined].filter((value) => value !== undefined)
      if (given.length !== 1)
        throw new Problem(
          400,
          'One way to move',
          'Give exactly one of advance ("2h"), to ("2026-01-02T00:00:00Z") and next (true).',
        )
      if (world.clock.kind === 'system')
        throw new Problem(
          409,
          'Clock cannot be moved',
          `World ${id} runs on the system clock. Make a world with a virtual one: POST /_mock/worlds {"clock": "virtual"}, or start with --clock virtual.`,
        )
      if (next) await moveToNext(world)
      else await move(() => moveTo(world, to ?? world.clock.now() + (advance as number)))
      return describeClock(world)
    },
  }),
  defineRoute({
    id: 'wait',
    method: 'post',
    path: '/worlds/{world}/wait',
    summary:
      'Waits until so many messages or exchanges match. A virtual world jumps there, or says at once why it cannot.',
    input: z.strictObject({
      world: worldField,
      for: z
        .string()
        .default('')
        .meta({ description: 'A query, such as `to:8613800000001 status:Delivered`.' }),
      of: z.enum(['messages', 'exchanges']).default('messages'),
      count: z.int().min(1).default(1),
      within: duration.optional().meta({
        description:
          'Most time of the world to wait: 48h in a virtual world, 10s under the system clock, where 60s is the limit.',
      }),
    }),
    result: z.object({
      satisfied: z.boolean(),
      at: z.number(),
      waited: z.number(),
      matches: z.array(z.union([messageShape, exchangeShape])),
      reason: z.string().optional(),
    }),
    handle(input, ports) {
      const world = worldOf(ports, input.world)
      queryOf(input.for)
      const virtual = world.clock.kind === 'virtual'
      const within = input.within ?? (virtual ? 48 * 3_600_000 : 10_000)
      if (!virtual && within > longestRealWait)
        throw new Problem(
          400,
          'Wait is too long',
          `World ${world.id} runs on the system clock, where a wait really takes its time: at most ${longestRealWait / 1000}s. Use a virtual clock for longer ones.`,
        )
      return waitFor(
        world,
        { for: input.for, of: input.of, count: input.count, within },
        ports.timer,
        ports.stopping,
      )
    },
  }),
]

async function move(run: () => Promise<void>): Promise<void> {
  try {
    await run()
  } catch (error) {
    if (error instanceof RangeError)
      throw new Problem(
        409,
        'Clock cannot go there',
        `${error.message}. To go back, rewind the world to a mark.`,
      )
    throw error
  }
}
