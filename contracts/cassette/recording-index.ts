import type { Span } from './places.ts'

/** Which recordings there are so far, and which were used: numbers only, whatever their size. */
export interface RecordingIndex {
  size(): number
  spanOf(at: number): Span
  readonly calls: ReadonlyMap<string, number>
  add(span: Span, fingerprint: number, call: string): void
  /** The unused recordings of a fingerprint in their order, so many at most. */
  unused(fingerprint: number, most: number): number[]
  /** A recording is used from now on. */
  use(at: number, fingerprint: number): void
  /** The last recording of a fingerprint. */
  lastOf(fingerprint: number): number | undefined
  callOf(at: number): string
  isUsed(at: number): boolean
  rewind(): void
}

/** Recordings of one fingerprint are a chain, in the order they stand in. */
export function createIndex(): RecordingIndex {
  const offsets: number[] = []
  const lengths: number[] = []
  const names: string[] = []
  const calls = new Map<string, number>()
  /** By fingerprint: the first of the chain, the last, and the next unused one. */
  const first = new Map<number, number>()
  const last = new Map<number, number>()
  const next = new Map<number, number>()
  const following: number[] = []
  const used: boolean[] = []
  const none = -1

  return {
    size: () => offsets.length,
    spanOf: (at) => ({ at: offsets[at] as number, length: lengths[at] as number }),
    calls,
    add({ at, length }, fingerprint, call) {
      const place = offsets.push(at) - 1
      lengths.push(length)
      names.push(call)
      following.push(none)
      used.push(false)
      calls.set(call, (calls.get(call) ?? 0) + 1)
      const before = last.get(fingerprint)
      last.set(fingerprint, place)
      if (before === undefined) first.set(fingerprint, place)
      else following[before] = place
      if ((next.get(fingerprint) ?? none) === none) next.set(fingerprint, place)
    },
    unused(fingerprint, most) {
      const found: number[] = []
      for (let place = next.get(fingerprint) ?? none; place !== none && found.length < most; place = following[place] as number) if (!used[place]) found.push(place)
      return found
    },
    use(at, fingerprint) {
      used[at] = true
      let place = next.get(fingerprint) ?? none
      while (place !== none && used[place] === true) place = following[place] as number
      next.set(fingerprint, place)
    },
    lastOf: (fingerprint) => last.get(fingerprint),
    callOf: (at) => names[at] ?? '',
    isUsed: (at) => used[at] === true,
    rewind() {
      used.fill(false)
      for (const [fingerprint, place] of first) next.set(fingerprint, place)
    },
  }
}
