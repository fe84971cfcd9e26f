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

/**
 * What is due, earliest first; of equal times in the order of entry. A binary heap: entering and taking cost the logarithm of its size.
 * Every send leaves an event, and nobody may ever look at it: events are kept as numbers and texts side by side, not as objects.
 */
export class Agenda {
  #at: number[] = []
  #kinds: DueKind[] = []
  #ids: string[] = []
  #since: number[] = []
  /** How many events were entered before. */
  #orders: number[] = []
  #entered = 0
  #counts: Record<DueKind, number> = { batch: 0, answer: 0, review: 0, push: 0 }

  add({ at, kind, id, since }: DueEvent): void {
    this.#counts[kind]++
    this.#at.push(at)
    this.#kinds.push(kind)
    this.#ids.push(id)
    this.#since.push(since)
    this.#orders.push(this.#entered++)
    this.#rise(this.size - 1)
  }

  /** The earliest event; undefined when nothing is due any more. */
  get next(): DueEvent | undefined {
    const at = this.#at[0]
    return at === undefined
      ? undefined
      : { at, kind: this.#kinds[0] as DueKind, id: this.#ids[0] as string, since: this.#since[0] as number }
  }

  /** Removes and returns the earliest event that is due at `now`. */
  take(now: number): DueEvent | undefined {
    const { next } = this
    if (next === undefined || next.at > now) return undefined
    this.#counts[next.kind]--
    this.#swap(0, this.size - 1)
    for (const values of [this.#at, this.#kinds, this.#ids, this.#since, this.#orders]) values.pop()
    this.#sink()
    return next
  }

  get size(): number {
    return this.#at.length
  }

  /** How many events are of a kind. */
  count(kind: DueKind): number {
    return this.#counts[kind]
  }

  /** An agenda with the same content; neither sees the other's later changes. */
  fork(): Agenda {
    const fork = new Agenda()
    fork.#at = this.#at.slice()
    fork.#kinds = this.#kinds.slice()
    fork.#ids = this.#ids.slice()
    fork.#since = this.#since.slice()
    fork.#orders = this.#orders.slice()
    fork.#entered = this.#entered
    fork.#counts = { ...this.#counts }
    return fork
  }

  #rise(start: number): void {
    for (let index = start; index > 0;) {
      const parent = (index - 1) >> 1
      if (!this.#isEarlier(index, parent)) return
      this.#swap(index, parent)
      index = parent
    }
  }

  #sink(): void {
    for (let index = 0; ;) {
      let first = index
      for (const child of [2 * index + 1, 2 * index + 2])
        if (child < this.size && this.#isEarlier(child, first)) first = child
      if (first === index) return
      this.#swap(index, first)
      index = first
    }
  }

  #isEarlier(i: number, j: number): boolean {
    const difference = (this.#at[i] as number) - (this.#at[j] as number)
    return difference < 0 || (difference === 0 && (this.#orders[i] as number) < (this.#orders[j] as number))
  }

  #swap(i: number, j: number): void {
    swap(this.#at, i, j)
    swap(this.#kinds, i, j)
    swap(this.#ids, i, j)
    swap(this.#since, i, j)
    swap(this.#orders, i, j)
  }
}

function swap<Value>(values: Value[], i: number, j: number): void {
  const value = values[i] as Value
  values[i] = values[j] as Value
  values[j] = value
}

export const createAgenda = (): Agenda => new Agenda()
