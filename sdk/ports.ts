import { randomUUID } from 'node:crypto'
import type { Fetch } from '../contracts/http.ts'

/** Time as the client needs it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Runs something once after so many milliseconds; returns what calls it off. */
  after(milliseconds: number, run: () => void): () => void
}

/** Chance as the client needs it. */
export interface Chance {
  /** A number from 0 (inclusive) to 1 (exclusive). */
  random(): number
  /** A text that no other request has. */
  nonce(): string
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds)
    return () => clearTimeout(timer)
  },
}

export const systemChance: Chance = { random: () => Math.random(), nonce: () => randomUUID() }

/** Looked up at every call, so that whoever replaces the global afterwards is asked too. */
export const globalFetch: Fetch = (url, init) => globalThis.fetch(url, init)

/** Resolves after so many milliseconds. Rejects with the signal's reason as soon as it is aborted. */
export function wait(milliseconds: number, clock: Clock, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const abort = (): void => {
      callOff()
      reject(signal?.reason)
    }
    const callOff = clock.after(milliseconds, () => {
      signal?.removeEventListener('abort', abort)
      resolve()
    })
    signal?.addEventListener('abort', abort, { once: true })
  })
}
