import type { Exchange } from '../../../contracts/exchange.ts'
import { readText, storeText, type StoredText } from './stored-text.ts'

/** The newest exchanges of a world, bounded by count and by bytes. */
export interface Journal {
  /** @param stored parameters of the exchange in the form in which something else keeps them already */
  add(exchange: Exchange, stored?: ReadonlyMap<string, StoredText>): void
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
  readonly exchanges: Kept[]
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
    add(exchange, stored) {
      if (open === undefined || open.exchanges.length >= chunkCount || open.bytes >= chunkBytes)
        chunks.push((open = { exchanges: [], sequences: [], bytes: 0 }))
      open.exchanges.push(toKept(exchange, stored))
      open.sequences.push(sequence++)
      const added = weight(exchange)
      open.bytes += added
      bytes += added
      size += 1
      while (size > limits.count || (bytes > limits.bytes && chunks.length > 1)) dropOldest()
    },
    find(requestId) {
      for (let index = chunks.length - 1; index >= 0; index--) {
        const exchange = (chunks[index] as Chunk).exchanges.findLast((each) => each.requestId === requestId)
        if (exchange !== undefined) return toExchange(exchange)
      }
      return undefined
    },
    *newest(before = Infinity) {
      for (let index = chunks.length - 1; index >= 0; index--) {
        const { exchanges, sequences } = chunks[index] as Chunk
        for (let place = exchanges.length - 1; place >= 0; place--) {
          const sequence = sequences[place] as number
          if (sequence < before) yield { sequence, exchange: toExchange(exchanges[place] as Kept) }
        }
      }
    },
    remove(matches) {
      const sizeBefore = size
      chunks = chunks.flatMap(({ exchanges, sequences }) => {
        const stay = exchanges.map((kept) => !matches(toExchange(kept)))
        const kept = exchanges.filter((_, place) => stay[place])
        return kept.length === 0
          ? []
          : [
              {
                exchanges: kept,
                sequences: sequences.filter((_, place) => stay[place]),
                bytes: kept.reduce((sum, each) => sum + weight(toExchange(each)), 0),
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

/** An exchange as it is kept: with its long parameters in another form. */
type Kept =
  Exchange | (Omit<Exchange, 'input'> & { readonly storedInput: Readonly<Record<string, StoredText>> })

function toKept(exchange: Exchange, stored: ReadonlyMap<string, StoredText> | undefined): Kept {
  let long: Record<string, StoredText> | undefined
  for (const name in exchange.input) {
    const text = exchange.input[name] as string
    const kept = stored?.get(name) ?? storeText(text)
    if (kept !== text) (long ??= {})[name] = kept
  }
  if (long === undefined) return exchange
  const { input, ...rest } = exchange
  return { ...rest, storedInput: { ...input, ...long } }
}

/** Long parameters are decoded when they are read: most who look at an exchange do not. */
function toExchange(kept: Kept): Exchange {
  if (!('storedInput' in kept)) return kept
  const { storedInput, ...rest } = kept
  const input: Record<string, string> = {}
  for (const name in storedInput) {
    const value = storedInput[name] as StoredText
    Object.defineProperty(input, name, { get: () => readText(value), enumerable: true })
  }
  return { ...rest, input }
}

/** About the memory an exchange holds, in bytes. */
function weight({ accessKeyId, input, body }: Exchange): number {
  let size = 600 + accessKeyId.length + body.length
  for (const name in input) size += name.length + (input[name] as string).length
  return size
}
