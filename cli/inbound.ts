import { InvalidArgumentError, Option, type Command } from 'commander'
import { UsageError } from '../contracts/usage-error.ts'
import type { InboundView, PressView } from '../mock-server/entry/world-handle.ts'
import { controlCommand, controlOf, print, type ControlOptions } from './control-command.ts'

interface InboundFlags extends ControlOptions {
  readonly from: string
  readonly to?: string
  readonly channel?: string
  readonly name?: string
  readonly replyTo?: string
  readonly text?: string
  readonly button?: string
  readonly reaction?: string
  readonly media?: string
  readonly mediaUrl?: string
  readonly caption?: string
  readonly location?: { readonly latitude: string; readonly longitude: string }
}

/** `chatapp-mock inbound --from … --text …`: a person writes to a business number. */
export function inboundCommand(): Command {
  return controlCommand('inbound', 'lets a person write, press a button, or send something else')
    .requiredOption('--from <number>', 'the person who writes')
    .option(
      '--to <number>',
      'the business number written to; the one that last wrote to the person unless given',
    )
    .option('--channel <channel>', 'channel, whatsapp unless given')
    .option('--name <name>', 'name of the person')
    .option('--reply-to <MessageId>', 'message answered')
    .option('--text <text>', 'what the person writes')
    .option('--button <text>', 'button of a template pressed: its text')
    .option('--reaction <emoji>', 'reaction to --reply-to')
    .addOption(
      new Option('--media <type>', 'kind of file sent').choices(['image', 'video', 'audio', 'document']),
    )
    .option('--media-url <url>', 'address of the file; it is not fetched')
    .option('--caption <text>', 'text of an image')
    .option('--location <latitude,longitude>', 'place sent', place)
    .action(async (flags: InboundFlags) => {
      const {
        from,
        to,
        channel,
        name,
        replyTo,
        text,
        button,
        reaction,
        media,
        mediaUrl,
        caption,
        location,
        ...options
      } = flags
      if (media === undefined && (mediaUrl !== undefined || caption !== undefined))
        throw new UsageError('--media-url and --caption go with --media, such as --media image.')
      const file = media === undefined ? undefined : defined({ type: media, url: mediaUrl, caption })
      const person = { world: options.world, ...defined({ from, to, channel, name, replyTo }) }
      const said = defined({ text, reaction, media: file, location })
      const call = await controlOf(options)
      if (button !== undefined && Object.keys(said).length === 0) {
        const result = (await call('pressButton', { ...person, button })) as PressView
        print(result, options, (view) =>
          view.received === undefined
            ? `${view.kind} ${JSON.stringify(view.text)} of ${view.pressed} pressed.\nIt sends nothing; GetChatappTemplateMetric counts it.`
            : arrived(view.received, from),
        )
        return
      }
      const result = (await call('receiveInbound', {
        ...person,
        ...said,
        ...defined({ button }),
      })) as InboundView
      print(result, options, (view) => arrived(view, from))
    })
}

const arrived = ({ messageId, windowUntil, item }: InboundView, from: string): string =>
  `${String(item['Type'])} ${messageId} from ${from} to ${String(item['To'])}. Free-form messages until ${new Date(windowUntil).toISOString()}.`

function place(value: string): { latitude: string; longitude: string } {
  const [, latitude, longitude] = /^(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)$/.exec(value) ?? []
  if (latitude === undefined || longitude === undefined)
    throw new InvalidArgumentError('Expected two numbers, such as 48.2,16.37.')
  return { latitude, longitude }
}

const defined = (values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
