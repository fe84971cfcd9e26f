import type { Timer } from '../ports/timer.ts'
import type { World } from '../world/world.ts'

/** Milliseconds between two looks at what becomes visible again by itself. */
const lookEvery = 250

/** Resolves when the queue has a visible message, at the latest after so many milliseconds. */
export function awaitVisible(world: World, queue: string, most: number, timer: Timer): Promise<void> {
  const deadline = world.clock.now() + most
  return new Promise((resolve) => {
    let cancel: (() => void) | undefined
    const look = (): void => {
      cancel?.()
      const now = world.clock.now()
      if (now < deadline && world.queues.peek(queue, now, 1).length === 0) {
        cancel = timer(Math.min(lookEvery, deadline - now), look)
        return
      }
      world.watchers.delete(look)
      resolve()
    }
    world.watchers.add(look)
    look()
  })
}
