import { lookup as lookUpName } from 'node:dns/promises'
import { Agent, request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http'
import type { Agent as TlsAgent } from 'node:https'
import { isIP } from 'node:net'
import { delivery } from '../../contracts/callbacks/delivery.ts'
import { systemTimer, type Timer } from './timer.ts'

/** What came of sending a push. */
export type PushAnswer =
  | {
      readonly outcome: 'answered'
      readonly status: number
      readonly body: string
      /** Whether the answer was longer than what was read of it. */ readonly cut: boolean
    }
  | { readonly outcome: 'timed-out' | 'unreachable' | 'not-allowed'; readonly detail: string }
  /** Not sent: the transport is closing. */
  | { readonly outcome: 'stopped' }

/** Carries pushes to consumers. What one consumer does harms no other. */
export interface Transport {
  /** Never rejects. */
  post(url: string, body: string): Promise<PushAnswer>
  /** Sends nothing more; resolves when the requests under way have ended. */
  close(): Promise<void>
}

export interface TransportSettings {
  /** Host names that may be called beside this machine. */
  readonly hosts?: readonly string[]
  readonly timer?: Timer
  /** Finds the address of a name. It is asked once for each name. */
  readonly resolve?: (name: string) => Promise<string>
}

/** Most requests under way to one URL; more wait their turn. */
const concurrency = 8
/** Bytes of an answer that are read. */
export const answerLimit = 64 * 1024
const timeLimit = delivery.timeoutSeconds * 1000

/** What makes a request, and keeps its connections. */
interface Client {
  readonly request: typeof requestHttp
  readonly agent: Agent
}

/** Requests to one URL: those beyond the limit wait, and only for each other. */
interface Lane {
  active: number
  readonly waiting: (() => void)[]
}

/** Real HTTP over kept connections. Redirects are not followed, names are resolved once, and what is no address of this machine needs to be allowed. */
export function createHttpTransport({
  hosts = [],
  timer = systemTimer,
  resolve = firstAddress,
}: TransportSettings = {}): Transport {
  const connections = { keepAlive: true, scheduling: 'lifo' } as const
  const agent = new Agent(connections)
  let tlsAgent: TlsAgent | undefined
  const allowed = new Set(hosts.map((host) => host.toLowerCase().replaceAll(/[[\]]/g, '')))
  const addresses = new Map<string, Promise<string>>()
  const lanes = new Map<string, Lane>()
  const underWay = new Set<Promise<PushAnswer>>()
  let closed = false

  /** The address of a URL's host. Throws `NotAllowedError`, and what the resolver throws. */
  async function addressOf({ hostname, host }: URL): Promise<string> {
    const name = hostname.replaceAll(/[[\]]/g, '')
    const literal = isIP(name) !== 0
    if (!allowed.has(name) && !(literal ? isLoopback(name) : name === 'localhost')) {
      throw new NotAllowedError(
        `pushes go to this machine only, not to ${host}. Start with --callback-host ${name} (callbackHosts: [${JSON.stringify(name)}] in code) to let them.`,
      )
    }
    if (literal) return name
    let address = addresses.get(name)
    if (address === undefined) {
      addresses.set(name, (address = resolve(name)))
      address.catch(() => addresses.delete(name))
    }
    const found = await address
    if (!allowed.has(name) && !isLoopback(found))
      throw new NotAllowedError(`${name} has the address ${found}, which is not this machine.`)
    return found
  }

  /** TLS is read when the first consumer needs it. */
  async function overTls(): Promise<Client> {
    const tls = await import('node:https')
    return { request: tls.request, agent: (tlsAgent ??= new tls.Agent(connections)) }
  }

  function send(text: string, body: string): Promise<PushAnswer> {
    return new Promise((settle) => {
      let request: ClientRequest | undefined
      let over = false
      const finish = (answer: PushAnswer): void => {
        if (over) return
        over = true
        cancel()
        settle(answer)
      }
      const cancel = timer(timeLimit, () => {
        finish({
          outcome: 'timed-out',
          detail: `no complete answer within ${delivery.timeoutSeconds} seconds`,
        })
        request?.destroy()
      })
      const url = URL.canParse(text) ? new URL(text) : undefined
      if (url === undefined || !/^https?:$/.test(url.protocol)) {
        finish({ outcome: 'not-allowed', detail: `${JSON.stringify(text)} is no http or https URL.` })
        return
      }
      void addressOf(url).then(
        async (address) => {
          const client = url.protocol === 'https:' ? await overTls() : { request: requestHttp, agent }
          attempt(url, address, client, false)
        },
        (error: Error) =>
          finish({
            outcome: error instanceof NotAllowedError ? 'not-allowed' : 'unreachable',
            detail: error.message,
          }),
      )

      function attempt(target: URL, address: string, client: Client, again: boolean): void {
        if (over) return
        const { protocol, hostname, host, port, pathname, search } = target
        const name = hostname.replaceAll(/[[\]]/g, '')
        request = client.request({
          host: address,
          port: port || (protocol === 'https:' ? 443 : 80),
          path: `${pathname}${search}`,
          method: 'POST',
          agent: client.agent,
          ...(protocol === 'https:' && isIP(name) === 0 ? { servername: name } : {}),
          headers: { host, 'content-type': delivery.contentType, 'content-length': Buffer.byteLength(body) },
        })
        request.on('response', (response) => readAnswer(response, finish))
        request.on('error', (error: NodeJS.ErrnoException) => {
          // A consumer may close an idle connection at the moment it is used again.
          const stale =
            !again &&
            request?.reusedSocket === true &&
            (error.code === 'ECONNRESET' || error.code === 'EPIPE')
          if (stale) attempt(target, address, client, true)
          else finish({ outcome: 'unreachable', detail: error.message || String(error.code) })
        })
        request.end(body)
      }
    })
  }

  function enqueue(url: string, body: string): Promise<PushAnswer> {
    let lane = lanes.get(url)
    if (lane === undefined) lanes.set(url, (lane = { active: 0, waiting: [] }))
    const { waiting } = lane
    const own = lane
    return new Promise((settle) => {
      const start = (): void => {
        if (closed) return settle({ outcome: 'stopped' })
        own.active++
        const sent = send(url, body)
        underWay.add(sent)
        void sent.then((answer) => {
          underWay.delete(sent)
          own.active--
          settle(answer)
          waiting.shift()?.()
          if (own.active === 0 && waiting.length === 0) lanes.delete(url)
        })
      }
      if (own.active < concurrency) start()
      else waiting.push(start)
    })
  }

  return {
    post: (url, body) => (closed ? Promise.resolve({ outcome: 'stopped' }) : enqueue(url, body)),
    async close() {
      closed = true
      await Promise.all(underWay)
      for (const lane of lanes.values()) for (const start of lane.waiting.splice(0)) start()
      agent.destroy()
      tlsAgent?.destroy()
    },
  }
}

let loopback: Transport | undefined
/** What carries pushes unless something else is given: to this machine only. One for all, as it keeps connections. */
export const loopbackTransport = (): Transport => (loopback ??= createHttpTransport())

class NotAllowedError extends Error {
  override readonly name = 'NotAllowedError'
}

const isLoopback = (address: string): boolean => /^127\.\d+\.\d+\.\d+$/.test(address) || address === '::1'

const firstAddress = async (name: string): Promise<string> => (await lookUpName(name)).address

/** Reads an answer up to the limit; what is longer is not waited for. */
function readAnswer(response: IncomingMessage, finish: (answer: PushAnswer) => void): void {
  const chunks: Buffer[] = []
  let size = 0
  const answered = (cut: boolean): void =>
    finish({
      outcome: 'answered',
      status: response.statusCode ?? 0,
      body: Buffer.concat(chunks).subarray(0, answerLimit).toString(),
      cut,
    })
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    size += chunk.length
    if (size <= answerLimit) return
    answered(true)
    response.destroy()
  })
  response.on('end', () => answered(false))
  response.on('close', () =>
    finish({ outcome: 'unreachable', detail: 'the connection was closed before the answer ended' }),
  )
  // Whatever goes wrong here ends in close.
  response.on('error', () => {})
}
