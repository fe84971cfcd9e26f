import { endOfTime } from '../ports/clock.ts'
import type { Timer } from '../ports/timer.ts'
import { moveTo } from '../schedule/move-to.ts'
import type { World } from '../world/world.ts'

/** Lets time pass for one call: a virtual clock is moved, under the system clock it is waited. See docs/decisions/time-under-faults.md. */
export async function passTime(world: World, milliseconds: number, timer: Timer): Promise<void> {
  if (milliseconds <= 0) return
  if (world.clock.kind === 'system') return new Promise((resolve) => void timer(milliseconds, resolve))
  const target = Math.min(world.clock.now() + milliseconds, endOfTime)
  // Another call may have moved the clock further while receipts of this time were pushed.
  await moveTo(world, target).catch((error: unknown) => {
    if (world.clock.now() < target) throw error
  })
}

/** Timers take no longer delays. */
const longestDelay = 2 ** 31 - 1

/** A timer whose waits can all be ended at once. */
export function createWaits(timer: Timer): {
  readonly timer: Timer
  /** Aborted when the waits end. */
  readonly ended: AbortSignal
  end(): void
} {
  const waits = new Set<() => void>()
  const ending = new AbortController()
  return {
    timer(delay, run) {
      const finish = (): void => {
        if (!waits.delete(finish)) return
        callOff()
        run()
      }
      waits.add(finish)
      const callOff = timer(ending.signal.aborted ? 0 : Math.min(delay, longestDelay), finish)
      return () => {
        waits.delete(finish)
        callOff()
      }
    },
    ended: ending.signal,
    end() {
      ending.abort()
      for (const finish of waits) finish()
    },
  }
}
