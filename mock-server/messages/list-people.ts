import { recipientsOf, type Batch, type Recipient } from '../world/batches.ts'
import { conversationKey, type InboundMessage } from '../world/conversations.ts'
import type { World } from '../world/world.ts'
import { mayHold, sentTo, type SentMessage } from './sent-to.ts'

/** A person with whom a sender of the world has exchanged messages, and what passed last. */
export interface Person {
  readonly channel: string
  readonly sender: string
  readonly person: string
  readonly last: Sent | Received
}

export interface Sent {
  readonly kind: 'sent'
  readonly at: number
  readonly batch: Batch
  readonly index: number
  readonly recipient: Recipient
}

export interface Received {
  readonly kind: 'received'
  readonly at: number
  readonly inbound: InboundMessage
}

/**
 * The people of a world, the last conversation first, each once for every sender. Lists are read one batch at a time.
 * @param part digits or letters that the person's number or id must contain
 */
export function* listPeople(world: World, part = ''): IterableIterator<Person> {
  const met = new Set<string>()
  for (const entry of newestFirst(world, part)) {
    const [channel, sender, person] =
      entry.kind === 'sent'
        ? [entry.batch.terms.channel, entry.batch.terms.from, entry.recipient.To]
        : [entry.inbound.channel, entry.inbound.to, entry.inbound.from]
    if (!person.includes(part)) continue
    const key = conversationKey(channel, sender, person)
    if (met.has(key)) continue
    met.add(key)
    yield { channel, sender, person, last: entry }
  }
}

function* newestFirst({ batches, inbound }: World, part: string): IterableIterator<Sent | Received> {
  const received = [...inbound.values()].reverse()
  let next = 0
  for (const batch of [...batches.values()].reverse()) {
    for (; received[next] !== undefined && (received[next] as InboundMessage).at >= batch.at; next++)
      yield {
        kind: 'received',
        at: (received[next] as InboundMessage).at,
        inbound: received[next] as InboundMessage,
      }
    if (!mayHold(batch, part)) continue
    for (const [index, recipient] of recipientsOf(batch).entries())
      yield { kind: 'sent', at: batch.at, batch, index, recipient }
  }
  for (const each of received.slice(next)) yield { kind: 'received', at: each.at, inbound: each }
}

/** What passed between a sender and a person, oldest first: the newest `most` of it. */
export function conversationWith(
  world: World,
  { channel, sender, person }: Pick<Person, 'channel' | 'sender' | 'person'>,
  most: number,
): { readonly entries: readonly (SentMessage | InboundMessage)[]; readonly more: boolean } {
  const sent: SentMessage[] = []
  for (const message of sentTo(world, channel, person, sender)) if (sent.push(message) > most) break
  const received = [...world.inbound.values()].filter(
    (each) => each.channel === channel && each.to === sender && each.from === person,
  )
  const atOf = (entry: SentMessage | InboundMessage): number => ('batch' in entry ? entry.batch.at : entry.at)
  const entries = [...sent.reverse(), ...received].sort((a, b) => atOf(a) - atOf(b))
  return { entries: entries.slice(-most), more: entries.length > most }
}
