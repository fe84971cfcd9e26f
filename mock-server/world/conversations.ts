import type { Clock } from '../ports/clock.ts'
import type { LayeredMap } from './stores/layered-map.ts'

/** What passed between a sender and a person that later sends depend on. */
export interface Conversation {
  /** Milliseconds since the epoch. */
  readonly lastInboundAt: number
  /** Whether the person stopped marketing from this sender. */
  readonly optedOut: boolean
}

/** A message of a person, as it was reported. */
export interface InboundMessage {
  readonly messageId: string
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly accountUid: string
  readonly spaceId: string
  readonly channel: string
  /** The person. */
  readonly from: string
  /** The business number. */
  readonly to: string
  readonly type: string
  /** As in the receipt: the text of a TEXT, else a JSON object as text. */
  readonly message: string
}

/** A world as far as its conversations and its time are concerned. */
interface Conversing {
  readonly conversations: LayeredMap<Conversation>
  readonly clock: Clock
}

export const conversationKey = (channel: string, sender: string, person: string): string =>
  `${channel}:${sender}:${person}`

/** How long after a person's message free-form messages may be sent, milliseconds. Source: SendChatappMessage, Type, documented. */
export const sessionWindow = 24 * 3_600_000

/** Whether the person wrote to the sender within the last 24 hours. */
export function windowIsOpen(
  { conversations, clock }: Conversing,
  channel: string,
  sender: string,
  person: string,
): boolean {
  const last = conversations.get(conversationKey(channel, sender, person))?.lastInboundAt
  return last !== undefined && clock.now() - last < sessionWindow
}
