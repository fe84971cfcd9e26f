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
  use(at: number): void
  /** The last recording of a fingerprint. */
  lastOf(fingerprint: number): number | undefined
  callOf(at: number): string
  isUsed(at: number): boolean
  rewind(): void
}

const none = -1

/** Everything is kept in arrays of numbers: some thirty bytes for each recording, which no collector has to look at. */
export function createIndex(): RecordingIndex {
  const calls = new Map<string, number>()
  const names: string[] = []
  let count = 0
  let columns = columnsFor(1024)
  /** Where the chain of each bucket begins and ends: recordings in their order, of any fingerprint that falls into it. */
  let heads = new Int32Array(0)
  let tails = new Int32Array(0)
  rechain()

  const bucketOf = (fingerprint: number): number => fingerprint % heads.length

  /** Puts every unused recording into its chain. */
  function rechain(): void {
    heads = new Int32Array(columns.offsets.length).fill(none)
    tails = new Int32Array(columns.offsets.length).fill(none)
    for (let place = 0; place < count; place++) if (columns.used[place] === 0) append(place)
  }

  function append(place: number): void {
    const bucket = bucketOf(columns.fingerprints[place] as number)
    const tail = tails[bucket] as number
    columns.following[place] = none
    tails[bucket] = place
    if (tail === none) heads[bucket] = place
    else columns.following[tail] = place
  }

  /** Leaves out what was used at the beginning of a chain. */
  function trim(bucket: number): number {
    let head = heads[bucket] as number
    while (head !== none && columns.used[head] === 1) head = columns.following[head] as number
    heads[bucket] = head
    if (head === none) tails[bucket] = none
    return head
  }

  return {
    size: () => count,
    spanOf: (at) => ({ at: columns.offsets[at] as number, length: columns.lengths[at] as number }),
    calls,
    add({ at, length }, fingerprint, call) {
      if (count === columns.offsets.length) {
        columns = grown(columns)
        rechain()
      }
      if (!calls.has(call)) names.push(call)
      calls.set(call, (calls.get(call) ?? 0) + 1)
      columns.offsets[count] = at
      columns.lengths[count] = length
      columns.fingerprints[count] = fingerprint
      columns.names[count] = names.indexOf(call)
      append(count++)
    },
    unused(fingerprint, most) {
      const found: number[] = []
      for (
        let place = trim(bucketOf(fingerprint));
        place !== none && found.length < most;
        place = columns.following[place] as number
      ) {
        if (columns.used[place] === 0 && columns.fingerprints[place] === fingerprint) found.push(place)
      }
      return found
    },
    use: (at) => void (columns.used[at] = 1),
    lastOf(fingerprint) {
      const last = columns.fingerprints.subarray(0, count).lastIndexOf(fingerprint)
      return last === -1 ? undefined : last
    },
    callOf: (at) => names[columns.names[at] as number] ?? '',
    isUsed: (at) => columns.used[at] === 1,
    rewind() {
      columns.used.fill(0)
      rechain()
    },
  }
}

interface Columns {
  readonly offsets: Float64Array<ArrayBuffer>
  readonly fingerprints: Float64Array<ArrayBuffer>
  readonly lengths: Uint32Array<ArrayBuffer>
  readonly following: Int32Array<ArrayBuffer>
  readonly names: Uint16Array<ArrayBuffer>
  readonly used: Uint8Array<ArrayBuffer>
}

const columnsFor = (size: number): Columns => ({
  offsets: new Float64Array(size),
  fingerprints: new Float64Array(size),
  lengths: new Uint32Array(size),
  following: new Int32Array(size),
  names: new Uint16Array(size),
  used: new Uint8Array(size),
})

function grown(columns: Columns): Columns {
  const wider = columnsFor(columns.offsets.length * 2)
  for (const name of Object.keys(columns) as (keyof Columns)[]) wider[name].set(columns[name])
  return wider
}
