import * as z from 'zod'
import { quickRepliesOf, receiveInbound, type InboundContent } from '../../receipts/receive-inbound.ts'
import { sentTo, type SentMessage } from '../../receipts/sent-to.ts'
import { sessionWindow } from '../../world/conversations.ts'
import { senderKey, type Sender } from '../../world/directory.ts'
import type { World } from '../../world/world.ts'
import { Problem } from '../problem.ts'
import { defineRoute, worldField, worldOf } from '../route.ts'

const media = z.strictObject({
  type: z.enum(['image', 'video', 'audio', 'document']),
  url: z.string().default('https://media.example.com/inbound').meta({ description: 'Where the file is; nothing is fetched.' }),
  mimeType: z.string().optional(),
  caption: z.string().optional().meta({ description: 'Of an image.' }),
  filename: z.string().optional().meta({ description: 'Of a document.' }),
})
const location = z.strictObject({ latitude: z.coerce.string(), longitude: z.coerce.string(), name: z.string().default(''), address: z.string().default('') })

const input = z.strictObject({
  world: worldField,
  from: z.string().min(1).meta({ description: 'The person who writes.' }),
  to: z.string().optional().meta({ description: 'The sender written to; the one that last wrote to the person, else the first of the channel.' }),
  channel: z.string().default('whatsapp'),
  name: z.string().default('Kim').meta({ description: 'Name of the person.' }),
  replyTo: z.string().optional().meta({ description: 'MessageId of the message answered; a button answers the newest message that has it.' }),
  text: z.string().min(1).optional(),
  button: z.union([z.string().min(1), z.int().min(1)]).optional().meta({ description: 'A QUICK_REPLY button: its text, or its place from 1.' }),
  media: media.optional(),
  location: location.optional(),
  reaction: z.string().min(1).optional().meta({ description: 'An emoji.' }),
  contacts: z.array(z.record(z.string(), z.unknown())).min(1).optional(),
})
type Input = z.output<typeof input>

const ways = ['text', 'button', 'media', 'location', 'reaction', 'contacts'] as const
const mimeTypes = { image: 'image/jpeg', video: 'video/mp4', audio: 'audio/ogg', document: 'application/pdf' } as const

/** Messages of persons. */
export const inboundRoutes = [
  defineRoute({
    id: 'receiveInbound',
    method: 'post',
    path: '/worlds/{world}/inbound',
    summary: 'A person writes to a business number: opens the 24-hour window and is reported as ChatAppInbound.',
    input,
    result: z.object({ messageId: z.string(), windowUntil: z.number(), item: z.record(z.string(), z.unknown()) }),
    handle(given, ports) {
      const world = worldOf(ports, given.world)
      if (ways.filter((way) => given[way] !== undefined).length !== 1) throw new Problem(400, 'One thing at a time', `Give exactly one of ${ways.join(', ')}.`)
      const sender = senderOf(given, world)
      const at = world.clock.now()
      const { content, answers } = readContent(given, world, sender)
      const item = receiveInbound(world, { sender, person: given.from, name: given.name, at, content, answers })
      for (const notify of world.watchers) notify()
      return { messageId: String(item['MessageId']), windowUntil: at + sessionWindow, item }
    },
  }),
]

function senderOf({ to, from, channel }: Input, world: World): Sender {
  const { senders } = world.directory
  const known = [...senders.values()].filter((sender) => sender.channel === channel)
  const last = to === undefined ? sentTo(world, channel, from).next() : undefined
  const id = to ?? (last?.done === false ? last.value.batch.from : known[0]?.id)
  const sender = id === undefined ? undefined : senders.get(senderKey(channel, id))
  if (sender === undefined) throw new Problem(404, 'No such sender', `World ${world.id} has no ${channel} sender ${id ?? ''}. Known: ${known.map((each) => each.id).join(', ') || 'none'}.`)
  return sender
}

function readContent(given: Input, world: World, sender: Sender): { content: InboundContent; answers: SentMessage | undefined } {
  const messages = [...sentTo(world, sender.channel, given.from, sender.id)]
  const answered = given.replyTo === undefined ? undefined : messages.find(({ messageId }) => messageId === given.replyTo)
  if (given.replyTo !== undefined && answered === undefined) throw new Problem(404, 'No such message', `${sender.id} has sent no message ${given.replyTo} to ${given.from}.`)
  if (given.button !== undefined) return press(given.button, answered === undefined ? messages : [answered], given.from)
  return { content: contentOf(given, world), answers: answered }
}

function press(button: string | number, messages: readonly SentMessage[], person: string): { content: InboundContent; answers: SentMessage } {
  for (const answers of messages) {
    const texts = quickRepliesOf(answers).map(({ Text }) => String(Text))
    const position = typeof button === 'number' ? button - 1 : texts.findIndex((text) => text.toLowerCase() === button.toLowerCase())
    const text = texts[position]
    if (text !== undefined) return { content: { kind: 'button', text, position }, answers }
  }
  const known = new Set(messages.flatMap((message) => quickRepliesOf(message).map(({ Text }) => String(Text))))
  throw new Problem(404, 'No such button', `No message to ${person} has a QUICK_REPLY button ${JSON.stringify(button)}. Known: ${[...known].join(', ') || 'none'}.`)
}

function contentOf(given: Input, world: World): InboundContent {
  if (given.text !== undefined) return { kind: 'text', text: given.text }
  if (given.reaction !== undefined) return { kind: 'reaction', emoji: given.reaction }
  if (given.location !== undefined) return { kind: 'object', type: 'LOCATION', fields: given.location }
  if (given.contacts !== undefined) return { kind: 'object', type: 'CONTACTS', fields: given.contacts }
  const { type, url, caption, filename, mimeType = mimeTypes[type] } = given.media as NonNullable<Input['media']>
  const named = {
    ...(type === 'image' && caption !== undefined ? { caption } : {}),
    ...(type === 'image' ? {} : { name: filename ?? type }),
    ...(type === 'document' ? { filename: filename ?? 'document.pdf' } : {}),
  }
  return { kind: 'object', type: type.toUpperCase() as 'IMAGE' | 'VIDEO' | 'AUDIO' | 'DOCUMENT', fields: { ...named, id: world.random.digits(16), mimeType, url } }
}
