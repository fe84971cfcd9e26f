import type { Timer } from '../ports/timer.ts'
import type { World } from '../world/world.ts'

/** Milliseconds between two looks at what becomes visible again by itself. */
const lookEvery = 250

/**
 * Resolves when the queue has a visible message, at the latest after so many milliseconds. The time is measured by the timer, not by the
 * clock: a clock that goes back does not prolong the wait.
 * @param stopping aborted when the server stops, which ends the wait
 */
export function awaitVisible(
  world: World,
  queue: string,
  most: number,
  timer: Timer,
  stopping?: AbortSignal,
): Promise<void> {
  let left = most
  return new Promise((resolve) => {
    let cancel: (() => void) | undefined
    const look = (): void => {
      cancel?.()
      if (left > 0 && !stopping?.aborted && world.queues.peek(queue, world.clock.now(), 1).length === 0) {
        const pause = Math.min(lookEvery, left)
        cancel = timer(pause, () => {
          left -= pause
          look()
        })
        return
      }
      world.watchers.delete(look)
      stopping?.removeEventListener('abort', look)
      resolve()
    }
    world.watchers.add(look)
    stopping?.addEventListener('abort', look)
    look()
  })
}
