import type { Clock } from '../../../mock-server/ports/clock.ts'
import type { Timer } from '../../../mock-server/ports/timer.ts'
import { testTime } from '../../signed-requests.ts'

/** A machine whose time passes only when told to: its clock counts as the system's. */
export function testMachine(start: number = testTime) {
  let now = start
  const timers = new Set<{ readonly at: number; readonly run: () => void }>()
  const clock: Clock = {
    kind: 'system',
    now: () => now,
    distanceTo: (timestamp) => Math.abs(now - timestamp),
  }
  const timer: Timer = (delay, run) => {
    const entry = { at: now + delay, run }
    timers.add(entry)
    return () => void timers.delete(entry)
  }
  return {
    clock,
    timer,
    timers,
    /** Lets time pass; what waits for it runs at its moment. */
    async pass(milliseconds: number): Promise<void> {
      const end = now + milliseconds
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)
        if (next === undefined) break
        timers.delete(next)
        now = Math.max(now, next.at)
        next.run()
        // What it started goes as far as it can without the network.
        await new Promise(setImmediate)
      }
      now = end
    },
  }
}
