import { createRandom, type Random } from '../ports/random.ts'
import { createLayeredMap, type LayeredMap } from '../world/layered-map.ts'
import type { Receipt } from './report.ts'

/** One push: receipts of one type that travel to one URL together, until they are accepted or given up. */
export interface Push {
  readonly id: string
  readonly type: Receipt['type']
  readonly url: string
  /** The items as JSON text. */
  readonly items: readonly string[]
  /** When it was entered and when it is sent next, milliseconds since the epoch on the world's clock. */
  readonly enteredAt: number
  readonly dueAt: number
  /** Attempts that failed. */
  readonly attempts: number
}

/** What became of receipts, counted. */
export interface Tally {
  accepted: number
  /** After the last repetition, or because too many were pending. */
  givenUp: number
  /** On purpose. */
  lost: number
}

/** What is to be pushed, oldest first. */
export interface Outbox {
  /** Adds an item to the push that leaves then. Returns that push if it is new, to be put on the agenda. */
  enter(item: string, where: Pick<Push, 'type' | 'url' | 'dueAt'> & { readonly copy: number }, enteredAt: number, most: () => number): Push | undefined
  get(id: string): Push | undefined
  /** Lets no more items into the push and counts it as on its way. */
  dispatch(id: string): Push | undefined
  /** The push failed and is repeated. */
  postpone(push: Push, dueAt: number): void
  /** The push is not tried again. */
  close(push: Push, as: keyof Tally): void
  pending(): IterableIterator<Push>
  /** Pushes whose answer is awaited. */
  onTheirWay(): Push[]
  /** Receipts held back until the next one about the same message, by message and destination. */
  readonly held: LayeredMap<string>
  readonly tally: Tally
  /** The ids of attempts: a sequence of its own, so that receipts do not change the ids of answers. */
  readonly random: Random
  /** Steps up to here are not reported: nobody was there to receive them. */
  deafUntil: number
  /** Resolves when the attempts of a virtual world are recorded, in the order they were made. */
  settled: Promise<void>
  /** The same content; neither side sees the other's later changes. */
  fork(): Outbox
  /** The same without anything pending: what a forked world begins with, so that nobody receives from it what its origin sends. */
  emptied(): Outbox
}

/** Most items pending in a world; beyond them the oldest push is given up. */
export const pendingLimit = 100_000

export function createOutbox(seed: number): Outbox {
  // Another sequence than the world's own chance.
  return overPushes({ pushes: createLayeredMap(), held: createLayeredMap(), tally: { accepted: 0, givenUp: 0, lost: 0 }, random: createRandom(seed ^ 0x0b0c0ffe), entered: 0, size: 0, deafUntil: -Infinity })
}

interface Content {
  readonly pushes: LayeredMap<Push>
  readonly held: LayeredMap<string>
  readonly tally: Tally
  readonly random: Random
  readonly entered: number
  /** Items pending. */
  readonly size: number
  readonly deafUntil: number
}

/** A push that still takes items. */
interface Open {
  readonly push: Push & { readonly items: string[] }
  readonly most: number
}

function overPushes({ pushes, held, tally, random, deafUntil, ...counts }: Content): Outbox {
  let { entered, size } = counts
  const open = new Map<string, Open>()
  const onTheirWay = new Set<string>()
  const keyOf = ({ type, url, dueAt, copy }: Parameters<Outbox['enter']>[1]): string => `${dueAt} ${copy} ${type} ${url}`

  const remove = ({ id, items }: Push): void => {
    if (!pushes.has(id)) return
    pushes.delete(id)
    onTheirWay.delete(id)
    size -= items.length
  }
  /** Gives up the oldest pushes, but not the newest. */
  const makeRoom = (newest: Push): void => {
    for (const oldest of pushes.values()) {
      if (size <= pendingLimit || oldest === newest) return
      outbox.close(oldest, 'givenUp')
    }
  }
  const outbox: Outbox = {
    held,
    tally,
    random,
    deafUntil,
    settled: Promise.resolve(),
    enter(item, { copy, ...where }, enteredAt, most) {
      const key = keyOf({ copy, ...where })
      const gathering = open.get(key)
      size++
      if (gathering !== undefined && gathering.push.items.length < gathering.most) {
        gathering.push.items.push(item)
        return undefined
      }
      const push = { id: String(++entered), ...where, items: [item], enteredAt, attempts: 0 }
      open.set(key, { push, most: most() })
      pushes.set(push.id, push)
      if (size > pendingLimit) makeRoom(push)
      return push
    },
    get: (id) => pushes.get(id),
    dispatch(id) {
      const push = pushes.get(id)
      if (push === undefined) return undefined
      for (const copy of [0, 1]) {
        const key = keyOf({ ...push, copy })
        if (open.get(key)?.push === push) open.delete(key)
      }
      onTheirWay.add(id)
      return push
    },
    postpone(push, dueAt) {
      onTheirWay.delete(push.id)
      if (pushes.has(push.id)) pushes.set(push.id, { ...push, attempts: push.attempts + 1, dueAt })
    },
    close(push, as) {
      if (pushes.has(push.id)) tally[as] += push.items.length
      remove(push)
    },
    pending: () => pushes.values(),
    onTheirWay: () => [...onTheirWay].flatMap((id) => pushes.get(id) ?? []),
    fork() {
      // Both sides share the lists of items now, so neither may add to them.
      open.clear()
      return overPushes({ pushes: pushes.fork(), held: held.fork(), tally: { ...tally }, random: random.fork(), entered, size, deafUntil: outbox.deafUntil })
    },
    emptied: () => overPushes({ pushes: createLayeredMap(), held: createLayeredMap(), tally: { accepted: 0, givenUp: 0, lost: 0 }, random: random.fork(), entered, size: 0, deafUntil: outbox.deafUntil }),
  }
  return outbox
}
