import { hashOf } from '../ports/hash-of.ts'
import type { Batch } from '../world/batches.ts'
import { sessionWindow } from '../world/conversations.ts'
import type { World } from '../world/world.ts'
import type { MessageStatus } from '../world/message.ts'

/** The conversation a message belongs to. Only WhatsApp has any. */
export interface ConversationFields {
  readonly ConversationId?: string
  readonly ConversationType?: string
}

const categories = new Set(['utility', 'marketing', 'authentication'])

/**
 * The conversation of a message: opened by the person, or of the category of its template. Messages of one kind between
 * the same two share one for a day of UTC; how long the service keeps one is assumed. A message that failed opened none.
 */
export function conversationOf(
  { at, terms: { channel, content, template, from } }: Batch,
  to: string,
  status: MessageStatus,
  { seed, assumptions }: World,
): ConversationFields {
  if (channel !== 'whatsapp' || status === 'Failed' || assumptions.receiptConversation === 'none') return {}
  if (content === undefined && assumptions.receiptConversation === 'free-form') return {}
  const type = content === undefined ? template?.category.toLowerCase() : 'service'
  if (type === undefined || (content === undefined && !categories.has(type))) return {}
  return { ConversationId: conversationId(seed, `${from} ${to} ${type}`, at), ConversationType: type }
}

/** 15 digits, as the one published sample. */
function conversationId(seed: number, parties: string, at: number): string {
  const text = `${seed} ${parties} ${Math.floor(at / sessionWindow)}`
  const sevenDigits = (part: string): string =>
    String((hashOf(`${part} ${text}`) >>> 0) % 10_000_000).padStart(7, '0')
  return `7${sevenDigits('a')}${sevenDigits('b')}`
}
