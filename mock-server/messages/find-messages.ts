import type { Query } from '../query/parse-query.ts'
import { recipientsOf, type Batch, type Recipient } from '../world/batches.ts'
import type { World } from '../world/world.ts'
import type { Message } from '../world/message.ts'
import { messageIdOf, messageOf, momentsOf } from './lifecycle.ts'
import { matchMessages } from './match-messages.ts'

/**
 * The messages that match, newest batch first. A batch is decided as a whole where the query allows that; its list is
 * parsed when a message of it is returned, or when recipients have to be looked at one by one.
 * @param after begins after this message, whatever has arrived since; with one that is not there, nothing comes
 * @param at the moment they are seen at, milliseconds since the epoch; default: now
 */
export function* findMessages(
  world: World,
  query: Query,
  after?: Pick<Message, 'groupMessageId' | 'messageId'>,
  at: number = world.clock.now(),
): IterableIterator<Message> {
  const decide = matchMessages(query)
  let begun = after === undefined
  for (const batch of candidatesOf(world, query)) {
    if (!begun && batch.groupMessageId !== after?.groupMessageId) continue
    const matches = decide(batch)
    const recipients = onceRead(batch)
    for (let index = begun && matches === false ? batch.count : 0; index < batch.count; index++) {
      if (!begun) begun = messageIdOf(batch, index) === after?.messageId
      else if (matches === true || (matches && matches({ batch, index, moment: at, recipients })))
        yield messageOf(batch, index, recipients()[index] as Recipient, at)
    }
  }
}

/** A moment at which one more message matches, or one less. */
export interface Turn {
  readonly at: number
  readonly by: 1 | -1
}

/** Every turn from now on, messages that match already as turns of now: the past decides the future. */
export function* foresee(world: World, query: Query): IterableIterator<Turn> {
  const decide = matchMessages(query)
  const now = world.clock.now()
  for (const batch of candidatesOf(world, query)) {
    const matches = decide(batch)
    if (matches === false) continue
    const recipients = onceRead(batch)
    for (let index = 0; index < batch.count; index++) {
      if (matches === true) {
        yield { at: now, by: 1 }
        continue
      }
      let matched = false
      const ahead = momentsOf(batch, index).filter((at) => at > now)
      for (const moment of new Set([now, ...ahead.sort((a, b) => a - b)])) {
        if (matches({ batch, index, moment, recipients }) === matched) continue
        matched = !matched
        yield { at: moment, by: matched ? 1 : -1 }
      }
    }
  }
}

/** The batches a query can concern, newest first. One that asks for a single batch by its id looks it up. */
export function candidatesOf({ batches }: World, query: Query): Iterable<Batch> {
  const groups = query.map(
    (terms) => terms.find(({ field, negated }) => field === 'group' && !negated)?.value,
  )
  const [group] = groups
  if (group === undefined || group.includes('*') || groups.some((each) => each !== group))
    return [...batches.values()].reverse()
  const batch = batches.get(group)
  return batch === undefined ? [] : [batch]
}

/** Reads the list of a batch at the first call. */
function onceRead(batch: Batch): () => readonly Recipient[] {
  let recipients: readonly Recipient[] | undefined
  return () => (recipients ??= recipientsOf(batch))
}
