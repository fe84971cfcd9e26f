import { createReadStream } from 'node:fs'
import { rename, rm, stat, writeFile } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { UsageError } from '../../contracts/usage-error.ts'
import { refuseEmulatorKey } from '../../scenarios/guard.ts'
import {
  createClient,
  TransportError,
  UnexpectedResponseError,
  type ChatappClient,
  type Checkpoint,
  type ClientOptions,
  type Recipient,
} from '../../sdk/index.ts'
import { readCheckpoint } from './checkpoint.ts'
import { createLeftovers, type Leftovers } from './leftovers.ts'
import { createMapping, type MappedRow } from './mapping.ts'
import { messageOf, targetOf, usesPhoneNumbers, type SendOptions } from './options.ts'
import { mismatches, rendered, templateText } from './preview.ts'
import { counted, createDisplay, grouped, type DisplayPorts } from './progress.ts'
import { csvRecords, jsonRecords, type FileRecord } from './records.ts'

/** What `send` needs of the world. */
export interface SendPorts extends DisplayPorts {
  /** Prints a line of the result. */
  print(text: string): void
  readonly stdin: Readable
  /** Aborted when the person wants to stop. */
  readonly signal: AbortSignal
  readonly client?: Pick<ClientOptions, 'clock' | 'chance' | 'fetch'>
}

/** The terminal. The first interrupt stops the send in an orderly way, the second one at once. */
export function systemPorts(): SendPorts {
  const controller = new AbortController()
  process.once('SIGINT', () => controller.abort())
  return {
    print: (text) => console.log(text),
    write: (text) => process.stderr.write(text),
    terminal: process.stderr.isTTY,
    columns: () => process.stderr.columns || 80,
    now: () => Date.now(),
    stdin: process.stdin,
    signal: controller.signal,
  }
}

const previewed = 3
const shownProblems = 5

/** Sends, or shows what would be sent. Returns the exit code: 1 when something was not sent. Throws `UsageError`. */
export async function runSend(options: SendOptions, ports: SendPorts): Promise<number> {
  const { file, dryRun, live } = options
  const target = targetOf(options)
  const message = messageOf(options)
  if (live) await assertCredentials(target)
  const client = createClient({ ...target, ...ports.client })
  const format = options.format ?? (/\.(?:jsonl|ndjson)$/i.test(file) ? 'jsonl' : 'csv')
  const records = (): AsyncIterable<FileRecord> => {
    const stream = file === '-' ? ports.stdin : createReadStream(file)
    return format === 'csv' ? csvRecords(stream, file) : jsonRecords(stream, file)
  }
  const mapping = (): ((record: FileRecord) => MappedRow) =>
    createMapping(
      { to: options.to, params: options.param, phoneNumbers: usesPhoneNumbers(message.ChannelType) },
      file,
    )

  if (file !== '-') await assertFile(file)
  const overview = file === '-' && !dryRun ? undefined : await look(records(), mapping(), file, ports)
  if (dryRun) return preview(overview as Overview, client, options, ports)

  const checkpointFile = options.checkpoint ?? (file === '-' ? undefined : `${file}.checkpoint.json`)
  const resumeFrom =
    checkpointFile === undefined ? undefined : await readCheckpoint(checkpointFile, options.resume)
  if (!live) await assertEmulator(client, target.endpoint)

  const base = file === '-' ? 'stdin' : file
  const leftovers = {
    rejected: createLeftovers(options.failed ?? `${base}.failed.${format}`, format, resumeFrom !== undefined),
    uncertain: createLeftovers(`${base}.uncertain.${format}`, format, resumeFrom !== undefined),
  }
  const rows = new WeakMap<Recipient, FileRecord>()
  const display = createDisplay(overview?.recipients, resumeFrom?.taken ?? 0, ports)
  let checkpoint: Checkpoint | undefined
  let accepted = 0
  let calls = 0
  let failure: unknown
  try {
    const results = client.massSend(
      recipients(records(), mapping(), rows, leftovers.rejected, resumeFrom?.taken ?? 0),
      {
        message,
        batchSize: options.batchSize,
        callsPerSecond: options.rate,
        signal: ports.signal,
        resumeFrom,
        saveCheckpoint: (state) => {
          checkpoint = state
          return checkpointFile === undefined ? undefined : writeWhole(checkpointFile, JSON.stringify(state))
        },
        onProgress: display.show,
      },
    )
    for await (const { status, error, recipients: sent } of results) {
      if (status !== 'unsent') calls++
      if (status === 'accepted') accepted += sent.length
      if (status !== 'rejected' && status !== 'uncertain') continue
      for (const recipient of sent)
        await leftovers[status].write(
          rows.get(recipient) as FileRecord,
          error?.message ?? 'the process was interrupted while this was under way',
        )
    }
  } catch (error) {
    failure = error
  }
  display.clear()
  for (const each of Object.values(leftovers)) await each.close()
  if (failure instanceof UsageError) throw failure

  const unsent = checkpoint?.unsent.reduce((sum, { count }) => sum + count, 0) ?? 0
  // Unknown when they came from a pipe.
  const left =
    overview &&
    overview.recipients + overview.problemsAtEnd - ((checkpoint ?? resumeFrom)?.taken ?? 0) + unsent
  const finished = left === 0 || (failure === undefined && !ports.signal.aborted)
  if (checkpointFile !== undefined && finished) await rm(checkpointFile, { force: true })
  const lines = [
    `${counted(accepted, 'recipient')} accepted in ${counted(calls, 'call')}.`,
    ...leftoverLine(leftovers.rejected, 'not sent', 'send that file once the cause is mended'),
    ...leftoverLine(
      leftovers.uncertain,
      'may have been sent or not',
      'ask ListChatappMessage before sending it again',
    ),
    ...(failure === undefined
      ? []
      : [`Stopped: ${failure instanceof Error ? failure.message : String(failure)}`]),
    ...(finished
      ? []
      : [
          `${failure === undefined ? 'Stopped. ' : ''}${remainder(left, unsent)}${checkpointFile === undefined ? '' : `Continue with --resume.`}`,
        ]),
  ]
  ports.print(lines.join('\n'))
  return finished && failure === undefined && leftovers.rejected.count + leftovers.uncertain.count === 0
    ? 0
    : 1
}

