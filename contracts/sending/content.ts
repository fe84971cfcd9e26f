import { ApiError } from '../errors/api-error.ts'
import { refusedUnder, type Assumptions } from '../evidence/assumptions.ts'
import { assumed, documented } from '../evidence/evidence.ts'
import { defineRule } from '../evidence/rule.ts'
import { channelOf, isFreeForm, type SendInput } from './send-input.ts'

/** What a free-form message says beside what every send has. */
export type ContentInput = SendInput & {
  readonly MessageType?: string | undefined
  readonly Content?: string | undefined
}

const video = ['link', 'thumbnail', 'fileSize', 'duration']
const toMeta = {
  text: ['text'],
  image: ['link'],
  video: ['link'],
  audio: ['link'],
  document: ['link'],
  interactive: [],
  couponTemplate: [],
  regularTemplate: [],
  quickReply: [],
  buttonTemplate: [],
}

/**
 * Fields that Content must have, by channel and MessageType.
 * Source: SendChatappMessage, MessageType and Content, SDK definition of 2026-07, documented; for telegram and `text_image` by analogy.
 */
export const contentFields: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  whatsapp: {
    text: ['text'],
    image: ['link'],
    video: ['link'],
    audio: ['link'],
    document: ['link', 'fileName'],
    interactive: ['type', 'action'],
    location: ['longitude', 'latitude'],
    contacts: ['name'],
    reaction: ['messageId', 'emoji'],
    sticker: ['link'],
    typing_indicator: [],
    pin: [],
    carousel: [],
  },
  viber: {
    text: ['text'],
    image: ['link'],
    text_image_button: ['text', 'link', 'caption', 'action'],
    text_button: ['text', 'caption', 'action'],
    document: ['link', 'fileName', 'fileType'],
    video,
    text_video: ['text', ...video],
    text_video_button: ['text', ...video, 'caption', 'action'],
    text_image: ['text', 'link'],
  },
  messenger: toMeta,
  instagram: toMeta,
  telegram: {
    text: ['text'],
    image: ['link'],
    video: ['link'],
    audio: ['link'],
    document: ['link'],
    location: ['longitude', 'latitude'],
    gif: ['link'],
    sticker: ['link'],
  },
}

/** Kinds of message that say nothing themselves. */
const wordless = new Set(['typing_indicator', 'pin'])

/** A field of Content, whose names the documentation prints with and without a capital. */
export const contentField = (content: Readonly<Record<string, unknown>>, name: string): unknown =>
  content[name] ?? content[`${name.charAt(0).toUpperCase()}${name.slice(1)}`]

