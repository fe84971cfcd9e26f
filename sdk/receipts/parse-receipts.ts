import type {
  AudioContent,
  ChatAppAuditItem,
  ChatAppInboundItem,
  ChatAppStatusItem,
  ContactsContent,
  DocumentContent,
  ImageContent,
  LocationContent,
  ReplyContent,
  SystemContent,
  VideoContent,
} from '../../contracts/generated/callback-types.ts'

/** What an inbound message holds, by its `Type`. */
export type InboundContent =
  | { readonly Type: 'TEXT'; readonly content: string }
  | { readonly Type: 'LOCATION'; readonly content: LocationContent }
  | { readonly Type: 'DOCUMENT'; readonly content: DocumentContent }
  | { readonly Type: 'VIDEO'; readonly content: VideoContent }
  | { readonly Type: 'AUDIO'; readonly content: AudioContent }
  | { readonly Type: 'REPLY'; readonly content: ReplyContent }
  | { readonly Type: 'IMAGE'; readonly content: ImageContent }
  | { readonly Type: 'CONTACTS'; readonly content: ContactsContent }
  | { readonly Type: 'SYSTEM'; readonly content: SystemContent }

/** One item of a push, under its names on the wire. `unknown` is an item of no documented kind, as it came. */
export type Receipt =
  | { readonly kind: 'status'; readonly item: ChatAppStatusItem }
  | { readonly kind: 'inbound'; readonly item: ChatAppInboundItem; readonly message: InboundContent }
  | { readonly kind: 'audit'; readonly item: ChatAppAuditItem }
  | { readonly kind: 'unknown'; readonly item: unknown }

/**
 * Reads the body of a push, as text, bytes or parsed already. A queue message, one item Base64 encoded, is read as well.
 * Mends the documented slips: keys with blanks around them, `ConversionExpirationTime`, times as text, a leading `+` of
 * numbers, a Message that is an object. Throws `SyntaxError` when the body is not JSON.
 */
export function parseReceipts(body: unknown): Receipt[] {
  const value =
    typeof body === 'string'
      ? parseText(body)
      : body instanceof Uint8Array
        ? parseText(Buffer.from(body).toString())
        : body
  return (Array.isArray(value) ? value : [value]).map(toReceipt)
}

function parseText(text: string): unknown {
  const trimmed = text.trim()
  if (trimmed !== '' && /^[\w+/=-]+$/.test(trimmed)) {
    const decoded = Buffer.from(trimmed, 'base64').toString()
    if (decoded.startsWith('{')) return JSON.parse(decoded)
  }
  return JSON.parse(text)
}

type Item = Readonly<Record<string, unknown>>

function toReceipt(value: unknown): Receipt {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { kind: 'unknown', item: value }
  const item = mended(value as Item)
  if (typeof item['MessageId'] === 'string' && typeof item['Status'] === 'string')
    return { kind: 'status', item: item as unknown as ChatAppStatusItem }
  if (typeof item['MessageId'] === 'string' && item['Message'] !== undefined) return inbound(item)
  if (typeof item['WabaId'] === 'string' && (item['AuditStatus'] !== undefined || item['Type'] !== undefined))
    return { kind: 'audit', item: item as unknown as ChatAppAuditItem }
  return { kind: 'unknown', item: value }
}

const renamed: Readonly<Record<string, string>> = { ConversionExpirationTime: 'ConversationExpirationTime' }
const times = new Set(['Timestamp', 'ConversationExpirationTime'])
const numbers = new Set(['From', 'To', 'OriginPhoneNumber'])

function mended(item: Item): Item {
  return Object.fromEntries(
    Object.entries(item).map(([key, value]) => {
      const trimmed = key.trim()
      const name = renamed[trimmed] ?? trimmed
      if (times.has(name) && typeof value === 'string' && /^\d+$/.test(value)) return [name, Number(value)]
      if (numbers.has(name)) return [name, String(value).replace(/^\+/, '')]
      return [name, value]
    }),
  )
}

function inbound(item: Item): Receipt {
  const given = item['Message']
  const Message = typeof given === 'string' ? given : JSON.stringify(given)
  const Type = String(item['Type'] ?? 'TEXT').toUpperCase()
  const content = Type === 'TEXT' ? Message : objectOf(Message)
  return {
    kind: 'inbound',
    item: { ...item, Type, Message } as unknown as ChatAppInboundItem,
    message: { Type, content } as InboundContent,
  }
}

/** The object in a Message; the text itself where it is none. */
function objectOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
