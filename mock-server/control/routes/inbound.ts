import { announceChange } from '../../world/announce.ts'
import * as z from 'zod'
import { usesPhoneNumbers } from '../../../contracts/sending/send-input.ts'
import { pressableButtonsOf, pressButton, type Button } from '../../messages/press-button.ts'
import { receiveInbound, type InboundContent } from '../../receipts/receive-inbound.ts'
import { sentTo, type SentMessage } from '../../messages/sent-to.ts'
import { sessionWindow } from '../../world/conversations.ts'
import { senderKey, type Sender } from '../../world/directory.ts'
import { countedButtons, type CountedButton } from '../../world/presses.ts'
import type { World } from '../../world/world.ts'
import { Problem } from '../problem.ts'
import { defineRoute, worldField, worldOf } from '../route.ts'

const media = z.strictObject({
  type: z.enum(['image', 'video', 'audio', 'document']),
  url: z
    .string()
    .default('https://media.example.com/inbound')
    .meta({ description: 'Where the file is; nothing is fetched.' }),
  mimeType: z.string().optional(),
  caption: z.string().optional().meta({ description: 'Of an image.' }),
  filename: z.string().optional().meta({ description: 'Of a document.' }),
})
const degrees = z.coerce.string().regex(/^-?\d+(\.\d+)?$/, 'degrees, such as 48.2 or -16.37')
const location = z.strictObject({
  latitude: degrees,
  longitude: degrees,
  name: z.string().default(''),
  address: z.string().default(''),
})

const person = z.strictObject({
  world: worldField,
  from: z.string().min(1).meta({ description: 'The person who writes.' }),
  to: z.string().optional().meta({
    description:
      'The sender written to; the one that last wrote to the person, else the first of the channel.',
  }),
  channel: z.string().default('whatsapp'),
  name: z.string().default('Kim').meta({ description: 'Name of the person.' }),
  replyTo: z.string().optional().meta({
    description: 'MessageId of the message answered; a button answers the newest message that has it.',
  }),
})
const button = z.union([z.string().min(1), z.int().min(1)], 'the text of a button, or its place from 1')

const input = person.extend({
  text: z.string().min(1).optional(),
  button: button.optional().meta({ description: 'A QUICK_REPLY button: its text, or its place from 1.' }),
  media: media.optional(),
  location: location.optional(),
  reaction: z.string().min(1).optional().meta({ description: 'An emoji.' }),
  contacts: z.array(z.record(z.string(), z.unknown())).min(1).optional(),
})
type Input = z.output<typeof input>
type Person = z.output<typeof person>

const receivedShape = z.object({
  messageId: z.string(),
  windowUntil: z.number(),
  item: z.record(z.string(), z.unknown()),
})

const ways = ['text', 'button', 'media', 'location', 'reaction', 'contacts'] as const
const mimeTypes = {
  image: 'image/jpeg',
  video: 'video/mp4',
  audio: 'audio/ogg',
  document: 'application/pdf',
} as const

/** Messages of persons. */
export const inboundRoutes = [
  defineRoute({
    id: 'receiveInbound',
    method: 'post',
    path: '/worlds/{world}/inbound',
    summary:
      'A person writes to a business number: opens the 24-hour window and is reported as ChatAppInbound.',
    input,
    result: receivedShape,
    handle(given, ports) {
      const world = worldOf(ports, given.world)
      if (ways.filter((way) => given[way] !== undefined).length !== 1)
        throw new Problem(400, 'One thing at a time', `Give exactly one of ${ways.join(', ')}.`)
      const sender = senderOf(given, world)
      const { content, answers } = readContent(given, world, sender)
      return arrive(world, sender, given, content, answers)
    },
  }),
  defineRoute({
    id: 'pressButton',
    method: 'post',
    path: '/worlds/{world}/press',
    summary:
      'A person presses a button of a template: a QUICK_REPLY answers, as receiveInbound has it; URL and PHONE_NUMBER send nothing. All are counted by GetChatappTemplateMetric.',
    input: person.extend({
      button: button.meta({
        description: 'A QUICK_REPLY, URL or PHONE_NUMBER button: its text, or its place among these from 1.',
      }),
    }),
    result: z.object({
      kind: z.enum(countedButtons),
      text: z.string(),
      pressed: z.string().meta({ description: 'MessageId of the message whose button it is.' }),
      received: receivedShape.optional().meta({ description: 'What arrived of a QUICK_REPLY.' }),
    }),
    handle(given, ports) {
      const world = worldOf(ports, given.world)
      const sender = senderOf(given, world)
      const { button: pressed, answers } = findButton(
        given.button,
        messagesAnswered(given, world, sender),
        given.from,
        countedButtons,
      )
      const { kind, text } = pressed
      if (kind === 'QUICK_REPLY')
        return {
          kind,
          text,
          pressed: answers.messageId,
          received: arrive(world, sender, given, { kind: 'button', button: pressed }, answers),
        }
      pressButton(world, answers, pressed, world.clock.now())
      return { kind, text, pressed: answers.messageId }
    },
  }),
]

