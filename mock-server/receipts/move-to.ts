import type { World } from '../world/world.ts'
import { nextDue, runDue } from './pump.ts'
import { hasReceivers } from '../world/receivers.ts'

/**
 * Moves a virtual world to a point in time, milliseconds since the epoch. What falls due on the way happens at its own time;
 * resolves when all of it is done. Throws `RangeError` for a system clock, and for the past.
 */
export async function moveTo(world: World, target: number): Promise<void> {
  const { clock } = world
  if (!('moveTo' in clock)) throw new RangeError(`World ${world.id} runs on the system clock, which cannot be moved. Create a world with a virtual clock.`)
  if (!(target >= clock.now())) clock.moveTo(target)
  if (hasReceivers(world)) {
    for (let event = world.agenda.next; event !== undefined && event.at <= target; event = world.agenda.next) {
      clock.moveTo(Math.max(event.at, clock.now()))
      await runDue(world)
    }
  }
  clock.moveTo(target)
  await runDue(world)
  for (const notify of world.watchers) notify()
}

/** Moves a virtual world to the next moment at which something changes. Resolves to that moment; undefined, and no move, when nothing is due. */
export async function moveToNext(world: World): Promise<number | undefined> {
  const next = nextDue(world)
  if (next !== undefined) await moveTo(world, next)
  return next
}
