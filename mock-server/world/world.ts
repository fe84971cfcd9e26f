import type { Assumptions } from '../../contracts/assumptions.ts'
import type { Clock } from '../ports/clock.ts'
import { createRandom, type Random } from '../ports/random.ts'
import type { Batch } from './batches.ts'
import type { Directory } from './directory.ts'
import { createJournal, type Journal } from './journal.ts'
import { createNonces, type Nonces } from './nonces.ts'
import { createThrottleWindows, type ThrottleWindows } from './throttle-windows.ts'

/** Everything one caller can see or change. An access key belongs to exactly one world. */
export interface World {
  readonly id: string
  /** The seed of all chance in this world. */
  readonly seed: number
  readonly clock: Clock
  readonly random: Random
  readonly assumptions: Assumptions
  readonly options: WorldOptions
  readonly directory: Directory
  readonly nonces: Nonces
  readonly throttle: ThrottleWindows
  /** Accepted mass sends by GroupMessageId, oldest first. */
  readonly batches: Map<string, Batch>
  readonly journal: Journal
}

export interface WorldOptions {
  /** False lifts the documented rates, for load tests. */
  readonly throttled: boolean
  /** Adopts unknown senders and templates on first sight instead of refusing them. */
  readonly lenient: boolean
}

export const defaultWorldOptions: WorldOptions = { throttled: true, lenient: false }

export interface WorldSetup {
  readonly id: string
  readonly seed: number
  readonly clock: Clock
  readonly directory: Directory
  readonly assumptions: Assumptions
  readonly options: WorldOptions
}

/** Creates a world in which nothing has happened yet. */
export function createWorld(setup: WorldSetup): World {
  return {
    ...setup,
    random: createRandom(setup.seed),
    nonces: createNonces(),
    throttle: createThrottleWindows(),
    batches: new Map(),
    journal: createJournal(),
  }
}