function arrive(
  world: World,
  sender: Sender,
  { from, name }: Person,
  content: InboundContent,
  answers: SentMessage | undefined,
): z.output<typeof receivedShape> {
  const at = world.clock.now()
  const item = receiveInbound(world, { sender, person: from, name, at, content, answers })
  announceChange(world)
  return { messageId: String(item['MessageId']), windowUntil: at + sessionWindow, item }
}

function senderOf({ to, from, channel }: Person, world: World): Sender {
  if (usesPhoneNumbers(channel) && !/^\d+$/.test(from))
    throw new Problem(
      400,
      'No such person',
      `from: ${JSON.stringify(from)} is no phone number as recipients are written: digits with country code, without a plus.`,
    )
  const { senders } = world.directory
  const known = [...senders.values()].filter((sender) => sender.channel === channel)
  const last = to === undefined ? sentTo(world, channel, from).next() : undefined
  const id = to ?? (last?.done === false ? last.value.batch.terms.from : known[0]?.id)
  const sender = id === undefined ? undefined : senders.get(senderKey(channel, id))
  if (sender === undefined)
    throw new Problem(
      404,
      'No such sender',
      `World ${world.id} has no ${channel} sender ${id ?? ''}. Known: ${known.map((each) => each.id).join(', ') || 'none'}.`,
    )
  return sender
}

function readContent(
  given: Input,
  world: World,
  sender: Sender,
): { content: InboundContent; answers: SentMessage | undefined } {
  const messages = messagesAnswered(given, world, sender)
  if (given.button === undefined)
    return {
      content: contentOf(given, world),
      answers: given.replyTo === undefined ? undefined : messages[0],
    }
  const { button: pressed, answers } = findButton(given.button, messages, given.from, ['QUICK_REPLY'])
  return { content: { kind: 'button', button: pressed }, answers }
}

/** The messages a person may answer, newest first; the one that is named, if one is. */
function messagesAnswered({ replyTo, from }: Person, world: World, sender: Sender): SentMessage[] {
  const messages = [...sentTo(world, sender.channel, from, sender.id)]
  if (replyTo === undefined) return messages
  const answered = messages.find(({ messageId }) => messageId === replyTo)
  if (answered === undefined)
    throw new Problem(404, 'No such message', `${sender.id} has sent no message ${replyTo} to ${from}.`)
  return [answered]
}

function findButton(
  wanted: string | number,
  messages: readonly SentMessage[],
  from: string,
  kinds: readonly CountedButton[],
): { button: Button; answers: SentMessage } {
  const buttonsOf = (message: SentMessage): Button[] =>
    pressableButtonsOf(message).filter(({ kind }) => kinds.includes(kind))
  for (const answers of messages) {
    const buttons = buttonsOf(answers)
    const found =
      typeof wanted === 'number'
        ? buttons[wanted - 1]
        : buttons.find(({ text }) => text.toLowerCase() === wanted.toLowerCase())
    if (found !== undefined) return { button: found, answers }
  }
  const known = new Set(messages.flatMap((message) => buttonsOf(message).map(({ text }) => text)))
  throw new Problem(
    404,
    'No such button',
    `No message to ${from} has a ${kinds.join(' or ')} button ${JSON.stringify(wanted)}. Known: ${[...known].join(', ') || 'none'}.`,
  )
}

function contentOf(given: Input, world: World): InboundContent {
  if (given.text !== undefined) return { kind: 'text', text: given.text }
  if (given.reaction !== undefined) return { kind: 'reaction', emoji: given.reaction }
  if (given.location !== undefined) return { kind: 'object', type: 'LOCATION', fields: given.location }
  if (given.contacts !== undefined) return { kind: 'object', type: 'CONTACTS', fields: given.contacts }
  const {
    type,
    url,
    caption,
    filename,
    mimeType = mimeTypes[type],
  } = given.media as NonNullable<Input['media']>
  const named = {
    ...(type === 'image' && caption !== undefined ? { caption } : {}),
    ...(type === 'image' ? {} : { name: filename ?? type }),
    ...(type === 'document' ? { filename: filename ?? 'document.pdf' } : {}),
  }
  return {
    kind: 'object',
    type: type.toUpperCase() as 'IMAGE' | 'VIDEO' | 'AUDIO' | 'DOCUMENT',
    fields: { ...named, id: world.random.digits(16), mimeType, url },
  }
}
