import { readFile, writeFile } from 'node:fs/promises'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Assumptions } from '../contracts/assumptions.ts'
import { UsageError } from '../contracts/usage-error.ts'
import { createHttpServer } from '../mock-server/adapters/node-http.ts'
import { createEmulator, type Emulator } from '../mock-server/emulator.ts'
import { systemClock } from '../mock-server/ports/clock.ts'
import { freshSeed } from '../mock-server/ports/random.ts'
import { openWorld } from '../mock-server/world/open-world.ts'
import { demoDocument, readWorldFile } from '../mock-server/world/world-file.ts'
import { createWorlds } from '../mock-server/world/worlds.ts'
import { banner, type Started } from './banner.ts'
import { createLog, type LogLevel } from './log.ts'

export interface StartOptions {
  readonly port: number
  readonly host: string
  readonly httpsPort?: number
  readonly caOut?: string
  readonly world?: string
  readonly seed?: number
  readonly lenient: boolean
  readonly throttle: 'on' | 'off' | 'System.LimitControl' | 'Throttling.User'
  readonly assume: Partial<Assumptions>
  readonly explainHeaders: boolean
  readonly log: LogLevel
  readonly json: boolean
}

/** Starts the emulator, prints the banner, and stops cleanly on SIGINT and SIGTERM. Throws `UsageError` when it cannot start. */
export async function runServer(options: StartOptions): Promise<void> {
  if (options.caOut !== undefined && options.httpsPort === undefined) throw new UsageError('--ca-out writes the CA of the HTTPS server: give --https-port as well.')
  const log = createLog(options.log, options.json)
  const seed = options.seed ?? freshSeed()
  const world = openWorld({
    id: 'demo',
    document: options.world === undefined ? demoDocument() : await readWorldFile(await readText(options.world), options.world),
    seed,
    clock: systemClock,
    assumptions: { ...options.assume, ...(options.throttle === 'on' || options.throttle === 'off' ? {} : { throttleCode: options.throttle }) },
    throttled: options.throttle !== 'off',
    lenient: options.lenient,
  })
  const emulator = createEmulator({ worlds: createWorlds(world), onExchange: log.exchange, onDefect: log.defect, explainInHeaders: options.explainHeaders })
  const control = lazyControl(emulator)

  const servers = [createHttpServer(emulator, control)]
  const url = await listen(servers[0] as Server, 'http', options.host, options.port, '--port')
  const started: Started = { url, control: `${url}/_mock`, seed, world, ...(await startHttps(options, emulator, control, servers)) }
  console.log(options.json ? JSON.stringify(banner.json(started)) : banner.text(started))

  const stop = (): void => {
    for (const server of servers) {
      server.close()
      server.closeIdleConnections()
    }
  }
  process.once('SIGINT', stop).once('SIGTERM', stop)
}

async function startHttps({ httpsPort, host, caOut }: StartOptions, emulator: Emulator, control: ReturnType<typeof lazyControl>, servers: Server[]): Promise<Partial<Started>> {
  if (httpsPort === undefined) return {}
  const { createCertificate } = await import('../mock-server/ports/certificate.ts')
  const { key, cert, ca } = await createCertificate([...new Set(['localhost', '127.0.0.1', '::1', host, 'cams.ap-southeast-1.aliyuncs.com'])], Date.now())
  if (caOut !== undefined) await writeText(caOut, ca)
  const server = createHttpServer(emulator, control, { key, cert: cert + ca })
  servers.push(server)
  return { httpsUrl: await listen(server, 'https', host, httpsPort, '--https-port'), ...(caOut === undefined ? {} : { ca: caOut }) }
}

/** The control API is read when it is first asked for, so that a start does not wait for it. */
function lazyControl(emulator: Emulator): (request: IncomingMessage, response: ServerResponse) => void {
  let app: Promise<(request: IncomingMessage, response: ServerResponse) => void> | undefined
  return (request, response) => {
    app ??= import('../mock-server/control/control-app.ts').then(({ createControlApp }) => createControlApp(emulator))
    void app.then((handle) => handle(request, response))
  }
}

/** Listens, and returns the address as a URL. */
async function listen(server: Server, scheme: string, host: string, port: number, option: string): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new UsageError(cannotListen(error, host, port, option))))
    server.listen(port, host, resolve)
  })
  const { port: actual } = server.address() as AddressInfo
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${actual}`
}

function cannotListen({ code, message }: NodeJS.ErrnoException, host: string, port: number, option: string): string {
  if (code === 'EADDRINUSE') return `Port ${port} on ${host} is in use. Stop what runs there, or choose another with ${option} (0 picks a free one).`
  if (code === 'EACCES') return `Port ${port} on ${host} needs more rights than this process has. Choose one above 1023 with ${option}.`
  return `Cannot listen on ${host}:${port}: ${message}`
}

async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`Cannot read ${file}: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}.`)
  })
}

async function writeText(file: string, text: string): Promise<void> {
  await writeFile(file, text).catch((error: Error) => {
    throw new UsageError(`Cannot write ${file}: ${error.message}.`)
  })
}
