import type { Server } from 'node:http'
import type { Server as TlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { UsageError } from '../../contracts/usage-error.ts'
import { closeUnanswered } from '../adapters/connections.ts'
import { releaseTroubled } from '../adapters/deliver.ts'
import { createControlServer, createHttpServer } from '../adapters/node-http.ts'
import { createDoor, type DoorPorts } from '../adapters/server-door.ts'
import { controlListener } from '../control/control-listener.ts'
import type { ControlAccess } from '../control/guard.ts'
import { checkOptions } from './check-options.ts'
import type { MockOptions } from './mock-options.ts'
import { openMock, type Mock } from './open-mock.ts'
import { systemClock } from '../ports/clock.ts'
import { systemTimer } from '../ports/timer.ts'
import type { Undelivered } from '../receipts/undelivered.ts'
import { demoDocument } from '../world-file/demo-document.ts'

export interface ServerOptions extends MockOptions {
  /** 0, the default, picks a free one. */
  readonly port?: number
  /** Loopback unless given; anything else lets other machines in. */
  readonly host?: string
  /** Serves HTTPS as well, with a certificate made at start. */
  readonly httpsPort?: number
  /** Names the certificate carries beside loopback, `host` and the vendor's endpoint; `*.` stands for one label. */
  readonly httpsNames?: readonly string[]
  /** Who may use the control API beside programs of this machine. */
  readonly control?: ControlAccess
}

/** An emulator that listens. */
export interface MockServer extends Mock {
  readonly url: string
  readonly httpsUrl: string | undefined
  /** PEM of the CA that clients of `httpsUrl` have to trust. */
  readonly ca: string | undefined
  /** Stops listening and pushing; resolves when the last open request is answered, to the receipts that stay undelivered. */
  close(): Promise<Undelivered>
}

/** Starts an emulator on a port. Throws `UsageError` when it cannot listen, and for options as `createMock` does. */
export async function startMockServer(given: ServerOptions = {}): Promise<MockServer> {
  checkOptions(given, 'startMockServer', ['port', 'host', 'httpsPort', 'httpsNames', 'control'])
  const { port = 0, host = '127.0.0.1', httpsPort, httpsNames = [], control: access = {}, ...options } = given
  const { world, faults = [], capsules = false, ...rest } = options
  // Most starts show the demo world, and need not read the schemas of world files.
  const mock =
    world === undefined && faults.length === 0 && !capsules
      ? openMock(demoDocument(), rest)
      : (await import('./create-mock.ts')).createMock(options)
  if (access.token === '')
    throw new UsageError('The control token is empty, which nobody could send. Give a token, or none.')
  const stopping = new AbortController()
  const hosts = [host, ...(access.hosts ?? [])]
  const control = controlListener(
    { emulator: mock, timer: options.timer ?? systemTimer, stopping: stopping.signal },
    { ...access, hosts },
  )
  const servers = [createHttpServer(mock, control, undefined, undefined, hosts)]
  const url = await listen(servers[0] as Server, 'http', host, port, '--port')
  let httpsUrl: string | undefined
  let ca: string | undefined
  let secured: DoorPorts['secured']
  const stopListening = (): Promise<unknown> => {
    stopping.abort()
    mock.endWaits()
    return Promise.all(servers.map(close))
  }
  const startHttps = async (securePort: number): Promise<void> => {
    const { createCertificate } = await import('../ports/certificate.ts')
    const names = new Set([
      'localhost',
      '127.0.0.1',
      '::1',
      host,
      'cams.ap-southeast-1.aliyuncs.com',
      ...httpsNames,
    ])
    const certificate = await createCertificate([...names], systemClock.now())
    const server = createHttpServer(
      mock,
      control,
      { key: certificate.key, cert: certificate.cert + certificate.ca },
      undefined,
      hosts,
    )
    servers.push(server)
    ca = certificate.ca
    secured = { server: server as TlsServer, certificate }
    httpsUrl = await listen(server, 'https', host, securePort, '--https-port')
  }
  if (httpsPort !== undefined) {
    await startHttps(httpsPort).catch(async (error: unknown) => {
      await stopListening()
      throw error
    })
  }
  const door = createDoor({
    world: mock.world,
    servers: servers.map((server) => ({ server, host, port: (server.address() as AddressInfo).port })),
    secured,
    createControlServer: () => createControlServer(control),
  })
  mock.doors.add(door)
  return {
    ...mock,
    url,
    httpsUrl,
    ca,
    close: async () => (door.close(), await Promise.all([mock.stopReceipts(), stopListening()]))[0],
  }
}

/** Listens, and returns the address as a URL. */
async function listen(
  server: Server,
  scheme: string,
  host: string,
  port: number,
  option: string,
): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new UsageError(cannotListen(error, host, port, option))),
    )
    server.listen(port, host, resolve)
  })
  const { port: actual } = server.address() as AddressInfo
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${actual}`
}

function cannotListen(
  { code, message }: NodeJS.ErrnoException,
  host: string,
  port: number,
  option: string,
): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} on ${host} is in use. Stop what runs there, or choose another with ${option} (0 picks a free one).`
  if (code === 'EACCES')
    return `Port ${port} on ${host} needs more rights than this process has. Choose one above 1023 with ${option}.`
  return `Cannot listen on ${host}:${port}: ${message}`
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // A connection whose answer is still being written ends right after it.
    server.keepAliveTimeout = 1
    server.close(() => resolve())
    closeUnanswered(server)
    releaseTroubled(server)
  })
}
