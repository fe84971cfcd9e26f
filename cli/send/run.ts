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
  type MassSendOptions,
} from '../../sdk/index.ts'
import { readCheckpoint } from './checkpoint.ts'
import { createLeftovers, type Leftovers } from './leftovers.ts'
import { demoTemplate, lookUpTemplate, type KnownTemplate } from './look-up-template.ts'
import { createMapping, type MappedRow } from './mapping.ts'
import { messageOf, targetOf, usesPhoneNumbers, type SendOptions } from './options.ts'
import { look, preview, type Overview } from './overview.ts'
import { variablesOf } from './preview.ts'
import { createDisplay, type DisplayPorts } from './progress.ts'
import { listOf } from './recipients-of-file.ts'
import { csvRecords, jsonRecords, type FileRecord } from './records.ts'
import { report, type Sent } from './report.ts'

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

type Message = MassSendOptions['message']

/** Sends, or shows what would be sent. Returns the exit code: 1 when something was not sent. Throws `UsageError`. */
export async function runSend(options: SendOptions, ports: SendPorts): Promise<number> {
  const { file, dryRun, live } = options
  const target = targetOf(options)
  const message = messageOf(options)
  if (live) await assertCredentials(target)
  const client = createClient({ ...target, ...ports.client })
  if (file !== '-') await assertFile(file)
  const checkpointFile = options.checkpoint ?? (file === '-' ? undefined : `${file}.checkpoint.json`)
  const resumeFrom =
    dryRun || checkpointFile === undefined ? undefined : await readCheckpoint(checkpointFile, options.resume)
  if (!live && !dryRun) await assertEmulator(client, target.endpoint)
  const template = dryRun
    ? await templateToShow(client, message, options)
    : await templateToSend(client, message, options, target.endpoint, ports)

  const format = options.format ?? (/\.(?:jsonl|ndjson)$/i.test(file) ? 'jsonl' : 'csv')
  const records = (): AsyncIterable<FileRecord> => {
    const stream = file === '-' ? ports.stdin : createReadStream(file)
    return format === 'csv' ? csvRecords(stream, file, options) : jsonRecords(stream, file)
  }
  const mapping = (): ((record: FileRecord) => MappedRow) =>
    createMapping(
      {
        to: options.to,
        params: options.param,
        phoneNumbers: usesPhoneNumbers(message.ChannelType),
        variables: template.variables,
        incomplete: dryRun,
      },
      file,
    )
  const overview = file === '-' && !dryRun ? undefined : await look(records(), mapping(), file, ports.write)
  if (dryRun) return preview(overview as Overview, message, template, options, ports.print)

  const base = file === '-' ? 'stdin' : file
  const leftoversIn = (name: string): Leftovers => createLeftovers(name, format, resumeFrom !== undefined)
  const leftovers = {
    rejected: leftoversIn(options.failed ?? `${base}.failed.${format}`),
    uncertain: leftoversIn(`${base}.uncertain.${format}`),
  }
  const list = listOf(records(), mapping(), leftovers, resumeFrom)
  const sent = await sendAll(
    { client, message, options, ports, resumeFrom, overview, checkpointFile },
    list,
    leftovers,
  )
  for (const each of Object.values(leftovers)) await each.close()
  if (sent.failure instanceof UsageError) throw sent.failure
  const { lines, code, finished, anew } = report({ ...sent, overview, resumeFrom, leftovers, checkpointFile })
  if (anew) for (const each of Object.values(leftovers)) await each.discard()
  // Only after everything is written down that was not sent.
  if (checkpointFile !== undefined && finished) await rm(checkpointFile, { force: true })
  ports.print(lines.join('\n'))
  return code
}

interface Sending {
  readonly client: ChatappClient
  readonly message: Message
  readonly options: SendOptions
  readonly ports: SendPorts
  readonly resumeFrom: Checkpoint | undefined
  readonly overview: Overview | undefined
  readonly checkpointFile: string | undefined
}

async function sendAll(
  { client, message, options, ports, resumeFrom, overview, checkpointFile }: Sending,
  { recipients, recordOf }: ReturnType<typeof listOf>,
  leftovers: { readonly rejected: Leftovers; readonly uncertain: Leftovers },
): Promise<Sent> {
  const display = createDisplay(overview?.recipients, resumeFrom?.taken ?? 0, ports)
  let checkpoint: Checkpoint | undefined
  let accepted = 0
  let calls = 0
  let failure: unknown
  try {
    const results = client.massSend(recipients, {
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
    })
    for await (const { status, error, recipients: persons } of results) {
      if (status !== 'unsent') calls++
      if (status === 'accepted') accepted += persons.length
      if (status !== 'rejected' && status !== 'uncertain') continue
      await leftovers[status].write(
        persons.map(recordOf),
        error?.message ?? 'the process was interrupted while this was under way',
      )
    }
  } catch (error) {
    failure = error
  }
  display.clear()
  return { accepted, calls, checkpoint, failure, aborted: ports.signal.aborted }
}

/** The template of a send, and the reason beside it when nothing is known about it. */
async function templateToSend(
  client: ChatappClient,
  message: Message,
  options: SendOptions,
  where: string,
  { write }: SendPorts,
): Promise<KnownTemplate> {
  const template = await lookUpTemplate(client, message, options, where)
  if (template.unread === undefined) return withParams(template, options)
  const { text } = options
  write(
    `The template could not be looked up (${template.unread})${text === undefined ? ', so its variables are not checked' : '; its variables are those of --text'}.\n`,
  )
  return { ...template, text, variables: text === undefined ? undefined : variablesOf(text) }
}

/** The template for a preview: as --text gives it, as the service tells it, or as the demo world has it. */
async function templateToShow(
  client: ChatappClient,
  message: Message,
  options: SendOptions,
): Promise<KnownTemplate> {
  if (options.text !== undefined) return { text: options.text, variables: variablesOf(options.text) }
  const template = await lookUpTemplate(client, message, { ...options, text: '' }, '')
  if (template.unread === undefined) return withParams(template, options)
  return (options.live ? undefined : await demoTemplate(message)) ?? template
}

/** The value of a one-time code may have any name. */
function withParams(template: KnownTemplate, { param }: SendOptions): KnownTemplate {
  const names = Object.keys(param)
  return template.isCode && names.length === 1 ? { ...template, variables: names } : template
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
