import { senderKey } from '../world/directory.ts'
import { toNumberState, toWabaState } from '../world/number-state.ts'
import type { World } from '../world/world.ts'

/** What keeps a sender from sending. */
export interface Block {
  /** Delivery error code of its messages. */
  readonly code: string
  readonly reason: string
  /** Whether people who wrote within 24 hours can still be answered. */
  readonly answersOnly?: boolean
}

/**
 * What each state of a WhatsApp number does to its messages. States that are not here send: CONNECTED, FLAGGED (low quality, still
 * sends), RATE_LIMITED and UNKNOWN. Source: WhatsApp's pages on phone numbers, quality and messaging limits; the codes are assumed.
 * Quality, tier, review of the name and verification of the code do not keep a connected number from sending.
 */
const numberBlocks: Readonly<Record<string, Omit<Block, 'reason'>>> = {
  BANNED: { code: '131031' },
  RESTRICTED: { code: '131031', answersOnly: true },
  PENDING: { code: '133010' },
  UNVERIFIED: { code: '133010' },
  DISCONNECTED: { code: '133010' },
  MIGRATED: { code: '133010' },
  DELETED: { code: '133010' },
}

/** Reviews of a WABA with which nothing is sent; APPROVED and PENDING send. Source: WhatsApp's page on account review; the code is assumed. */
const blockedReviews: readonly string[] = ['REJECTED', 'DISABLED']

/** Why a number cannot send; undefined when it can, or when nothing is said about it. */
export function blockOf({ directory }: World, channel: string, from: string): Block | undefined {
  if (channel !== 'whatsapp') return undefined
  const settings = directory.numbers.get(from)
  const { status } = toNumberState(settings)
  const block = settings && numberBlocks[status.toUpperCase()]
  if (block !== undefined) return { ...block, reason: `the number ${from} is ${status}` }
  const space = directory.senders.get(senderKey(channel, from))?.space
  const waba = space?.wabaId === undefined ? undefined : directory.wabas.get(space.wabaId)
  if (space?.wabaId === undefined || waba === undefined) return undefined
  const { reviewStatus } = toWabaState(space.wabaId, space.account.uid, waba)
  return blockedReviews.includes(reviewStatus)
    ? { code: '131031', reason: `the WABA ${space.wabaId} is ${reviewStatus}` }
    : undefined
}
