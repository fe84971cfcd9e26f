import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { rootCertificates } from 'node:tls'
import { UsageError } from '../../contracts/usage-error.ts'
import { emulatedNames, isVendorHost } from '../../lab/exec/destination.ts'
import { execEnvironment, type ExecFacts } from '../../lab/exec/environment.ts'
import { pythonStartup } from '../../lab/exec/python-startup.ts'
import { countRefused, createCallCounter, describeExec, type ExecSummary } from '../../lab/exec/summary.ts'
import { startTripwire } from '../../lab/exec/tripwire.ts'
import { certificatesIn, trustBundle, trustStore } from '../../lab/exec/trust.ts'
import { startMockServer, type MockServer } from '../../mock-server/entry/start-mock-server.ts'
import { readWorldFile } from '../../mock-server/world-file/world-file.ts'
import { readText } from '../read-text.ts'
import { startProcess, type Command } from './processes.ts'

export interface ExecOptions {
  readonly world?: string
  readonly seed: number
  readonly lenient: boolean
  readonly offline: boolean
  readonly audit?: string
  readonly json: boolean
}

/** Exit code when the tripwire rang. */
const tripwireExitCode = 3

interface Refusal {
  readonly host: string
  readonly from?: string
}

/** Runs a command under the emulator and resolves to the exit code. Throws `UsageError` when it cannot be started. */
export async function runExec(command: readonly string[], options: ExecOptions): Promise<number> {
  const document =
    options.world === undefined
      ? undefined
      : await readWorldFile(await readText(options.world), options.world)
  const calls = createCallCounter()
  const refused: Refusal[] = []
  const folder = await mkdtemp(join(tmpdir(), 'chatapp-mock-exec-'))
  const server = await startMockServer({
    httpsPort: 0,
    httpsNames: emulatedNames,
    seed: options.seed,
    lenient: options.lenient,
    ...(document === undefined ? {} : { world: document }),
    onExchange: calls.count,
  })
  const tripwire = await startTripwire({
    httpPort: Number(new URL(server.url).port),
    httpsPort: Number(new URL(server.httpsUrl ?? '').port),
    offline: options.offline,
    onRefused: (host) => refused.push({ host }),
  })
  let undelivered: ExecSummary['undelivered'] = []
  const stop = async (): Promise<void> => {
    await tripwire.close()
    undelivered = (await server.close()).urls
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const files = await writeFiles(folder, server.ca ?? '')
    const { demo } = server
    const facts: ExecFacts = {
      url: server.url,
      httpsUrl: server.httpsUrl ?? '',
      proxyUrl: tripwire.url,
      accessKeyId: demo.accessKeyId,
      accessKeySecret: demo.accessKeySecret,
      offline: options.offline,
      files,
    }
    const interrupted = interruption()
    const running = await startProcess(command, execEnvironment(facts, process.env), folder, options.json)
    const { exitCode, stopped } = await untilEnded(running, interrupted)
    refused.push(...(await reported(files.report)))
    const rang = refused.some(({ host }) => isVendorHost(host))
    const seen = await lookInto(server, options.audit)
    await stop()
    const summary: ExecSummary = {
      exitCode,
      seed: options.seed,
      calls: calls.calls(),
      ...seen,
      undelivered,
      refused: countRefused(refused),
      tripwire: rang,
      stopped,
    }
    if (options.json) console.log(JSON.stringify(summary, undefined, 2))
    else console.error(describeExec(summary))
    if (rang) return tripwireExitCode
    return exitCode === 0 && auditFailed(seen) ? 1 : exitCode
  } catch (error) {
    await stop()
    throw error
  }
}

/** A signal that this process was sent, with the exit code it stands for. */
interface Interruption {
  readonly name: NodeJS.Signals
  readonly code: number
}

/** The first signal to end. Listened for before the command runs: whoever sees it run may end it at once. */
function interruption(): Promise<Interruption> {
  return new Promise((resolve) => {
    for (const [name, code] of [
      ['SIGINT', 130],
      ['SIGTERM', 143],
      ['SIGHUP', 129],
    ] as const)
      process.on(name, () => resolve({ name, code }))
  })
}

/** Waits for the command, passing signals on to it, and ends what it leaves behind. */
async function untilEnded(
  running: Command,
  interrupted: Promise<Interruption>,
): Promise<{ exitCode: number; stopped: number }> {
  const ended = interrupted.then(async ({ name, code }) => {
    running.signal(name)
    // A command that handles the signal has a moment to end by itself.
    const moment = new Promise<void>((resolve) => void setTimeout(resolve, 2000).unref())
    await Promise.race([running.ended, moment])
    return code
  })
  const exitCode = await Promise.race([running.ended, ended])
  return { exitCode, stopped: await running.end() }
}

async function writeFiles(folder: string, ca: string): Promise<ExecFacts['files']> {
  const given = process.env['NODE_EXTRA_CA_CERTS']
  const extra = given === undefined ? '' : await readFile(given, 'utf8').catch(() => '')
  const roots = [...rootCertificates, ...certificatesIn(extra)]
  const files: ExecFacts['files'] = {
    ca: join(folder, 'ca.pem'),
    bundle: join(folder, 'roots-and-ca.pem'),
    trustStore: join(folder, 'trust.jks'),
    nodeModule: nodeModule(),
    pythonFolder: join(folder, 'python'),
    report: join(folder, 'refused.jsonl'),
  }
  await mkdir(files.pythonFolder)
  await writeFile(files.ca, ca)
  await writeFile(files.bundle, trustBundle(roots, ca))
  await writeFile(files.trustStore, trustStore([...roots, ca], Date.now()))
  await writeFile(join(files.pythonFolder, 'sitecustomize.py'), pythonStartup(files.bundle))
  await writeFile(files.report, '')
  return files
}

/** The module that every Node process loads first: a file of its own beside the built command line. */
function nodeModule(): string {
  const places = ['./exec-node.js', '../exec-node.js'].map((path) => new URL(path, import.meta.url))
  const found = places.find((url) => existsSync(fileURLToPath(url)))
  if (found === undefined)
    throw new UsageError('exec-node.js is missing beside the command line. Build it with: npm run build')
  return pathToFileURL(fileURLToPath(found)).href
}

async function reported(file: string): Promise<Refusal[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '')
  return lines.map((line) => JSON.parse(line) as Refusal)
}

async function lookInto(
  { demo }: MockServer,
  task: string | undefined,
): Promise<Pick<ExecSummary, 'messages' | 'audit'>> {
  const messages: Record<string, number> = {}
  for (const { status } of await demo.messages()) messages[status] = (messages[status] ?? 0) + 1
  if (task === undefined) return { messages }
  // A TaskId without a single call is a failed audit, not a mistake of the person who asks.
  const audit = await demo.audit({ task }).catch(() => ({ recipients: 0, none: 0, more: 0 }))
  return { messages, audit: { recipients: audit.recipients, none: audit.none, more: audit.more } }
}

const auditFailed = ({ audit }: Pick<ExecSummary, 'audit'>): boolean =>
  audit !== undefined && (audit.recipients === 0 || audit.none > 0 || audit.more > 0)
