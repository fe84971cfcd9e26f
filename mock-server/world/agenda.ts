/** What can be due: the messages of a batch move on, a test recipient answers one, a template is reviewed, a push is sent. */
export type DueKind = 'batch' | 'answer' | 'review' | 'push'

/** Something that happens at a time of the world's clock. Plain data: `happenings` knows what it means. */
export interface DueEvent {
  /** Milliseconds since the epoch; of a batch a time before which nothing changes. */
  readonly at: number
  readonly kind: DueKind
  /** What it happens to: key of the batch, template or push. */
  readonly id: string
  /** The time up to which the subject was brought before, milliseconds since the epoch. */
  readonly since: number
}

/** What is due, earliest first; of equal times in the order of entry. A binary heap: entering and taking cost the logarithm of its size. */
export class Agenda {
  readonly #heap: DueEvent[]
  /** Of the event in the same place of the heap: how many were entered before it. */
  readonly #orders: number[]
  #entered: number
  readonly #counts: Record<DueKind, number>

  constructor(heap: readonly DueEvent[], orders: readonly number[], entered: number, counts: Readonly<Record<DueKind, number>>) {
    this.#heap = heap.slice()
    this.#orders = orders.slice()
    this.#entered = entered
    this.#counts = { ...counts }
  }

  add(event: DueEvent): void {
    this.#counts[event.kind]++
    this.#heap.push(event)
    this.#orders.push(this.#entered++)
    this.#rise(this.#heap.length - 1)
  }

  /** The earliest event; undefined when nothing is due any more. */
  get next(): DueEvent | undefined {
    return this.#heap[0]
  }

  /** Removes and returns the earliest event that is due at `now`. */
  take(now: number): DueEvent | undefined {
    const top = this.#heap[0]
    if (top === undefined || top.at > now) return undefined
    this.#counts[top.kind]--
    this.#swap(0, this.#heap.length - 1)
    this.#heap.pop()
    this.#orders.pop()
    this.#sink()
    return top
  }

  get size(): number {
    return this.#heap.length
  }

  /** How many events are of a kind. */
  count(kind: DueKind): number {
    return this.#counts[kind]
  }

  /** An agenda with the same content; neither sees the other's later changes. */
  fork(): Agenda {
    return new Agenda(this.#heap, this.#orders, this.#entered, this.#counts)
  }

  #rise(start: number): void {
    for (let index = start; index > 0; ) {
      const parent = (index - 1) >> 1
      if (!this.#isEarlier(index, parent)) return
      this.#swap(index, parent)
      index = parent
    }
  }

  #sink(): void {
    for (let index = 0; ; ) {
      let first = index
      for (const child of [2 * index + 1, 2 * index + 2]) if (child < this.#heap.length && this.#isEarlier(child, first)) first = child
      if (first === index) return
      this.#swap(index, first)
      index = first
    }
  }

  #isEarlier(i: number, j: number): boolean {
    const difference = (this.#heap[i] as DueEvent).at - (this.#heap[j] as DueEvent).at
    return difference < 0 || (difference === 0 && (this.#orders[i] as number) < (this.#orders[j] as number))
  }

  #swap(i: number, j: number): void {
    ;[this.#heap[i], this.#heap[j]] = [this.#heap[j] as DueEvent, this.#heap[i] as DueEvent]
    ;[this.#orders[i], this.#orders[j]] = [this.#orders[j] as number, this.#orders[i] as number]
  }
}

export const createAgenda = (): Agenda => new Agenda([], [], 0, { batch: 0, answer: 0, review: 0, push: 0 })
