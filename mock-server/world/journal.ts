import type { Exchange } from '../../contracts/exchange.ts'

/** The newest exchanges of a world, bounded by count and by bytes. */
export interface Journal {
  add(exchange: Exchange): void
  find(requestId: string): Exchange | undefined
  /** Newest first. */
  list(): Exchange[]
  readonly size: number
}

export interface JournalLimits {
  readonly count: number
  readonly bytes: number
}

export const defaultJournalLimits: JournalLimits = { count: 10_000, bytes: 64 * 1024 * 1024 }

export function createJournal(limits: JournalLimits = defaultJournalLimits): Journal {
  /** In order of arrival: a Map keeps it, and finds by id. */
  const exchanges = new Map<string, Exchange>()
  let bytes = 0
  return {
    add(exchange) {
      exchanges.set(exchange.requestId, exchange)
      bytes += weight(exchange)
      while (exchanges.size > limits.count || bytes > limits.bytes) {
        const [oldest] = exchanges.values()
        if (oldest === undefined) return
        exchanges.delete(oldest.requestId)
        bytes -= weight(oldest)
      }
    },
    find: (requestId) => exchanges.get(requestId),
    list: () => [...exchanges.values()].toReversed(),
    get size() {
      return exchanges.size
    },
  }
}

/** About the memory an exchange holds, in bytes. */
function weight({ input, body }: Exchange): number {
  let size = 600 + body.length
  for (const name in input) size += name.length + (input[name] as string).length
  return size
}