/** Content as an object, a list as the contacts of one; undefined if it is neither. */
export function parseContent(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const content: unknown = JSON.parse(text)
    if (Array.isArray(content) && content.length > 0) return { contacts: content }
    return typeof content === 'object' && content !== null && !Array.isArray(content)
      ? (content as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

const codes = documented(
  'Chat App error codes; the conditions are read from SendChatappMessage, SDK definition of 2026-07',
)

export const messageTypeIsGiven = defineRule(
  { id: 'send.message-type-is-given', summary: 'A free-form message has a MessageType.', evidence: codes },
  (input: ContentInput) => {
    if (isFreeForm(input) && !input.MessageType)
      throw new ApiError('InvalidParameter.MessageTypeNotEmpty', {
        parameter: 'MessageType',
        given: input.MessageType,
        expected: `one of ${typesOf(input).join(', ')}`,
      })
  },
)

export const messageTypeIsSupported = defineRule(
  { id: 'send.message-type-is-supported', summary: 'The channel knows the MessageType.', evidence: codes },
  (input: ContentInput) => {
    if (isFreeForm(input) && !typesOf(input).includes(input.MessageType ?? '')) {
      throw new ApiError('InvalidParameter.MessageTypeNotSupport', {
        parameter: 'MessageType',
        given: `${input.MessageType} on ${channelOf(input)}`,
        expected: `one of ${typesOf(input).join(', ')}`,
      })
    }
  },
)

export const contentIsGiven = defineRule(
  {
    id: 'send.content-is-given',
    summary: 'A free-form message has Content; a typing indicator and a pin need none.',
    evidence: codes,
  },
  (input: ContentInput) => {
    if (isFreeForm(input) && !input.Content && !wordless.has(input.MessageType ?? '')) {
      throw new ApiError('InvalidParameter.ContentNotEmpty', {
        parameter: 'Content',
        given: input.Content,
        expected: `a JSON object with ${fieldsOf(input).join(', ') || 'what the message says'}`,
      })
    }
  },
)

export const contentIsObject = defineRule(
  { id: 'send.content-is-object', summary: 'Content is a JSON object, as text.', evidence: codes },
  (input: ContentInput, { assumptions }: { readonly assumptions: Assumptions }) => {
    if (!isFreeForm(input) || !input.Content) return
    const isList = input.Content.trimStart().startsWith('[')
    const isContacts = input.MessageType === 'contacts'
    const mayBeList = isContacts && assumptions.contactsList === 'read'
    if (parseContent(input.Content) === undefined || (isList && !mayBeList)) {
      throw new ApiError('InvalidParameter.ContentError', {
        parameter: 'Content',
        given: input.Content.slice(0, 200),
        expected: `a JSON object such as ${JSON.stringify(sampleOf(input))}`,
        ...(isList && isContacts && { evidence: refusedUnder('contactsList', assumptions.contactsList) }),
      })
    }
  },
)

export const textIsGiven = defineRule(
  {
    id: 'send.text-is-given',
    summary: 'Content of a kind with text has a text that is not empty.',
    evidence: codes,
  },
  (input: ContentInput) => {
    if (lacks(input, 'text'))
      throw new ApiError('InvalidParameter.TextNotEmpty', {
        parameter: 'Content',
        given: input.Content?.slice(0, 200),
        expected: `text in the Content of a ${input.MessageType} message`,
      })
  },
)

export const linkIsGiven = defineRule(
  { id: 'send.link-is-given', summary: 'Content of a kind with media has a link.', evidence: codes },
  (input: ContentInput) => {
    if (lacks(input, 'link'))
      throw new ApiError('InvalidParameter.LinkNotEmpty', {
        parameter: 'Content',
        given: input.Content?.slice(0, 200),
        expected: `link in the Content of a ${input.MessageType} message`,
      })
  },
)

export const contentIsComplete = defineRule(
  {
    id: 'send.content-is-complete',
    summary: 'Content has the other fields that its MessageType asks for.',
    evidence: assumed(
      'the fields are documented as required; that ContentError is their code is inferred from its text',
    ),
  },
  (input: ContentInput) => {
    const missing = fieldsOf(input).find((field) => lacks(input, field))
    if (missing !== undefined)
      throw new ApiError('InvalidParameter.ContentError', {
        parameter: 'Content',
        given: `no ${missing}`,
        expected: `${missing} in the Content of a ${input.MessageType} message on ${channelOf(input)}`,
      })
  },
)

const typesOf = (input: ContentInput): string[] => Object.keys(contentFields[channelOf(input)] ?? {})

const fieldsOf = (input: ContentInput): readonly string[] =>
  (isFreeForm(input) && contentFields[channelOf(input)]?.[input.MessageType ?? '']) || []

const sampleTexts: Readonly<Record<string, unknown>> = {
  text: 'hello',
  link: 'https://example.com/file',
  fileName: 'file.pdf',
  name: { formatted_name: 'Ann Lee', first_name: 'Ann' },
  longitude: '120.15',
  latitude: '30.28',
  emoji: '👍',
}

/** Content with the fields that its MessageType asks for. */
function sampleOf(input: ContentInput): unknown {
  const content = Object.fromEntries(fieldsOf(input).map((field) => [field, sampleTexts[field] ?? '…']))
  if (input.MessageType === 'contacts')
    return { contacts: [{ ...content, phones: [{ phone: '+8613800000002', type: 'CELL' }] }] }
  return content
}

function lacks(input: ContentInput, field: string): boolean {
  if (!fieldsOf(input).includes(field)) return false
  const content = parseContent(input.Content ?? '') ?? {}
  const value = contentField(content, field)
  // An empty emoji takes a reaction back; several contacts have their names inside.
  if (field === 'emoji') return value === undefined
  if (field === 'name' && Array.isArray(content['contacts'])) return !content['contacts'].every(hasName)
  return value === undefined || value === null || value === ''
}

const hasName = (contact: unknown): boolean =>
  typeof contact === 'object' && contact !== null && Boolean((contact as { name?: unknown }).name)
