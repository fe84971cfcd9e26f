import { createRandom, type Random } from '../../ports/random.ts'
import { createLayeredMap, type LayeredMap } from './layered-map.ts'
import type { ReceiptFate } from '../receipt.ts'
import type { Receipt } from '../receipt.ts'

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
  /** Names of the faults its items suffered. */
  readonly faults: readonly string[]
}

/** A receipt that waits for what overtakes it, as JSON text. */
export interface HeldReceipt {
  readonly body: string
  readonly fate: ReceiptFate
  /** Where it would have gone; undefined for a queue. */
  readonly url: string | undefined
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
  enter(
    item: string,
    where: Pick<Push, 'type' | 'url' | 'dueAt' | 'faults'> & { readonly copy: number },
    enteredAt: number,
    most: () => number,
  ): Push | undefined
  get(id: string): Push | undefined
  /** Lets no more items into the push and counts it as on its way. */
  dispatch(id: string): Push | undefined
  /** The push failed and is repeated. */
  postpone(push: Push, dueAt: number): void
  /** The push is not tried again. */
  close(push: Push, as: keyof Tally): void
  pending(): IterableIterator<Push>
  /** How many pushes were entered so far, gone ones included. */
  readonly entered: number
  /** Pushes whose answer is awaited. */
  onTheirWay(): Push[]
  /** Receipts held back until the next one about the same message, by message and place among its destinations. */
  readonly held: LayeredMap<HeldReceipt>
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
  return new Pushes({
    ...nothing(),
    random: createRandom(seed ^ 0x0b0c0ffe),
    entered: 0,
    deafUntil: -Infinity,
  })
}

interface Content {
  readonly pushes: LayeredMap<Push>
  readonly held: LayeredMap<HeldReceipt>
  readonly tally: Tally
  readonly random: Random
  readonly entered: number
  /** Items pending. */
  readonly size: number
  readonly deafUntil: number
}

/** A push that still takes items. */
interface Open {
  readonly push: Push & { readonly items: string[]; faults: readonly string[] }
  readonly most: number
}

const keyOf = ({ type, url, dueAt, copy }: Parameters<Outbox['enter']>[1]): string =>
  `${dueAt} ${copy} ${type} ${url}`

/** Every world has some of these, most of them empty: one object each, without functions of its own. */
class Pushes implements Outbox {
  readonly held: LayeredMap<HeldReceipt>
  readonly tally: Tally
  readonly random: Random
  deafUntil: number
  settled: Promise<void> = settledAlready
  readonly #pushes: LayeredMap<Push>
  /** Created with the first push. */
  #open: Map<string, Open> | undefined
  #onTheirWay: Set<string> | undefined
  #entered: number
  #size: number

  constructor({ pushes, held, tally, random, entered, size, deafUntil }: Content) {
    this.held = held
    this.tally = tally
    this.random = random
    this.deafUntil = deafUntil
    this.#pushes = pushes
    this.#entered = entered
    this.#size = size
  }

  enter(
    item: string,
    { copy, ...where }: Parameters<Outbox['enter']>[1],
    enteredAt: number,
    most: () => number,
  ): Push | undefined {
    const key = keyOf({ copy, ...where })
    const open = (this.#open ??= new Map())
    const gathering = open.get(key)
    this.#size++
    if (gathering !== undefined && gathering.push.items.length < gathering.most) {
      gathering.push.items.push(item)
      if (where.faults.length > 0)
        gathering.push.faults = [...new Set([...gathering.push.faults, ...where.faults])]
      return undefined
    }
    const push = { id: String(++this.#entered), ...where, items: [item], enteredAt, attempts: 0 }
    open.set(key, { push, most: most() })
    this.#pushes.set(push.id, push)
    if (this.#size > pendingLimit) this.#makeRoom(push)
    return push
  }

  get entered(): number {
    return this.#entered
  }

  get(id: string): Push | undefined {
    return this.#pushes.get(id)
  }

  dispatch(id: string): Push | undefined {
    const push = this.#pushes.get(id)
    if (push === undefined) return undefined
    for (const copy of [0, 1]) {
      const key = keyOf({ ...push, copy })
      if (this.#open?.get(key)?.push === push) this.#open.delete(key)
    }
    ;(this.#onTheirWay ??= new Set()).add(id)
    return push
  }

  postpone(push: Push, dueAt: number): void {
    this.#onTheirWay?.delete(push.id)
    if (this.#pushes.has(push.id)) this.#pushes.set(push.id, { ...push, attempts: push.attempts + 1, dueAt })
  }

  close(push: Push, as: keyof Tally): void {
    if (!this.#pushes.has(push.id)) return
    this.tally[as] += push.items.length
    this.#pushes.delete(push.id)
    this.#onTheirWay?.delete(push.id)
    this.#size -= push.items.length
  }

  pending(): IterableIterator<Push> {
    return this.#pushes.values()
  }

  onTheirWay(): Push[] {
    return [...(this.#onTheirWay ?? [])].flatMap((id) => this.#pushes.get(id) ?? [])
  }

  fork(): Outbox {
    // Both sides share the lists of items now, so neither may add to them.
    this.#open?.clear()
    return new Pushes({
      pushes: this.#pushes.fork(),
      held: this.held.fork(),
      tally: { ...this.tally },
      random: this.random.fork(),
      entered: this.#entered,
      size: this.#size,
      deafUntil: this.deafUntil,
    })
  }

  emptied(): Outbox {
    return new Pushes({
      ...nothing(),
      random: this.random.fork(),
      entered: this.#entered,
      deafUntil: this.deafUntil,
    })
  }

  /** Gives up the oldest pushes, but not the newest. */
  #makeRoom(newest: Push): void {
    for (const oldest of this.#pushes.values()) {
      if (this.#size <= pendingLimit || oldest === newest) return
      this.close(oldest, 'givenUp')
    }
  }
}

const settledAlready = Promise.resolve()

const nothing = () => ({
  pushes: createLayeredMap<Push>(),
  held: createLayeredMap<HeldReceipt>(),
  tally: { accepted: 0, givenUp: 0, lost: 0 },
  size: 0,
})
