import { createRandom, type Random } from '../../ports/random.ts'
import { createLayeredMap, type LayeredMap } from './layered-map.ts'

/** A receipt that waits in a queue to be fetched. */
export interface QueueMessage {
  readonly id: string
  /** The item as JSON text. */
  readonly body: string
  /** Milliseconds since the epoch on the world's clock. */
  readonly enteredAt: number
  /** Until then nobody is given the message. */
  readonly visibleAt: number
  readonly firstReceivedAt: number | undefined
  readonly receivedCount: number
  /** What the message is deleted by; changes with every receipt. Undefined before the first. */
  readonly handle: string | undefined
}

/** The queues of a world, by name. A queue exists once something was put into it or asked of it. */
export interface Queues {
  put(queue: string, body: string, now: number, visibleAt: number): void
  /** The oldest visible messages; for `hiddenFor` milliseconds nobody else is given them. */
  receive(queue: string, now: number, most: number, hiddenFor: number): QueueMessage[]
  /** The oldest visible messages as they are. */
  peek(queue: string, now: number, most: number): QueueMessage[]
  /** Deletes by receipt handle. False when the handle is not valid any more. */
  remove(queue: string, handle: string, now: number): boolean
  /** Hides a received message for another time. Undefined when the handle is not valid any more. */
  hide(queue: string, handle: string, now: number, hiddenFor: number): QueueMessage | undefined
  /** Messages in the queue, visible or not. */
  size(queue: string): number
  names(): string[]
  fork(): Queues
}

/** Most messages of a queue; the oldest makes room. */
export const queueLimit = 100_000

export function createQueues(seed: number): Queues {
  return new QueuesByName(new Map(), createRandom(seed ^ 0x0a11c0de), 0)
}

interface Queue {
  readonly messages: LayeredMap<QueueMessage>
  size: number
}

/** Every world has some of these, most of them empty: one object each, without functions of its own. */
class QueuesByName implements Queues {
  readonly #queues: Map<string, Queue>
  readonly #random: Random
  #entered: number

  constructor(queues: Map<string, Queue>, random: Random, entered: number) {
    this.#queues = queues
    this.#random = random
    this.#entered = entered
  }

  put(name: string, body: string, now: number, visibleAt: number): void {
    const queue = this.#queueOf(name)
    const id = `${String(++this.#entered).padStart(8, '0')}${this.#random.hex(24).toUpperCase()}`
    queue.messages.set(id, {
      id,
      body,
      enteredAt: now,
      visibleAt,
      firstReceivedAt: undefined,
      receivedCount: 0,
      handle: undefined,
    })
    if (++queue.size <= queueLimit) return
    const [oldest] = queue.messages.values()
    if (oldest !== undefined) queue.messages.delete(oldest.id)
    queue.size--
  }

  receive(name: string, now: number, most: number, hiddenFor: number): QueueMessage[] {
    return this.peek(name, now, most).map((message) => {
      const received: QueueMessage = {
        ...message,
        visibleAt: now + hiddenFor,
        firstReceivedAt: message.firstReceivedAt ?? now,
        receivedCount: message.receivedCount + 1,
        handle: `${message.id}-${this.#random.hex(16)}`,
      }
      this.#queueOf(name).messages.set(message.id, received)
      return received
    })
  }

  peek(name: string, now: number, most: number): QueueMessage[] {
    const found: QueueMessage[] = []
    for (const message of this.#queueOf(name).messages.values())
      if (message.visibleAt <= now && found.push(message) >= most) break
    return found
  }

  remove(name: string, handle: string, now: number): boolean {
    const message = this.#byHandle(name, handle, now)
    if (message === undefined) return false
    const queue = this.#queueOf(name)
    queue.messages.delete(message.id)
    queue.size--
    return true
  }

  hide(name: string, handle: string, now: number, hiddenFor: number): QueueMessage | undefined {
    const message = this.#byHandle(name, handle, now)
    if (message === undefined) return undefined
    const hidden: QueueMessage = {
      ...message,
      visibleAt: now + hiddenFor,
      handle: `${message.id}-${this.#random.hex(16)}`,
    }
    this.#queueOf(name).messages.set(message.id, hidden)
    return hidden
  }

  size(name: string): number {
    return this.#queueOf(name).size
  }

  names(): string[] {
    return [...this.#queues.keys()]
  }

  fork(): Queues {
    return new QueuesByName(
      new Map(
        [...this.#queues].map(([name, { messages, size }]) => [name, { messages: messages.fork(), size }]),
      ),
      this.#random.fork(),
      this.#entered,
    )
  }

  #queueOf(name: string): Queue {
    let queue = this.#queues.get(name)
    if (queue === undefined) this.#queues.set(name, (queue = { messages: createLayeredMap(), size: 0 }))
    return queue
  }

  /** A handle names its message; it is worth something while the message is hidden for its sake. */
  #byHandle(name: string, handle: string, now: number): QueueMessage | undefined {
    const message = this.#queueOf(name).messages.get(handle.split('-')[0] as string)
    return message?.handle === handle && message.visibleAt > now ? message : undefined
  }
}
