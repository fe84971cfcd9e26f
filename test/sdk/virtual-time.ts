import { setImmediate } from 'node:timers/promises'
import type { VirtualClock } from '../../mock-server/ports/clock.ts'
import type { Clock } from '../../sdk/ports.ts'

/** Time that passes only when everybody waits for it. */
export interface VirtualTime extends Clock {
  /** Moves time on, from timer to timer, until the promise has an outcome. */
  run<T>(promise: Promise<T>): Promise<T>
  /** Timers that nobody has called off. */
  readonly pending: number
  /** Marks work under way that does not wait for time. */
  busy<T>(work: Promise<T>): Promise<T>
}

/** Virtual time on the clock of an emulator, so that both sides see the same. */
export function virtualTime(clock: Pick<VirtualClock, 'now' | 'moveTo'>): VirtualTime {
  const timers = new Set<{ readonly at: number; readonly run: () => void }>()
  let working = 0

  function fireNext(): void {
    const [next] = [...timers].sort((a, b) => a.at - b.at)
    if (next === undefined) return
    timers.delete(next)
    clock.moveTo(Math.max(clock.now(), next.at))
    next.run()
  }

  return {
    now: () => clock.now(),
    after(milliseconds, run) {
      const timer = { at: clock.now() + milliseconds, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    async run(promise) {
      let settled = false
      const mark = (): void => {
        settled = true
      }
      promise.then(mark, mark)
      for (;;) {
        await setImmediate()
        if (settled) return promise
        if (working === 0) fireNext()
      }
    },
    get pending() {
      return timers.size
    },
    async busy(work) {
      working++
      try {
        return await work
      } finally {
        working--
      }
    },
  }
}
