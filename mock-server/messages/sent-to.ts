import { readText } from '../world/stores/stored-text.ts'
import { recipientsOf, type Batch, type Recipient } from '../world/batches.ts'
import type { World } from '../world/world.ts'
import { messageIdOf } from './lifecycle.ts'

/** One message within its batch. */
export interface SentMessage {
  readonly batch: Batch
  readonly index: number
  readonly recipient: Recipient
  readonly messageId: string
}

/** The messages to a person, newest first; from one sender, or from any. */
export function* sentTo(
  { batches }: World,
  channel: string,
  person: string,
  sender?: string,
): IterableIterator<SentMessage> {
  for (const batch of [...batches.values()].reverse()) {
    const { terms } = batch
    if (
      terms.channel !== channel ||
      (sender !== undefined && terms.from !== sender) ||
      !mayHold(batch, person)
    )
      continue
    for (const [index, recipient] of [...recipientsOf(batch).entries()].reverse()) {
      if (recipient.To === person) yield { batch, index, recipient, messageId: messageIdOf(batch, index) }
    }
  }
}

/** False when the text of the batch shows already that the person is not in it; a client may escape any character. */
export function mayHold({ senderList }: Batch, person: string): boolean {
  if (!/^\d+$/.test(person)) return true
  const text = readText(senderList)
  return text.includes(person) || text.includes(String.raw`\u`)
}
