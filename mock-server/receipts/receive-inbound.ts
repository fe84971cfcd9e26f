import { conversationKey, type InboundMessage } from '../world/conversations.ts'
import type { Sender } from '../world/directory.ts'
import { toNumberState } from '../world/number-state.ts'
import type { World } from '../world/world.ts'
import { pressButton, type Button } from '../messages/press-button.ts'
import { report } from './report.ts'
import type { SentMessage } from '../messages/sent-to.ts'

/** What a person sends. */
export type InboundContent =
  | { readonly kind: 'text'; readonly text: string }
  /** Pressing a QUICK_REPLY button of the message answered. */
  | { readonly kind: 'button'; readonly button: Button }
  | { readonly kind: 'reaction'; readonly emoji: string }
  /** Media, a place or contacts: the type of the receipt, and what its Message holds. */
  | {
      readonly kind: 'object'
      readonly type: 'IMAGE' | 'VIDEO' | 'AUDIO' | 'DOCUMENT' | 'LOCATION' | 'CONTACTS'
      readonly fields: Readonly<Record<string, unknown>> | readonly unknown[]
    }

export interface Inbound {
  /** Who it is sent to. */
  readonly sender: Sender
  readonly person: string
  /** Name of the person. */
  readonly name: string
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly content: InboundContent
  /** The message it answers. */
  readonly answers: SentMessage | undefined
  /** Whether the person stops marketing with it; pressing an IsOptOut button always does. */
  readonly optsOut?: boolean
}

/** Lets a message of a person arrive: opens the 24-hour window and reports it. Returns the item of the receipt. */
export function receiveInbound(world: World, inbound: Inbound): Readonly<Record<string, unknown>> {
  const { sender, person, at, answers, name } = inbound
  const { type, message } = wordingOf(inbound)
  const messageId = newMessageId(world)
  const stored: InboundMessage = {
    messageId,
    at,
    accountUid: sender.space.account.uid,
    spaceId: sender.space.id,
    channel: sender.channel,
    from: person,
    to: sender.id,
    type,
    message,
  }
  world.inbound.set(messageId, stored)
  if (inbound.content.kind === 'button' && answers !== undefined)
    pressButton(world, answers, inbound.content.button, at)
  const key = conversationKey(sender.channel, sender.id, person)
  const before = world.conversations.get(key)
  world.conversations.set(key, {
    lastInboundAt: Math.max(at, before?.lastInboundAt ?? at),
    optedOut: before?.optedOut || inbound.optsOut || pressesOptOut(inbound),
  })
  // Samples with media print the numbers with a plus, those with text do not.
  const plus =
    world.assumptions.inboundPlus === 'with-media' && ['IMAGE', 'VIDEO', 'AUDIO', 'DOCUMENT'].includes(type)
      ? '+'
      : ''
  const item = {
    MessageId: messageId,
    CustSpaceId: sender.space.id,
    ...(sender.space.wabaId === undefined ? {} : { WabaId: sender.space.wabaId }),
    From: `${plus}${person}`,
    To: `${plus}${sender.id}`,
    DisplayName: toNumberState(world.directory.numbers.get(sender.id)).verifiedName,
    NoticeType: 'inbound',
    Type: type,
    Message: message,
    Timestamp: at,
    Name: name,
    ...(answers === undefined ? {} : { Context: { from: sender.id, id: answers.messageId } }),
  }
  if (inbound.content.kind !== 'reaction' || world.assumptions.inboundReaction === 'text') {
    report(world, {
      type: 'ChatAppInbound',
      accountUid: stored.accountUid,
      spaceId: stored.spaceId,
      number: sender.id,
      item,
    })
  }
  return item
}

/** Type and Message of the receipt; everything but a text is a JSON object as text. */
function wordingOf({ content, answers }: Inbound): { type: string; message: string } {
  switch (content.kind) {
    case 'text':
      return { type: 'TEXT', message: content.text }
    case 'reaction':
      return { type: 'TEXT', message: content.emoji }
    case 'button': {
      const { position, text } = content.button
      const payload = answers?.recipient.Payload?.[position]
      return {
        type: 'REPLY',
        message: JSON.stringify({ ...(payload === undefined ? {} : { payload }), text }),
      }
    }
    case 'object':
      return { type: content.type, message: JSON.stringify(content.fields) }
  }
}

const pressesOptOut = ({ content }: Inbound): boolean => content.kind === 'button' && content.button.optsOut

/** 16 digits, as the published samples of inbound receipts. */
function newMessageId({ random, inbound }: World): string {
  for (;;) {
    const id = `10${random.digits(14)}`
    if (!inbound.has(id)) return id
  }
}
