import { InvalidArgumentError, Option, type Command } from 'commander'
import type { Exchange } from '../contracts/exchange.ts'
import { UsageError } from '../contracts/usage-error.ts'
import type { Form, Written } from '../mock-server/control/write-as/index.ts'
import { controlCommand, controlOf, print, type ControlOptions } from './control-command.ts'
import type { JournalCassetteOptions } from './cassette/from-journal.ts'
import { oneLine } from './one-line.ts'
import { withKey } from './cassette/redaction-options.ts'
import { pairs, table } from './table.ts'

interface MessageView {
  readonly to: string
  readonly status: string
  readonly errorCode?: string
  readonly templateName: string
  /** Of a free-form message. */
  readonly messageType?: string
  /** The SMS sent instead. */
  readonly fallback?: unknown
  readonly groupMessageId: string
}

type Listing = ControlOptions & { readonly limit: number }
type JournalOptions = Listing & JournalCassetteOptions & { readonly cassette?: string }

/** `chatapp-mock journal [query]`: what was asked and answered, newest first. */
export function journalCommand(): Command {
  return withKey(
    listing('journal', 'lists exchanges, newest first', 'such as "code:OK operation:Send*"').option(
      '--cassette <file>',
      'write all calls that match to a cassette instead, oldest first',
    ),
  )
    .option('--no-redact', "write the cassette as it is: for data that are nobody's")
    .action(async (query: string, options: JournalOptions) => {
      if (options.cassette !== undefined)
        return (await import('./cassette/from-journal.ts')).writeJournal(query, options.cassette, options)
      const page = (await (
        await controlOf(options)
      )('listExchanges', { world: options.world, query, limit: options.limit })) as {
        exchanges: Exchange[]
        next: string | null
      }
      print(page, options, ({ exchanges, next }) =>
        exchanges.length === 0
          ? 'No exchange matches.'
          : [
              ...exchanges.map(line),
              ...(next === null ? [] : [`(more: raise --limit, now ${options.limit})`]),
            ].join('\n'),
      )
    })
}

/** `chatapp-mock messages [query]`: messages as they are now. */
export function messagesCommand(): Command {
  return listing(
    'messages',
    'lists messages as they are now, newest batch first',
    'such as "to:8613800000001 status:Read"',
  ).action(async (query: string, options: Listing) => {
    const page = (await (
      await controlOf(options)
    )('listMessages', { world: options.world, query, limit: options.limit })) as {
      messages: MessageView[]
      next: string | null
    }
    print(page, options, ({ messages, next }) =>
      messages.length === 0
        ? 'No message matches.'
        : [
            table([['TO', 'STATUS', 'TEMPLATE', 'GROUP'], ...messages.map(messageCells)]),
            ...(next === null ? [] : [`(more: raise --limit, now ${options.limit})`]),
          ].join('\n'),
    )
  })
}

const messageCells = ({
  to,
  status,
  errorCode,
  templateName,
  messageType,
  fallback,
  groupMessageId,
}: MessageView): string[] => [
  to,
  `${status}${errorCode === undefined ? '' : ` ${errorCode}`}${fallback === undefined ? '' : ', SMS sent'}`,
  messageType === undefined ? templateName : `(${messageType})`,
  groupMessageId,
]

const forms: Readonly<Record<Form, true>> = {
  curl: true,
  node: true,
  python: true,
  java: true,
  go: true,
  vitest: true,
  scenario: true,
  cassette: true,
}

/** `chatapp-mock explain <RequestId>`: the rule, its evidence and what was given. */
export function explainCommand(): Command {
  return controlCommand('explain', 'says why a request was answered as it was')
    .argument('<request-id>', 'RequestId of the answer')
    .addOption(
      new Option('--as <form>', 'print the call itself instead, in another form').choices(Object.keys(forms)),
    )
    .action(async (requestId: string, options: ControlOptions & { as?: Form }, command: Command) => {
      // Without --world every world is searched, not only the demo world.
      const world = command.getOptionValueSource('world') === 'default' ? {} : { world: options.world }
      if (!/^[0-9a-f-]{36}$/i.test(requestId))
        throw new UsageError(
          `${JSON.stringify(requestId)} is no RequestId; expected one such as 7B2E6C31-0F4D-5A1B-9C77-1D2A3B4C5D6E, from the answer or its x-acs-request-id header.`,
        )
      const call = await controlOf(options)
      const exchange = (await call('explain', { requestId, ...world })) as Exchange & { summary?: string }
      if (options.as === undefined) return print(exchange, options, explanation)
      const written = (await call('writeAs', {
        world: exchange.world,
        requestId,
        form: options.as,
      })) as Written
      print(written, options, ({ text }) => text.trimEnd())
    })
}

function listing(name: string, summary: string, example: string): Command {
  return controlCommand(name, summary)
    .argument('[query]', example, '')
    .option('--limit <number>', 'most records to list, up to 1000', limit, 20)
}

const line = ({ at, status, code, operation, requestId, rule, faults }: Exchange): string =>
  `${new Date(at).toISOString().slice(0, 23)}  ${status} ${code}\n    ${oneLine(operation) || '(no Action)'}  ${requestId}\n    ${rule}${faults.length === 0 ? '' : `\n    fault ${faults.join(', ')}`}`

function explanation({
  requestId,
  at,
  world,
  operation,
  status,
  code,
  rule,
  summary,
  evidence,
  refusal,
  remarks,
}: Exchange & { summary?: string }): string {
  const rows = pairs([
    ['Request', requestId],
    ['At', `${new Date(at).toISOString()}, world ${world}`],
    ['Operation', oneLine(operation) || '(none)'],
    ['Answer', `${status} ${code}`],
    ['Rule', rule],
    ['', summary],
    ['Evidence', evidence.class],
    ['Source', evidence.source],
    ['Given', refusal?.given === undefined ? undefined : oneLine(String(refusal.given))],
    ['Expected', refusal?.expected],
    ...remarks.map((remark) => ['Note', oneLine(remark)] as const),
  ])
  return refusal?.explanation === undefined ? rows : `${rows}\n\n${refusal.explanation}`
}

function limit(value: string): number {
  if (!/^\d{1,4}$/.test(value) || Number(value) < 1 || Number(value) > 1000)
    throw new InvalidArgumentError('Expected a whole number from 1 to 1000.')
  return Number(value)
}
