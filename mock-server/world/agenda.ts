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

interface Node {
  readonly event: DueEvent
  readonly order: number
}

const earlier = (a: Node, b: Node): boolean => a.event.at < b.event.at || (a.event.at === b.event.at && a.order < b.order)

/** What is due, earliest first; of equal times in the order of entry. A binary heap: entering and taking cost the logarithm of its size. */
export class Agenda {
  readonly #heap: Node[]
  #order: number
  readonly #counts: Record<DueKind, number>

  constructor(nodes: readonly Node[], entered: number, counts: Readonly<Record<DueKind, number>>) {
    this.#heap = nodes.slice()
    this.#order = entered
    this.#counts = { ...counts }
  }

  add(event: DueEvent): void {
    this.#counts[event.kind]++
    this.#heap.push({ event, order: this.#order++ })
    this.#rise(this.#heap.length - 1)
  }

  /** The earliest event; undefined when nothing is due any more. */
  get next(): DueEvent | undefined {
    return this.#heap[0]?.event
  }

  /** Removes and returns the earliest event that is due at `now`. */
  take(now: number): DueEvent | undefined {
    const top = this.#heap[0]
    if (top === undefined || top.event.at > now) return undefined
    this.#counts[top.event.kind]--
    const last = this.#heap.pop() as Node
    if (this.#heap.length > 0) {
      this.#heap[0] = last
      this.#sink()
    }
    return top.event
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
    return new Agenda(this.#heap, this.#order, this.#counts)
  }

  #rise(start: number): void {
    for (let index = start; index > 0; ) {
      const parent = (index - 1) >> 1
      if (!earlier(this.#heap[index] as Node, this.#heap[parent] as Node)) return
      this.#swap(index, parent)
      index = parent
    }
  }

  #sink(): void {
    for (let index = 0; ; ) {
      let first = index
      for (const child of [2 * index + 1, 2 * index + 2]) if (child < this.#heap.length && earlier(this.#heap[child] as Node, this.#heap[first] as Node)) first = child
      if (first === index) return
      this.#swap(index, first)
      index = first
    }
  }

  #swap(i: number, j: number): void {
    ;[this.#heap[i], this.#heap[j]] = [this.#heap[j] as Node, this.#heap[i] as Node]
  }
}

export const createAgenda = (): Agenda => new Agenda([], 0, { batch: 0, answer: 0, review: 0, push: 0 })
