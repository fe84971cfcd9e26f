import { messageMatcher } from '../query/match.ts'
import type { Query } from '../query/parse-query.ts'
import { recipientsOf, type Batch, type Recipient } from '../world/batches.ts'
import type { World } from '../world/world.ts'
import { messageOf, momentsOf } from './lifecycle.ts'
import type { Message } from '../world/message.ts'

/**
 * The messages that match, newest batch first. Recipients are read one batch at a time.
 * @param after begins after this message, whatever has arrived since; with one that is not there, nothing comes
 * @param at the moment they are seen at, milliseconds since the epoch; now unless given
 */
export function* findMessages(
  { batches, clock }: World,
  query: Query,
  after?: Pick<Message, 'groupMessageId' | 'messageId'>,
  at: number = clock.now(),
): IterableIterator<Message> {
  const matches = messageMatcher(query)
  let begun = after === undefined
  for (const batch of [...batches.values()].reverse()) {
    if (begun ? !mayMatch(batch, query) : batch.groupMessageId !== after?.groupMessageId) continue
    for (const [index, recipient] of recipientsOf(batch).entries()) {
      const message = messageOf(batch, index, recipient, at)
      if (!begun) begun = message.messageId === after?.messageId
      else if (matches(message)) yield message
    }
  }
}

/** A moment at which one more message matches, or one less. */
export interface Turn {
  readonly at: number
  readonly by: 1 | -1
}

/** Every turn from now on, messages that match already as turns of now: the past decides the future. */
export function* foresee({ batches, clock }: World, query: Query): IterableIterator<Turn> {
  const matches = messageMatcher(query)
  const now = clock.now()
  for (const batch of batches.values()) {
    if (!mayMatch(batch, query)) continue
    for (const [index, recipient] of recipientsOf(batch).entries()) yield* turnsOf(batch, index, recipient)
  }

  function* turnsOf(batch: Batch, index: number, recipient: Recipient): IterableIterator<Turn> {
    let matched = false
    for (const at of new Set([
      now,
      ...momentsOf(batch, index)
        .filter((at) => at > now)
        .sort((a, b) => a - b),
    ])) {
      if (matches(messageOf(batch, index, recipient, at)) === matched) continue
      matched = !matched
      yield { at, by: matched ? 1 : -1 }
    }
  }
}

/** False when the text of the batch shows already that none of its messages can match. */
function mayMatch({ senderList }: Batch, query: Query): boolean {
  // Only digits stand in the text as they are; a client may escape even those.
  return query.some((terms) =>
    terms.every(
      ({ field, value, negated }) =>
        field !== 'to' ||
        negated ||
        !/^\d+$/.test(value) ||
        senderList.includes(value) ||
        senderList.includes(String.raw`\u`),
    ),
  )
}
