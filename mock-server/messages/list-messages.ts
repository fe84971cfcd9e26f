import { recipientsOf, type Batch, type Recipient } from '../world/batches.ts'
import type { InboundMessage } from '../world/conversations.ts'
import type { World } from '../world/world.ts'
import { latestSettling, stepsOf } from './lifecycle.ts'
import type { MessageStatus } from '../world/message.ts'
import { mayHold } from './sent-to.ts'

/** Which messages of a business number are asked for. */
export interface Listing {
  readonly spaceId: string
  readonly channel: string
  readonly businessNumber: string
  /** Milliseconds since the epoch, ends included. */
  readonly start: number
  readonly end: number
  readonly userNumber: string | undefined
  readonly groupMessageId: string | undefined
  readonly templateCode: string | undefined
  /** Sent, received, or both when undefined. */
  readonly direction: 'DOWN' | 'UP' | undefined
  /** States of which one must hold; undefined: any. */
  readonly states: ReadonlySet<MessageStatus> | undefined
}

/** One message of a listing. */
export type Listed =
  | { readonly batch: Batch; readonly index: number; readonly recipient: Recipient }
  | { readonly inbound: InboundMessage }

/** Messages that stand together: those of a batch, or one of a person. */
interface Block {
  readonly at: number
  /** How many of them are asked for. */
  readonly size: number
  look(): Iterable<Listed>
}

/** A part of the messages asked for, newest first. Batches the listing passes over as a whole are not read. */
export function listMessages(world: World, listing: Listing, skip: number, take: number): Listed[] {
  const page: Listed[] = []
  let left = skip
  for (const block of newestFirst(sentBlocks(world, listing), receivedBlocks(world, listing))) {
    if (block.size <= left) {
      left -= block.size
      continue
    }
    for (const message of block.look()) {
      if (left > 0) {
        left--
        continue
      }
      page.push(message)
      if (page.length === take) return page
    }
  }
  return page
}

function* newestFirst(first: Iterator<Block>, second: Iterator<Block>): IterableIterator<Block> {
  let [a, b] = [first.next(), second.next()]
  while (!a.done || !b.done) {
    if (b.done || (!a.done && a.value.at >= b.value.at)) {
      yield (a as IteratorYieldResult<Block>).value
      a = first.next()
    } else {
      yield b.value
      b = second.next()
    }
  }
}

function* sentBlocks({ batches, clock }: World, listing: Listing): IterableIterator<Block> {
  if (listing.direction === 'UP') return
  const { groupMessageId, start } = listing
  const named = groupMessageId === undefined ? undefined : batches.get(groupMessageId)
  const candidates =
    groupMessageId === undefined ? [...batches.values()].reverse() : named === undefined ? [] : [named]
  const now = clock.now()
  for (const batch of candidates) {
    if (batch.at < start) return
    const block = belongs(batch, listing) && blockOf(batch, listing, now)
    if (block) yield block
  }
}

function belongs(
  batch: Batch,
  { spaceId, channel, businessNumber, templateCode, end, userNumber }: Listing,
): boolean {
  const { terms } = batch
  return (
    batch.at <= end &&
    terms.from === businessNumber &&
    terms.channel === channel &&
    terms.spaceId === spaceId &&
    (templateCode === undefined || terms.templateCode === templateCode) &&
    (userNumber === undefined || mayHold(batch, userNumber))
  )
}

function blockOf(batch: Batch, { userNumber, states }: Listing, now: number): Block | undefined {
  const judged = states === undefined ? 'all' : outlookOf(batch, states, now)
  if (judged === 'none') return undefined
  let places: readonly number[] | undefined
  if (judged === 'some') {
    const found: number[] = []
    for (let index = 0; index < batch.count; index++)
      if (states?.has(statusOf(batch, index, now))) found.push(index)
    places = found
    if (places.length === 0) return undefined
  }
  if (userNumber !== undefined) {
    const recipients = recipientsOf(batch)
    places = (places ?? [...recipients.keys()]).filter((index) => recipients[index]?.To === userNumber)
  }
  return {
    at: batch.at,
    size: places?.length ?? batch.count,
    *look() {
      const recipients = recipientsOf(batch)
      for (const index of places ?? recipients.keys())
        yield { batch, index, recipient: recipients[index] as Recipient }
    },
  }
}

/** Which messages of a batch are in one of the states, as far as that can be said of all of them at once. */
function outlookOf(batch: Batch, states: ReadonlySet<MessageStatus>, now: number): 'all' | 'some' | 'none' {
  const {
    fates,
    terms: { plan, ttl },
  } = batch
  if (fates !== undefined || ttl !== undefined || plan.failProbability > 0) return 'some'
  if (now < batch.at + plan.sent[0]) return states.has('Accepted') ? 'all' : 'none'
  if (now < latestSettling(batch)) return 'some'
  const settled = [states.has('Delivered'), states.has('Read')]
  if (settled.every((each) => each)) return 'all'
  return settled.some((each) => each) ? 'some' : 'none'
}

/** The state of a message at a moment. */
export function statusOf(batch: Batch, index: number, now: number): MessageStatus {
  let status: MessageStatus = 'Accepted'
  for (const step of stepsOf(batch, index)) if (step.at <= now) status = step.status
  return status
}

function* receivedBlocks(
  { inbound }: World,
  {
    direction,
    groupMessageId,
    templateCode,
    states,
    spaceId,
    channel,
    businessNumber,
    userNumber,
    start,
    end,
  }: Listing,
): IterableIterator<Block> {
  if (direction === 'DOWN' || groupMessageId !== undefined || templateCode !== undefined) return
  if (states !== undefined && !states.has('Read')) return
  for (const message of [...inbound.values()].reverse()) {
    const { at } = message
    if (
      at < start ||
      at > end ||
      message.spaceId !== spaceId ||
      message.channel !== channel ||
      message.to !== businessNumber
    )
      continue
    if (userNumber !== undefined && message.from !== userNumber) continue
    yield { at, size: 1, look: () => [{ inbound: message }] }
  }
}
