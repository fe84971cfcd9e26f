import { nextDue, runDue } from './pump.ts'
import type { World } from '../world/world.ts'

/** Moves a virtual world to a point in time, milliseconds since the epoch. Throws `RangeError` for a system clock, and for the past. */
export function moveTo(world: World, target: number): void {
  if (!('moveTo' in world.clock)) throw new RangeError(`World ${world.id} runs on the system clock, which cannot be moved. Create a world with a virtual clock.`)
  world.clock.moveTo(target)
  runDue(world)
  for (const notify of world.watchers) notify()
}

/** Moves a virtual world to the next moment at which something changes. Returns that moment; undefined, and no move, when nothing is due. */
export function moveToNext(world: World): number | undefined {
  const next = nextDue(world)
  if (next !== undefined) moveTo(world, next)
  return next
}
