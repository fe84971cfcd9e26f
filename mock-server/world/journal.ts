import type { Exchange } from '../../contracts/exchange.ts'
import { keepOutside } from './keep-outside.ts'

/** The newest exchanges of a world, bounded by count and by bytes. */
export interface Journal {
  add(exchange: Exchange): void
  find(requestId: string): Exchange | undefined
  /** Newest first; `before` starts after the exchange with that sequence number. */
  newest(before?: number): IterableIterator<Entry>
  /** Removes the exchanges that match; returns how many. */
  remove(matches: (exchange: Exchange) => boolean): number
  readonly size: number
  /** A journal with the same content; neither sees the other's later entries. */
  fork(): Journal
}

/** An exchange with its place in the order of arrival. */
export interface Entry {
  readonly sequence: number
  readonly exchange: Exchange
}

export interface JournalLimits {
  readonly count: number
  readonly bytes: number
}

export const defaultJournalLimits: JournalLimits = { count: 10_000, bytes: 64 * 1024 * 1024 }

/** Entries are kept in chunks, in order of arrival: what is old is dropped by the chunk. One is looked for seldom, and added at every call. */
interface Chunk {
  readonly exchanges: Exchange[]
  /** Of the exchange in the same place. */
  readonly sequences: number[]
  bytes: number
}

export function createJournal(limits: JournalLimits = defaultJournalLimits): Journal {
  return overChunks(limits, [], 0)
}

function overChunks(limits: JournalLimits, inherited: readonly Chunk[], next: number): Journal {
  const chunkCount = Math.max(1, Math.min(256, Math.ceil(limits.count / 8)))
  const chunkBytes = limits.bytes / 8
  let chunks = [...inherited]
  let sequence = next
  let open: Chunk | undefined
  let size = chunks.reduce((sum, { exchanges }) => sum + exchanges.length, 0)
  let bytes = chunks.reduce((sum, chunk) => sum + chunk.bytes, 0)

  const dropOldest = (): void => {
    const oldest = chunks.shift()
    if (oldest === undefined) return
    size -= oldest.exchanges.length
    bytes -= oldest.bytes
    if (oldest === open) open = undefined
  }

  return {
    add(exchange) {
      if (open === undefined || open.exchanges.length >= chunkCount || open.bytes >= chunkBytes)
        chunks.push((open = { exchanges: [], sequences: [], bytes: 0 }))
      open.exchanges.push(exchange)
      open.sequences.push(sequence++)
      const added = weight(exchange)
      keepInputOutside(exchange)
      open.bytes += added
      bytes += added
      size += 1
      while (size > limits.count || (bytes > limits.bytes && chunks.length > 1)) dropOldest()
    },
    find(requestId) {
      for (let index = chunks.length - 1; index >= 0; index--) {
        const exchange = (chunks[index] as Chunk).exchanges.findLast((each) => each.requestId === requestId)
        if (exchange !== undefined) return exchange
      }
      return undefined
    },
    *newest(before = Infinity) {
      for (let index = chunks.length - 1; index >= 0; index--) {
        const { exchanges, sequences } = chunks[index] as Chunk
        for (let place = exchanges.length - 1; place >= 0; place--) {
          const sequence = sequences[place] as number
          if (sequence < before) yield { sequence, exchange: exchanges[place] as Exchange }
        }
      }
    },
    remove(matches) {
      const sizeBefore = size
      chunks = chunks.flatMap(({ exchanges, sequences }) => {
        const stay = exchanges.map((exchange) => !matches(exchange))
        const kept = exchanges.filter((_, place) => stay[place])
        return kept.length === 0
          ? []
          : [
              {
                exchanges: kept,
                sequences: sequences.filter((_, place) => stay[place]),
                bytes: kept.reduce((sum, exchange) => sum + weight(exchange), 0),
              },
            ]
      })
      open = undefined
      size = chunks.reduce((sum, { exchanges }) => sum + exchanges.length, 0)
      bytes = chunks.reduce((sum, chunk) => sum + chunk.bytes, 0)
      return sizeBefore - size
    },
    get size() {
      return size
    },
    fork() {
      open = undefined
      return overChunks(limits, chunks, sequence)
    },
  }
}

function keepInputOutside({ input }: Exchange): void {
  for (const name in input) keepOutside(input, name)
}

/** About the memory an exchange holds, in bytes. */
function weight({ accessKeyId, input, body }: Exchange): number {
  let size = 600 + accessKeyId.length + body.length
  for (const name in input) size += name.length + (input[name] as string).length
  return size
}
