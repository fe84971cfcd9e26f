import * as z from 'zod'
import type { ControlPorts } from '../route.ts'
import { defineRoute, worldField, worldOf } from '../route.ts'
import type { World } from '../../world/world.ts'

/** Least time between two events of a stream, in milliseconds. */
const pace = 100

/** Starts a stream: calls back for each event until the returned function is called. `end` is called when there will be no more. */
export type Subscribe = (send: (event: object) => void, end: () => void) => () => void

/** What changes in a world, while it changes. */
export const eventRoutes = [
  defineRoute({
    id: 'events',
    method: 'get',
    path: '/worlds/{world}/events',
    summary:
      'A stream that says that something changed, never what: counters of the world, at most ten a second. Ask the other operations for what they stand for.',
    stream: true,
    input: z.object({ world: worldField }),
    result: z
      .object({
        exchanges: z.int(),
        messages: z.int(),
        receipts: z.int(),
        clock: z.number(),
        faults: z.int(),
        worlds: z.int(),
      })
      .meta({
        description:
          'Data of each event. A counter differs when something of its kind may have changed; `clock` is the time of the world, `worlds` how many there are.',
      }),
    handle: ({ world: id }, ports) => subscribeTo(worldOf(ports, id), ports),
  }),
]

function subscribeTo(world: World, ports: ControlPorts): Subscribe {
  return (send, end) => {
    let [waiting, stopped] = [false, false]
    let cancel = (): void => {}
    const stop = (): void => {
      stopped = true
      cancel()
      world.watchers.delete(notice)
      world.alarms.delete(notice)
      ports.stopping?.removeEventListener('abort', finish)
    }
    const finish = (): void => {
      stop()
      end()
    }
    const tell = (): void => {
      waiting = false
      if (ports.emulator.worlds.get(world.id) !== world) return finish()
      send(countersOf(world, ports))
    }
    const notice = (): void => {
      if (waiting || stopped) return
      waiting = true
      cancel = ports.timer(pace, tell)
    }
    world.watchers.add(notice)
    world.alarms.add(notice)
    ports.stopping?.addEventListener('abort', finish)
    send(countersOf(world, ports))
    return stop
  }
}

function countersOf(world: World, { emulator }: ControlPorts) {
  const { journal, batches, inbound, presses, conversations, outbox, clock, faults } = world
  const newest = journal.newest().next()
  const { accepted, givenUp, lost } = outbox.tally
  return {
    exchanges: newest.done === true ? 0 : newest.value.sequence + 1,
    messages: batches.changes + inbound.changes + presses.changes + conversations.changes,
    receipts: accepted + givenUp + lost + outbox.entered,
    clock: clock.now(),
    faults: faults.reduce((sum, { struck }) => sum + struck, faults.length),
    worlds: emulator.worlds.list().length,
  }
}