function remainder(left: number | undefined, unsent: number): string {
  if (left !== undefined) return `${counted(left, 'row')} left. `
  return unsent > 0 ? `${counted(unsent, 'recipient')} taken up and not sent. ` : ''
}

function leftoverLine({ count, file }: Leftovers, what: string, then: string): string[] {
  return count === 0 ? [] : [`${grouped(count)} ${what}: see ${file}; ${then}.`]
}

/** The recipients of the file. Rows that are none are written down, unless an earlier run has done that. */
async function* recipients(
  records: AsyncIterable<FileRecord>,
  map: (record: FileRecord) => MappedRow,
  rows: WeakMap<Recipient, FileRecord>,
  failed: Leftovers,
  taken: number,
): AsyncGenerator<Recipient, void, void> {
  let count = 0
  for await (const record of records) {
    const mapped = map(record)
    if ('recipient' in mapped) {
      count++
      rows.set(mapped.recipient, record)
      yield mapped.recipient
    } else if (count >= taken) await failed.write(record, mapped.problem.text)
  }
}

interface Overview {
  readonly recipients: number
  /** Rows after the last recipient that are none. */
  readonly problemsAtEnd: number
  readonly first: readonly Recipient[]
}

/** Reads the whole file once, so that what is wrong with it is said before anything is sent. */
async function look(
  records: AsyncIterable<FileRecord>,
  map: (record: FileRecord) => MappedRow,
  file: string,
  { write }: SendPorts,
): Promise<Overview> {
  const first: Recipient[] = []
  let count = 0
  let problems = 0
  let problemsAtEnd = 0
  for await (const record of records) {
    const mapped = map(record)
    if ('recipient' in mapped) {
      count++
      problemsAtEnd = 0
      if (first.length < previewed) first.push(mapped.recipient)
      continue
    }
    problemsAtEnd++
    if (++problems <= shownProblems)
      write(`${file}:${record.line}:${mapped.problem.column || 1}: ${mapped.problem.text}\n`)
  }
  if (problems > shownProblems) write(`… and ${grouped(problems - shownProblems)} more rows like these\n`)
  if (count === 0) throw new UsageError(`${file} has no row that can be sent.`)
  return { recipients: count, problemsAtEnd, first }
}

async function preview(
  { recipients: count, first }: Overview,
  client: ChatappClient,
  options: SendOptions,
  { print }: SendPorts,
): Promise<number> {
  const message = messageOf(options)
  const text = options.text ?? (await templateText(client, message, options.live))
  const batches = Math.ceil(count / options.batchSize)
  print(
    `Would send ${options.template} (${message.Language}) on ${message.ChannelType} from ${message.From}\nto ${counted(count, 'recipient')}, in ${counted(batches, 'call')} or more and about ${counted(Math.ceil(batches / options.rate), 'second')}.`,
  )
  for (const recipient of first)
    print(
      `\n${recipient.To}\n${(text === undefined ? JSON.stringify(recipient.TemplateParams ?? {}) : rendered(text, recipient)).replaceAll(/^/gm, '  ')}`,
    )
  if (text === undefined)
    print('\nThe text of the template is not known here; give it with --text to see the messages.')
  const complaints = text === undefined ? [] : mismatches(text, Object.keys(first[0]?.TemplateParams ?? {}))
  if (complaints.length > 0) print(`\n${complaints.join('\n')}`)
  return 0
}

/** Throws `UsageError` when there are no credentials, or those of an emulator, before a file of this send is written. */
async function assertCredentials({ credentials }: ReturnType<typeof targetOf>): Promise<void> {
  const { accessKeyId } = typeof credentials === 'function' ? await credentials() : credentials
  refuseEmulatorKey(accessKeyId)
}

/** Throws `UsageError` when no emulator answers. */
async function assertEmulator(client: ChatappClient, endpoint: string): Promise<void> {
  await client.call('QueryChatappPhoneNumbers', {}, { retry: { attempts: 1 } }).catch((error: unknown) => {
    if (error instanceof TransportError || error instanceof UnexpectedResponseError) {
      throw new UsageError(
        `No emulator answers at ${endpoint} (${error.message}). Start one with chatapp-mock start, name another address with --url, or send through the real service with --live.`,
      )
    }
  })
}

/** Replaces a file as a whole: who reads it sees the old or the new content. */
async function writeWhole(file: string, text: string): Promise<void> {
  const temporary = `${file}.new`
  await writeFile(temporary, text).catch((error: Error) => {
    throw new UsageError(`Cannot write ${file}: ${error.message}.`)
  })
  await rename(temporary, file)
}

async function assertFile(file: string): Promise<void> {
  const entry = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(
      `Cannot read ${file}: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}.`,
    )
  })
  if (entry.isDirectory()) throw new UsageError(`Cannot read ${file}: it is a folder.`)
}
