import type { Clock } from '../ports.ts'

/** When the next call may start. */
export interface Pace {
  /** Claims the next start; returns the milliseconds until then. */
  claim(): number
  /** A call went through: back towards the full rate. */
  accepted(): void
  /** A call was refused because of the rate: slower, after a pause. */
  throttled(retryAfter?: number): void
  /** Calls per second at present. */
  readonly callsPerSecond: number
}

/** Refusals within one window of the API have one cause, so they slow the pace once. */
const window = 1000
const slowdown = 1.5
const recovery = 0.95
const longestInterval = 5000

/** Spreads calls evenly at the full rate; each window in which a call is refused makes the distances half as long again, each success shortens them by a twentieth. */
export function createPace(callsPerSecond: number, clock: Clock): Pace {
  const shortest = 1000 / callsPerSecond
  let interval = shortest
  let next = Number.NEGATIVE_INFINITY
  let slowedAt = Number.NEGATIVE_INFINITY
  return {
    claim() {
      const now = clock.now()
      const start = Math.max(now, next)
      next = start + interval
      return Math.ceil(start - now)
    },
    accepted() {
      interval = Math.max(shortest, interval * recovery)
    },
    throttled(retryAfter = 0) {
      const now = clock.now()
      if (now - slowedAt >= window) {
        interval = Math.min(longestInterval, interval * slowdown)
        slowedAt = now
      }
      next = Math.max(next, now + Math.max(retryAfter, interval))
    },
    get callsPerSecond() {
      return 1000 / interval
    },
  }
}
