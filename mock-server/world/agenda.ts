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

/** What is due, earliest first; of equal times in the order of entry. */
export interface Agenda {
  add(event: DueEvent): void
  /** The earliest event; undefined when nothing is due any more. */
  readonly next: DueEvent | undefined
  /** Removes and returns the earliest event that is due at `now`. */
  take(now: number): DueEvent | undefined
  readonly size: number
  /** How many events are of a kind. */
  count(kind: DueKind): number
  fork(): Agenda
}

interface Node {
  readonly event: DueEvent
  readonly order: number
}

/** A binary heap: entering and taking cost the logarithm of its size. */
export function createAgenda(nodes: readonly Node[] = [], entered = 0): Agenda {
  const heap = [...nodes]
  let order = entered
  const counts: Record<DueKind, number> = { batch: 0, answer: 0, review: 0, push: 0 }
  for (const { event } of heap) counts[event.kind]++
  const earlier = (a: Node, b: Node): boolean => a.event.at < b.event.at || (a.event.at === b.event.at && a.order < b.order)
  const swap = (i: number, j: number): void => void ([heap[i], heap[j]] = [heap[j] as Node, heap[i] as Node])

  const rise = (start: number): void => {
    for (let index = start; index > 0; ) {
      const parent = (index - 1) >> 1
      if (!earlier(heap[index] as Node, heap[parent] as Node)) return
      swap(index, parent)
      index = parent
    }
  }
  const sink = (): void => {
    for (let index = 0; ; ) {
      let first = index
      for (const child of [2 * index + 1, 2 * index + 2]) if (child < heap.length && earlier(heap[child] as Node, heap[first] as Node)) first = child
      if (first === index) return
      swap(index, first)
      index = first
    }
  }

  return {
    add(event) {
      counts[event.kind]++
      heap.push({ event, order: order++ })
      rise(heap.length - 1)
    },
    get next() {
      return heap[0]?.event
    },
    take(now) {
      const top = heap[0]
      if (top === undefined || top.event.at > now) return undefined
      counts[top.event.kind]--
      const last = heap.pop() as Node
      if (heap.length > 0) {
        heap[0] = last
        sink()
      }
      return top.event
    },
    get size() {
      return heap.length
    },
    count: (kind) => counts[kind],
    fork: () => createAgenda(heap, order),
  }
}
