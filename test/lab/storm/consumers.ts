import type { Handle, LocalAnswer, ReceivedItem } from '../local-consumer.ts'

/** A consumer of a test with what it knows and did. */
export interface Consumer {
  readonly handle: Handle
  readonly read: (messageId: string) => string
  readonly effects: () => number
  readonly register: (messageId: string) => void
  readonly restart: () => void
}

const rank = ['none', 'Sent', 'Delivered', 'Failed', 'Read']
const busy: LocalAnswer = { status: 500, text: '{"code":500}' }

/** What a consumer keeps; each consumer of a test differs from this in one way. */
function createKept(): {
  states: Map<string, string>
  seen: Set<string>
  effects: { count: number }
  advance(item: ReceivedItem): void
} {
  const states = new Map<string, string>()
  const seen = new Set<string>()
  const effects = { count: 0 }
  return {
    states,
    seen,
    effects,
    /** Each receipt counts once, and a state never goes back. */
    advance({ MessageId = '', Status = 'inbound' }) {
      if (seen.has(`${MessageId} ${Status}`)) return
      seen.add(`${MessageId} ${Status}`)
      effects.count++
      if (rank.indexOf(Status) > rank.indexOf(states.get(MessageId) ?? 'none')) states.set(MessageId, Status)
    },
  }
}

type Kept = ReturnType<typeof createKept>

/** A consumer that differs from a right one in how it handles a push. */
function consumer(
  make: (kept: Kept) => Partial<Omit<Consumer, 'handle'>> & { readonly handle?: Handle },
): () => Consumer {
  return () => {
    const kept = createKept()
    return {
      handle: ({ items }) => {
        for (const item of items) kept.advance(item)
        return {}
      },
      read: (id) => kept.states.get(id) ?? 'none',
      effects: () => kept.effects.count,
      register: () => {},
      restart: () => {},
      ...make(kept),
    }
  }
}

/** Consumers that end where they should, whatever comes. */
export const right: Readonly<Record<string, () => Consumer>> = {
  'keeps states monotonic and deduplicates': consumer(() => ({})),
  'keeps all receipts and computes the state': consumer(() => {
    const receipts = new Set<string>()
    return {
      handle: ({ items }) => {
        for (const { MessageId = '', Status = 'inbound' } of items) receipts.add(`${MessageId} ${Status}`)
        return {}
      },
      read: (id) => rank.findLast((status) => receipts.has(`${id} ${status}`)) ?? 'none',
      effects: () => receipts.size,
    }
  }),
}

/** Consumers with one bug each, and the letters and receipts that are enough to show it. */
export const planted: Readonly<Record<string, { letters: number; receipts: number; make: () => Consumer }>> =
  {
    'lets the last write win': {
      letters: 2,
      receipts: 2,
      make: consumer(({ states, effects, seen }) => ({
        handle: ({ items }) => {
          for (const { MessageId = '', Status = 'inbound' } of items) {
            if (!seen.has(`${MessageId} ${Status}`)) effects.count++
            seen.add(`${MessageId} ${Status}`)
            if (Status !== 'inbound') states.set(MessageId, Status)
          }
          return {}
        },
      })),
    },
    'looks for a duplicate, and inserts later': {
      letters: 1,
      receipts: 2,
      make: consumer(({ states, seen, effects }) => ({
        handle: async ({ items }) => {
          for (const { MessageId = '', Status = 'inbound' } of items) {
            const key = `${MessageId} ${Status}`
            if (seen.has(key)) continue
            for (let turn = 0; turn < 100; turn++) await new Promise(setImmediate)
            seen.add(key)
            effects.count++
            if (rank.indexOf(Status) > rank.indexOf(states.get(MessageId) ?? 'none'))
              states.set(MessageId, Status)
          }
          return {}
        },
      })),
    },
    'deduplicates by MessageId only': {
      letters: 2,
      receipts: 2,
      make: consumer(({ states }) => ({
        handle: ({ items }) => {
          for (const { MessageId = '', Status = '' } of items)
            if (!states.has(MessageId)) states.set(MessageId, Status)
          return {}
        },
        effects: () => 0,
      })),
    },
    'reads the first item of a push': {
      letters: 1,
      receipts: 2,
      make: consumer(({ advance }) => ({
        handle: ({ items: [first] }) => {
          if (first !== undefined) advance(first)
          return {}
        },
      })),
    },
    'refuses a push with a message it does not know': {
      letters: 1,
      receipts: 1,
      make: consumer(({ advance }) => {
        const known = new Set<string>()
        return {
          register: (id) => void known.add(id),
          handle: ({ items }) => {
            if (items.some(({ MessageId = '', Status }) => Status !== undefined && !known.has(MessageId)))
              return busy
            for (const item of items) advance(item)
            return {}
          },
        }
      }),
    },
    'answers before it writes': {
      letters: 1,
      receipts: 1,
      make: consumer(({ advance, states, effects }) => {
        let waiting: ReceivedItem[] = []
        const write = (): void => {
          for (const item of waiting) advance(item)
          waiting = []
        }
        return {
          handle: ({ items }) => {
            write()
            waiting.push(...items)
            return {}
          },
          read: (id) => (write(), states.get(id) ?? 'none'),
          effects: () => (write(), effects.count),
          restart: () => void (waiting = []),
        }
      }),
    },
    'sends a text message for each Failed': {
      letters: 2,
      receipts: 2,
      make: consumer(({ advance, effects }) => ({
        handle: ({ items }) => {
          for (const item of items) {
            advance(item)
            if (item['Status'] === 'Failed') effects.count++
          }
          return {}
        },
      })),
    },
  }

/** A consumer that is late with five items or more, and forgets what it has handled already. @param late ends the time of the answer */
export const slow = (late: () => void): (() => Consumer) =>
  consumer(({ advance, seen, effects }) => ({
    handle: ({ items }) => {
      if (items.length < 5) {
        for (const item of items) advance(item)
        return {}
      }
      const keys = items.map(({ MessageId = '', Status = 'inbound' }) => `${MessageId} ${Status}`)
      effects.count += keys.filter((key) => !seen.has(key)).length
      late()
      return undefined
    },
  }))
