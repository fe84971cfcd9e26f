import { messageMatcher } from '../query/match.ts'
import type { Query } from '../query/parse-query.ts'
import { recipientsOf, type Batch, type Recipient } from '../world/batches.ts'
import type { World } from '../world/world.ts'
import { messageOf, stepsOf, type Message } from './lifecycle.ts'

/** The messages that match now, newest batch first. Recipients are read one batch at a time. */
export function* findMessages({ batches, clock }: World, query: Query): IterableIterator<Message> {
  const matches = messageMatcher(query)
  const now = clock.now()
  for (const batch of [...batches.values()].reverse()) {
    if (!mayMatch(batch, query)) continue
    for (const [index, recipient] of recipientsOf(batch).entries()) {
      const message = messageOf(batch, index, recipient, now)
      if (matches(message)) yield message
    }
  }
}

/** When a message first matches. */
export interface Sighting {
  readonly at: number
  readonly message: Message
}

/** For each message, the first moment from now on at which it matches, if there is one: the past decides the future. */
export function* foresee({ batches, clock }: World, query: Query): IterableIterator<Sighting> {
  const matches = messageMatcher(query)
  const now = clock.now()
  for (const batch of batches.values()) {
    if (!mayMatch(batch, query)) continue
    for (const [index, recipient] of recipientsOf(batch).entries()) {
      const sighting = firstSighting(batch, index, recipient)
      if (sighting !== undefined) yield sighting
    }
  }

  function firstSighting(batch: Batch, index: number, recipient: Recipient): Sighting | undefined {
    for (const at of [now, ...stepsOf(batch, index).flatMap((step) => (step.at > now ? [step.at] : []))]) {
      const message = messageOf(batch, index, recipient, at)
      if (matches(message)) return { at, message }
    }
    return undefined
  }
}

/** False when the text of the batch shows already that none of its messages can match. */
function mayMatch({ senderList }: Batch, query: Query): boolean {
  return query.some((terms) => terms.every(({ field, value, negated }) => field !== 'to' || negated || value.includes('*') || senderList.includes(value)))
}
