/** Tells the time in milliseconds since the epoch. */
export interface Clock {
  readonly kind: 'system' | 'virtual'
  now(): number
  /** Milliseconds between now and the moment a client says it signed at; the client may know only the machine's time. */
  distanceTo(timestamp: number): number
}

/** The machine's own time. */
export const systemClock: Clock = {
  kind: 'system',
  now: () => Date.now(),
  distanceTo: (timestamp) => Math.abs(Date.now() - timestamp),
}

/** A clock that stands still until it is moved. */
export interface VirtualClock extends Clock {
  readonly kind: 'virtual'
  /** Moves to a point in time. Throws `RangeError` if it lies in the past, as time only goes forward, or beyond the year 9999. */
  moveTo(time: number): void
  /** A clock that shows the same time, and moves on its own. */
  fork(): VirtualClock
}

/** Where virtual clocks start unless told otherwise: a fixed moment, so that runs repeat byte by byte. */
export const virtualStart = Date.UTC(2026, 0, 1)

/** The last moment a clock can show: the wire forms of time have four digits for the year. */
export const endOfTime = Date.UTC(10_000, 0, 1) - 1

/** From a moment of the machine's time on, the clock stood at `time`. */
interface Stand {
  readonly since: number
  readonly time: number
}

/** Only the last moves matter: they translate timestamps, which expire. */
const keptStands = 32

/** Timestamps have no milliseconds: a request signed within a second of a move counts as signed after it. */
const precision = 999

/**
 * Creates a clock that stands at `start`, milliseconds since the epoch.
 * @param machine tells when the clock was moved; clients that know only the machine's time sign with it
 */
export function createVirtualClock(start: number = virtualStart, machine: Clock = systemClock): VirtualClock {
  return new Standing([{ since: machine.now(), time: start }], machine)
}

class Standing implements VirtualClock {
  readonly kind = 'virtual'
  readonly #machine: Clock
  #history: readonly Stand[]

  constructor(history: readonly Stand[], machine: Clock) {
    this.#history = history
    this.#machine = machine
  }

  now(): number {
    return (this.#history.at(-1) as Stand).time
  }

  distanceTo(timestamp: number): number {
    const translated = Math.max(
      this.#machine.distanceTo(timestamp),
      Math.abs(this.now() - this.#timeAt(timestamp + precision)),
    )
    return Math.min(Math.abs(this.now() - timestamp), translated)
  }

  moveTo(target: number): void {
    const iso = (time: number): string => new Date(time).toISOString()
    if (!(target >= this.now()))
      throw new RangeError(
        `The clock stands at ${iso(this.now())} and only goes forward; ${Number.isFinite(target) ? iso(target) : target} lies before that`,
      )
    if (target > endOfTime)
      throw new RangeError(`The clock stands at ${iso(this.now())} and goes up to ${iso(endOfTime)}`)
    this.#history = [...this.#history.slice(1 - keptStands), { since: this.#machine.now(), time: target }]
  }

  fork(): VirtualClock {
    return new Standing(this.#history, this.#machine)
  }

  /** What the clock showed when the machine showed this. */
  #timeAt(machineTime: number): number {
    return (this.#history.findLast(({ since }) => since <= machineTime) ?? (this.#history[0] as Stand)).time
  }
}
