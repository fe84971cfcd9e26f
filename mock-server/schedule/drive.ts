import type { Timer } from '../ports/timer.ts'
import { hasReceivers } from '../world/receivers.ts'
import type { World } from '../world/world.ts'
import { runDue } from './pump.ts'

/** Makes what falls due happen by itself. */
export interface Drive {
  attach(world: World): void
  detach(world: World): void
  /** Nothing happens by itself any more. */
  stop(): void
}

/** Timers take no longer delays. */
const longestDelay = 2 ** 31 - 1

/**
 * Drives worlds. One on the system clock is woken when its next event is due, and not at all while there is none; in a virtual world,
 * whose time is moved by others, only what is due already happens.
 */
export function createDrive(timer: Timer, onDefect: (error: unknown) => void): Drive {
  const attached = new Map<World, () => void>()
  return {
    attach(world) {
      if (!attached.has(world)) attached.set(world, follow(world, timer, onDefect))
    },
    detach(world) {
      attached.get(world)?.()
      attached.delete(world)
    },
    stop() {
      for (const detach of attached.values()) detach()
      attached.clear()
    },
  }
}

/** Follows one world; returns what ends that. */
function follow(world: World, timer: Timer, onDefect: (error: unknown) => void): () => void {
  let wakesAt = Infinity
  let cancel: (() => void) | undefined
  let received = hasReceivers(world)
  let looking = false
  let ended = false

  const run = (): void => {
    wakesAt = Infinity
    if (!ended) runDue(world).then(look, onDefect)
    // Answers of pushes are awaited above; the next event does not wait for them.
    look()
  }
  const look = (): void => {
    if (ended) return
    const now = world.clock.now()
    if (received !== hasReceivers(world)) {
      received = !received
      // A receiver hears of what happens from now on; a virtual world has run everything up to now.
      if (received && world.clock.kind === 'system') world.outbox.deafUntil = now
    }
    const at = dueAt(world, received)
    if (world.clock.kind === 'virtual') {
      if (at <= now && !looking)
        later(() => world.agenda.next !== undefined && world.agenda.next.at <= world.clock.now() && run())
      return
    }
    if (at >= wakesAt) return
    cancel?.()
    wakesAt = at
    cancel = timer(Math.min(Math.max(0, at - now), longestDelay), run)
  }
  /** After what is under way: a call that enters several receipts enters all of them. */
  const later = (then: () => void): void => {
    looking = true
    queueMicrotask(() => {
      looking = false
      if (!ended) then()
    })
  }

  world.alarms.add(look)
  look()
  return () => {
    ended = true
    cancel?.()
    world.alarms.delete(look)
  }
}

/** When the world has to be looked after: as long as nobody receives, messages need nobody to move on. */
function dueAt({ agenda }: World, received: boolean): number {
  return !received && agenda.count('batch') === agenda.size ? Infinity : (agenda.next?.at ?? Infinity)
}
