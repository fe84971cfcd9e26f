import { UsageError } from '../../contracts/usage-error.ts'
import { askedDifferences, type AskedDifference } from './differences.ts'
import { fingerprint } from './fingerprint.ts'
import { parseHeader, parseRecording } from './parse.ts'
import { createFormer, type Redactor } from '../redaction/redactor.ts'
import { lastSpan, lineAt, placesOf, type Bytes, type Span } from './places.ts'
import { createIndex } from './recording-index.ts'
import type { Asked, Recording } from './recording.ts'

/** The first line of a cassette. */
export interface CassetteHeader {
  /** Version of the format. */
  readonly cassette: 1
  /** Names the key its pseudonyms were made with, without telling it; absent where nothing was redacted. */
  readonly redacted?: string | undefined
}

/** A cassette that is read as far as somebody asks. What is kept of it in memory is an index of some dozen bytes for each recording. */
export interface Cassette {
  readonly name: string
  readonly header: CassetteHeader
  /** The next recording of an equal call, which is then used up; undefined when there is none. Throws `UsageError` where the cassette is damaged. */
  take(asked: Asked): Recording | undefined
  /** The recording most like a call, for whoever wants to know why there is none. Reads to the end. */
  nearest(asked: Asked): Nearest
  /** All recordings in their order, as they are written. Throws `UsageError` where one is damaged. */
  recordings(): IterableIterator<Recording>
  /** A recording without its pseudonyms, where the key is known. */
  revealed(recording: Recording): Recording
  /** Makes all recordings unused again. */
  rewind(): void
}

/** What a cassette has instead of a call that it has not. */
export interface Nearest {
  /** Number of recordings of each operation. */
  readonly calls: ReadonlyMap<string, number>
  /** Counted from 1; undefined when no call of the operation was recorded. */
  readonly place?: number
  /** Whether it was replayed before. */
  readonly used?: boolean
  /** None when an equal call was recorded, but less often. */
  readonly differences: readonly AskedDifference[]
}

export interface CassetteOptions {
  /** Goes back from the pseudonyms of a redacted cassette; without it calls are found by their form, and answers hold pseudonyms. */
  readonly redactor?: Redactor | undefined
  /** Equal calls beyond those recorded are answered with the last of them. */
  readonly repeat?: boolean
}

/** A cassette up to this size is read whole before anything is replayed, in bytes; of a larger one the first and the last recording. */
const readAtOnce = 16 * 1024 * 1024
/** So many recordings of an operation are compared to find the nearest. */
const compared = 500

/** So many recordings of one form are compared with a call. */
const alike = 50

/** How calls are compared where pseudonyms stand for what was asked. */
interface Reading {
  /** False where only forms are compared. */
  readonly isExact: boolean
  asked(asked: Asked): Asked
  recorded(recording: Recording): Asked
  revealed(recording: Recording): Recording
}

/** Opens a cassette. Throws `UsageError` with file and line where it is damaged. */
export function openCassette(
  bytes: Bytes,
  name: string,
  { repeat = false, redactor }: CassetteOptions = {},
): Cassette {
  const places = placesOf(bytes)
  const first = places.next()
  if (first.done === true)
    throw new UsageError(`${name}: the file is empty; expected a cassette, which begins with {"cassette":1}.`)
  const header = parseHeader(textOf(first.value), { name, firstLine: () => 1 })
  const index = createIndex()
  const reading = readingOf(header, name, redactor)
  let latest: { readonly at: number; readonly recording: Recording } | undefined

  if (bytes.size <= readAtOnce) {
    for (let more = true; more;) more = readOn()
  } else readAt(lastSpan(bytes))

  return {
    name,
    header,
    take(asked) {
      const wanted = fingerprint(reading.asked(asked))
      let found = choose(asked, wanted)
      while (found === undefined && readOn()) found = choose(asked, wanted)
      if (found !== undefined) index.use(found)
      else if (repeat) found = index.lastOf(wanted)
      return found === undefined ? undefined : reading.revealed(readAt(index.spanOf(found)))
    },
    nearest(asked) {
      for (let more = true; more;) more = readOn()
      let best: Pick<Nearest, 'place' | 'used' | 'differences'> = { differences: [] }
      let count = 0
      const { call } = reading.asked(asked)
      for (let at = 0; at < index.size() && count < compared; at++) {
        // Of operations that are not in the contract the cassette holds pseudonyms.
        if (index.callOf(at) !== (reading.isExact ? call : asked.call)) continue
        const differences = askedDifferences(asked, reading.revealed(readAt(index.spanOf(at))))
        if (count++ === 0 || differences.length < best.differences.length)
          best = { place: at + 1, used: index.isUsed(at), differences }
      }
      return { calls: index.calls, ...best }
    },
    *recordings() {
      for (let at = 0; at < index.size() || readOn(); at++) yield readAt(index.spanOf(at))
    },
    revealed: (recording) => reading.revealed(recording),
    rewind: () => index.rewind(),
  }

  /** Among calls of one form the one most like what is asked for: it may hold ids that were read in answers. */
  function choose(asked: Asked, wanted: number): number | undefined {
    const candidates = index.unused(wanted, reading.isExact ? 1 : alike)
    if (candidates.length < 2) return candidates[0]
    const distances = candidates.map((at) => askedDifferences(asked, readAt(index.spanOf(at))).length)
    return candidates[distances.indexOf(Math.min(...distances))]
  }

  /** Takes the next recording into the index; false at the end. */
  function readOn(): boolean {
    const next = places.next()
    if (next.done === true) return false
    const recording = readAt(next.value)
    index.add(next.value, fingerprint(reading.recorded(recording)), recording.call)
    return true
  }

  function readAt(span: Span): Recording {
    // What was found while reading on is asked for right after.
    if (latest?.at !== span.at)
      latest = {
        at: span.at,
        recording: parseRecording(textOf(span), { name, firstLine: () => lineAt(bytes, span.at) }),
      }
    return latest.recording
  }

  function textOf({ at, length }: Span): string {
    const part = bytes.read(at, length)
    return Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString('utf8')
  }
}

function readingOf({ redacted }: CassetteHeader, name: string, redactor: Redactor | undefined): Reading {
  if (redacted === undefined)
    return {
      isExact: true,
      asked: (asked) => asked,
      recorded: (recording) => recording,
      revealed: (recording) => recording,
    }
  const formOf = createFormer()
  if (redactor === undefined)
    return { isExact: false, asked: formOf, recorded: formOf, revealed: (recording) => recording }
  if (redactor.name !== redacted)
    throw new UsageError(
      `${name} was redacted with the key ${redacted}; the key given is ${redactor.name}. Give the other one, or none: calls are then found by their form.`,
    )
  return {
    isExact: true,
    asked: (asked) => redactor.hideAsked(asked),
    recorded: (recording) => recording,
    revealed: (recording) => redactor.reveal(recording),
  }
}
