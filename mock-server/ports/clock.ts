/** Tells the time in milliseconds since the epoch. */
export interface Clock {
  now(): number
}

/** The machine's own time. */
export const systemClock: Clock = { now: () => Date.now() }

/** A clock that stands still until told otherwise. */
export interface VirtualClock extends Clock {
  /** Moves to a point in time. Throws `RangeError` if it lies in the past: time only goes forward. */
  moveTo(time: number): void
}

/** Creates a clock that stands at `start`, milliseconds since the epoch. */
export function createVirtualClock(start: number): VirtualClock {
  let time = start
  return {
    now: () => time,
    moveTo(target) {
      if (!(target >= time)) throw new RangeError(`The clock stands at ${new Date(time).toISOString()} and cannot go back to ${target}`)
      time = target
    },
  }
}
