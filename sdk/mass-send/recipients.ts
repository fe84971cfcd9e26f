import { createHash } from 'node:crypto'
import type { SendChatappMassMessageInput } from '../../contracts/generated/operation-types.ts'

/** One entry of a SenderList. */
export type Recipient = SendChatappMassMessageInput['SenderList'][number]

/** Recipients that travel in one call. */
export interface Batch {
  /** Place among the batches, from 0. */
  readonly index: number
  /** Place of its first recipient in the whole list, from 0. */
  readonly first: number
  readonly recipients: readonly Recipient[]
}

/** Reads recipients one after the other and cuts them into batches. */
export interface RecipientReader {
  /** The next batch; undefined at the end of the list. */
  batch(index: number, limits: BatchLimits): Promise<Batch | undefined>
  /** The next so many recipients, without cutting; fewer at the end of the list. */
  take(count: number): Promise<Recipient[]>
  /** Hash of everything taken so far: tells whether another list begins with the same recipients. */
  fingerprint(): string
  readonly position: number
  /** Tells the source that no more will be read. */
  close(): Promise<void>
}

export interface BatchLimits {
  /** Most recipients of a batch. */
  readonly size: number
  /** Most bytes of its SenderList, percent-encoded as it travels. A recipient larger than that goes alone. */
  readonly bytes: number
}

interface Entry {
  readonly recipient: Recipient
  readonly json: string
}

/** `%5B` and `%5D` around the list; `%2C` after an entry. */
const bracketBytes = 6
const commaBytes = 3

export function createRecipientReader(
  recipients: Iterable<Recipient> | AsyncIterable<Recipient>,
): RecipientReader {
  const iterator =
    Symbol.asyncIterator in recipients ? recipients[Symbol.asyncIterator]() : recipients[Symbol.iterator]()
  const hash = createHash('sha256')
  let held: Entry | undefined
  let position = 0
  let reading = false

  async function look(): Promise<Entry | undefined> {
    if (held !== undefined) return held
    reading = true
    const { done, value } = await iterator.next()
    reading = false
    return done === true ? undefined : (held = { recipient: value, json: JSON.stringify(value) })
  }

  function accept({ json }: Entry): void {
    hash.update(json).update('\n')
    position++
    held = undefined
  }

  return {
    async batch(index, { size, bytes }) {
      const first = position
      const taken: Recipient[] = []
      let length = bracketBytes
      while (taken.length < size) {
        const entry = await look()
        if (entry === undefined) break
        length += encodeURIComponent(entry.json).length + commaBytes
        if (length > bytes && taken.length > 0) break
        taken.push(entry.recipient)
        accept(entry)
      }
      return taken.length === 0 ? undefined : { index, first, recipients: taken }
    },
    async take(count) {
      const taken: Recipient[] = []
      while (taken.length < count) {
        const entry = await look()
        if (entry === undefined) break
        taken.push(entry.recipient)
        accept(entry)
      }
      return taken
    },
    fingerprint: () => hash.copy().digest('hex').slice(0, 32),
    get position() {
      return position
    },
    close: async () => {
      const closed = iterator.return?.()
      // A source that is still waiting for its next recipient would make the caller wait for it as well.
      if (!reading) await closed
    },
  }
}
