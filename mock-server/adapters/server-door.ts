import type { Server } from 'node:http'
import type { Server as TlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { Door } from '../ports/door.ts'
import { inTime } from '../faults/active-fault.ts'
import type { ActiveFault } from '../world/faults.ts'
import type { Certificate, CertificateFlaw } from '../ports/certificate.ts'
import { backgroundTimer } from '../ports/timer.ts'
import type { World } from '../world/world.ts'
import { closeUnanswered, connectionsOf } from './connections.ts'
import { makeStale } from './deliver.ts'

interface Listening {
  readonly server: Server | TlsServer
  readonly host: string
  readonly port: number
}

export interface DoorPorts {
  readonly world: World
  readonly servers: readonly Listening[]
  /** Of the server among them that speaks TLS. */
  readonly secured: { readonly server: TlsServer; readonly certificate: Certificate } | undefined
  /** Makes a server for the control API alone. */
  createControlServer(): Server
}

/** The door of a server: it is shut while connections are to be refused, and shows a certificate that is wrong while that is wanted. */
export function createDoor({
  world,
  servers,
  secured,
  createControlServer,
}: DoorPorts): Door & { close(): void } {
  let seen: readonly ActiveFault[] | undefined
  let shut = false
  let shown: string | undefined
  let beside: Server | undefined
  let callOff: (() => void) | undefined
  let done: Promise<unknown> = Promise.resolve()

  const follow = (): Promise<string | undefined> => {
    const result = done.then(act)
    done = result.catch(() => {})
    return result
  }
  async function act(): Promise<string | undefined> {
    seen = world.faults
    const now = world.clock.now()
    const active = seen.filter(({ rule }) => inTime(rule, now)).map(({ rule }) => rule.fault)
    showCertificate(active.find((name) => name.startsWith('tls-'))?.slice('tls-'.length))
    if (active.includes('connection-refused') !== shut) {
      shut = !shut
      await (shut ? shutDoor() : openAgain())
    }
    callOff?.()
    const next = nextTurn(seen, now)
    // While nobody comes in, nobody else would notice that the time of a fault is over.
    callOff =
      next === undefined || world.clock.kind === 'virtual'
        ? undefined
        : backgroundTimer(Math.min(next - now, 2 ** 31 - 1), () => void follow())
    return beside && `http://${hostOf(servers[0]?.host ?? '')}:${(beside.address() as AddressInfo).port}`
  }
  const notice = (): void => {
    if (
      world.faults !== seen ||
      world.faults.some(({ rule: { when } }) => when.from !== undefined || when.until !== undefined)
    )
      void follow()
  }

  function showCertificate(flaw: string | undefined): void {
    if (secured === undefined || flaw === shown) return
    shown = flaw
    const { server, certificate } = secured
    server.setSecureContext(
      flaw === undefined
        ? { key: certificate.key, cert: certificate.cert + certificate.ca }
        : certificate.flawed(flaw as CertificateFlaw),
    )
    server.closeIdleConnections()
  }

  const opened = servers.map(({ server }) => connectionsOf(server))
  let openedBeside: ReadonlySet<Socket> = new Set()

  async function shutDoor(): Promise<void> {
    beside = createControlServer()
    openedBeside = connectionsOf(beside)
    await listening(beside, 0, servers[0]?.host ?? '127.0.0.1')
    for (const [index, { server }] of servers.entries()) stopTaking(server, opened[index])
  }

  async function openAgain(): Promise<void> {
    await Promise.all(servers.map(({ server, host, port }) => listening(server, port, host)))
    if (beside !== undefined) stopTaking(beside, openedBeside)
    beside = undefined
  }

  world.watchers.add(notice)
  world.alarms.add(notice)
  if (world.faults.length > 0) void follow()
  return {
    tls: secured !== undefined,
    follow,
    close() {
      world.watchers.delete(notice)
      world.alarms.delete(notice)
      callOff?.()
      beside?.close()
      if (beside !== undefined) closeUnanswered(beside)
    },
  }
}

/** What is being answered, such as the call that asked for this, ends as it should; nothing more is taken over its connection. */
function stopTaking(server: Server | TlsServer, sockets: ReadonlySet<Socket> = new Set()): void {
  server.close()
  server.closeIdleConnections()
  for (const socket of sockets) makeStale(socket)
}

const hostOf = (host: string): string => (host.includes(':') ? `[${host}]` : host)

/** The next moment at which a fault begins or ends. */
function nextTurn(faults: readonly ActiveFault[], now: number): number | undefined {
  const turns = faults.flatMap(({ rule: { when } }) =>
    [when.from, when.until].flatMap((moment) =>
      moment === undefined || Number(moment) <= now ? [] : [Number(moment)],
    ),
  )
  return turns.length === 0 ? undefined : Math.min(...turns)
}

const listening = (server: Server | TlsServer, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
