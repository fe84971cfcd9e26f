import type { Query } from '../query/parse-query.ts'
import { recipientsOf, type Batch, type Recipient } from '../world/batches.ts'
import type { MessageStatus } from '../world/message.ts'
import type { World } from '../world/world.ts'
import { candidatesOf } from './find-messages.ts'
import { fallsBackAt, stepsOf } from './lifecycle.ts'
import { matchMessages } from './match-messages.ts'

/**
 * The batches of which at least one message matches, newest first.
 * @param after begins after the batch with this GroupMessageId
 */
export function* findBatches(world: World, query: Query, after?: string): IterableIterator<Batch> {
  const decide = matchMessages(query)
  const moment = world.clock.now()
  let begun = after === undefined
  for (const batch of candidatesOf(world, query)) {
    if (!begun) {
      begun = batch.groupMessageId === after
      continue
    }
    const matches = decide(batch)
    if (matches === true) yield batch
    else if (matches !== false) {
      let recipients: readonly Recipient[] | undefined
      const read = (): readonly Recipient[] => (recipients ??= recipientsOf(batch))
      for (let index = 0; index < batch.count; index++)
        if (matches({ batch, index, moment, recipients: read })) {
          yield batch
          break
        }
    }
  }
}

/** How the messages of a batch stand at a moment. */
export interface BatchCounts {
  /** Messages by state; the numbers add up to the count of the batch. */
  readonly states: Readonly<Record<MessageStatus, number>>
  /** Failed messages by error code. */
  readonly codes: Readonly<Record<string, number>>
  /** Messages that an SMS replaced. */
  readonly fallbacks: number
  /** When the next message changes, milliseconds since the epoch; undefined when all have come to an end. */
  readonly next: number | undefined
}

/** Counts the messages of a batch by state. The recipient list is not read. */
export function countBatch(batch: Batch, moment: number): BatchCounts {
  const states: Record<MessageStatus, number> = { Accepted: 0, Sent: 0, Delivered: 0, Read: 0, Failed: 0 }
  const codes: Record<string, number> = {}
  let fallbacks = 0
  let next = Infinity
  for (let index = 0; index < batch.count; index++) {
    const steps = stepsOf(batch, index)
    let status: MessageStatus = 'Accepted'
    for (const step of steps) {
      if (step.at > moment) {
        next = Math.min(next, step.at)
        break
      }
      status = step.status
      if (step.errorCode !== undefined) codes[step.errorCode] = (codes[step.errorCode] ?? 0) + 1
    }
    states[status]++
    const fallsBack = fallsBackAt(batch, index, steps)
    if (fallsBack !== undefined && fallsBack <= moment) fallbacks++
    else if (fallsBack !== undefined) next = Math.min(next, fallsBack)
  }
  return { states, codes, fallbacks, next: next === Infinity ? undefined : next }
}
