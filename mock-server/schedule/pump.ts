import type { World } from '../world/world.ts'
import { dueHandlers } from './due-handlers.ts'

/** Runs what is due by now, in order. Resolves when all of it is done, pushes answered included. A world taken back to a mark meanwhile has another now. */
export async function runDue(world: World): Promise<void> {
  const { agenda } = world
  const now = world.clock.now()
  do {
    const running: (void | Promise<void>)[] = []
    for (let event = agenda.take(now); event !== undefined; event = agenda.take(now))
      running.push(dueHandlers[event.kind].run(world, event))
    // What was pushed without being asked for here belongs to this moment, too.
    await Promise.all([...running, world.outbox.settled])
  } while (world.agenda === agenda && agenda.next !== undefined && agenda.next.at <= now)
}

/** The next time something changes in the world; undefined when nothing will by itself. */
export function nextDue(world: World): number | undefined {
  const { agenda, clock } = world
  const now = clock.now()
  for (let event = agenda.next; event !== undefined; event = agenda.next) {
    const exact = dueHandlers[event.kind].nextMoment(world, event, now)
    if (exact === event.at) return exact
    agenda.take(event.at)
    if (exact !== undefined) agenda.add({ ...event, at: exact })
  }
  return undefined
}
