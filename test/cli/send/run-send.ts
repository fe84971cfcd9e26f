import { readText } from '../../../mock-server/world/stores/stored-text.ts'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { beforeEach } from 'vitest'
import { sendCommand } from '../../../cli/send/send.ts'
import type { SendOptions } from '../../../cli/send/options.ts'
import { runSend } from '../../../cli/send/run.ts'
import type { Recipient } from '../../../sdk/index.ts'
import type { MockUnderTest } from '../../mock-under-test.ts'
import { fetchFrom } from '../../sdk/client-under-test.ts'
import { virtualTime } from '../../sdk/virtual-time.ts'

/** Gives each test of a file a folder of its own. */
export function folderForEachTest(): {
  path(): string
  inFolder(name: string): string
  read(name: string): Promise<string>
} {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chatapp-mock-send-'))
    return () => rm(folder, { recursive: true })
  })
  const inFolder = (name: string): string => join(folder, name)
  return { path: () => folder, inFolder, read: (name) => readFile(inFolder(name), 'utf8') }
}

export const sentBy = (mock: MockUnderTest): Recipient[] =>
  mock.batches().flatMap(({ senderList }) => JSON.parse(readText(senderList)) as Recipient[])

/** The options a command line gives, by way of the command itself. */
async function optionsOf(args: readonly string[]): Promise<SendOptions> {
  const command = sendCommand().exitOverride()
  let options: SendOptions | undefined
  command.action((given: SendOptions) => {
    options = given
  })
  await command.parseAsync(args, { from: 'user' })
  return options as SendOptions
}

export interface Run {
  readonly code: number
  /** What was printed as the result. */
  readonly out: string
  /** What was shown beside it. */
  readonly aside: string
}

/** Runs the command against an emulator in this process, in virtual time. */
export async function send(
  mock: MockUnderTest,
  args: readonly string[],
  ports: {
    readonly stdin?: string
    readonly signal?: AbortSignal
    readonly terminal?: boolean
    readonly columns?: number
    readonly fetch?: typeof fetch
  } = {},
): Promise<Run> {
  const time = virtualTime(mock.clock)
  const inProcess = ports.fetch ?? fetchFrom(mock)
  let nonces = mock.batches().length * 1000
  let out = ''
  let aside = ''
  const code = await time.run(
    runSend(await optionsOf(args), {
      print: (text) => (out += `${text}\n`),
      write: (text) => (aside += text),
      terminal: ports.terminal ?? false,
      columns: () => ports.columns ?? 80,
      now: () => time.now(),
      stdin: Readable.from([ports.stdin ?? '']),
      signal: ports.signal ?? new AbortController().signal,
      client: {
        clock: time,
        chance: {
          random: () => 0.5,
          nonce: () => `cli-nonce-${++nonces}-${out.length}-${Math.floor(mock.clock.now())}`,
        },
        fetch: (url, init) => time.busy(inProcess(url as never, init)),
      },
    }),
  )
  return { code, out, aside }
}

/** Sends that are refused as of an account without the product. */
export const refusals = (when: { readonly every?: number; readonly nth?: number }) => ({
  fault: 'error',
  at: 'before-commit' as const,
  with: { code: 'Product.Unsubscript' },
  when: { operation: 'SendChatappMassMessage', ...when },
})
