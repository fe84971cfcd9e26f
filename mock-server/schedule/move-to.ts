import { announceChange } from '../world/announce.ts'
import type { World } from '../world/world.ts'
import { nextDue, runDue } from './pump.ts'
import { hasReceivers } from '../world/receivers.ts'

/**
 * Moves a virtual world to a point in time, milliseconds since the epoch. What falls due on the way happens at its own time;
 * resolves when all of it is done. Another may move the same world meanwhile: then both arrive, and neither goes back. A world that is
 * taken back to a mark meanwhile stays there. Throws `RangeError` for a system clock, and for the past.
 */
export async function moveTo(world: World, target: number): Promise<void> {
  const { clock } = world
  if (!('moveTo' in clock))
    throw new RangeError(
      `World ${world.id} runs on the system clock, which cannot be moved. Create a world with a virtual clock.`,
    )
  if (!(target >= clock.now())) clock.moveTo(target)
  const goOn = (time: number): Promise<void> => {
    clock.moveTo(Math.max(time, clock.now()))
    return runDue(world)
  }
  if (hasReceivers(world)) {
    for (
      let event = world.agenda.next;
      event !== undefined && event.at <= target;
      event = world.agenda.next
    ) {
      await goOn(event.at)
      if (world.clock !== clock) return
    }
  }
  await goOn(target)
  announceChange(world)
}

/** Moves a virtual world to the next moment at which something changes. Resolves to that moment; undefined, and no move, when nothing is due. */
export async function moveToNext(world: World): Promise<number | undefined> {
  const next = nextDue(world)
  if (next !== undefined) await moveTo(world, next)
  return next
}
