import {
  createServer,
  STATUS_CODES,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { Duplex } from 'node:stream'
import { ApiError } from '../../contracts/errors/api-error.ts'
import type { HttpReply, HttpRequest } from '../../contracts/http.ts'
import { isReading } from '../../contracts/is-reading.ts'
import { readCall } from '../call/call.ts'
import { foreignPage, pageIsOwn } from '../call/foreign-page.ts'
import type { Emulator } from '../emulator/emulator.ts'
import { pagePath } from '../inspector/serve-page.ts'
import { connectionsOf, noteAnswering } from './connections.ts'
import { deliver, isStale, type TroubledReply } from './deliver.ts'

/** Largest body that is read, in bytes: a full SenderList of 1,000 recipients is about 130 kB. */
const bodyLimit = 10 * 1024 * 1024
/** Largest head: SDKs since mid-2025 put the whole SenderList into the URL. Node's own limit is 16 kB. */
const headLimit = 1024 * 1024
/** Idle connections are kept as long as the live gateway keeps them, in milliseconds. */
const keepAlive = 25_000

/** Where requests under `/_mock` go; everything else is the API's. */
export type ControlListener = (request: IncomingMessage, response: ServerResponse) => void

/** How long a client may take, in milliseconds: to send a whole request, and between looks at who took longer. */
const patience = { requestTimeout: 60_000, connectionsCheckingInterval: 30_000 }

/**
 * Creates the HTTP server of the emulator; with a certificate, an HTTPS server. It does not listen yet.
 * @param hosts names of the server beside loopback names, whose pages may change something
 */
export function createHttpServer(
  emulator: Emulator,
  control: ControlListener,
  tls?: { readonly key: string; readonly cert: string },
  timeouts: typeof patience = patience,
  hosts: readonly string[] = [],
): Server {
  // Without requireHostHeader Node would refuse a request without Host on its own, with an empty body.
  const options = {
    maxHeaderSize: headLimit,
    keepAliveTimeout: keepAlive,
    ...timeouts,
    requireHostHeader: false,
  }
  const listener = createListener(emulator, control, tls !== undefined, hosts)
  // Plain HTTP starts without reading TLS.
  const server =
    tls === undefined
      ? createServer(options, listener)
      : process.getBuiltinModule('node:https').createServer({ ...options, ...tls }, listener)
  // The head has a limit in bytes. Beyond 2,000 headers Node would drop some, or refuse the request, as its version has it.
  server.maxHeadersCount = 0
  connectionsOf(server)
  // An expectation other than 100-continue is ignored; Node would answer 417 with an empty body.
  server.on('checkExpectation', listener)
  // Without a listener Node would hang up on CONNECT without a word.
  server.on(
    'connect',
    (message: IncomingMessage, socket: Duplex) =>
      void answerConnect(emulator, message, socket, tls !== undefined),
  )
  server.on(
    'clientError',
    (error: NodeJS.ErrnoException, socket: Duplex) => void refuse(emulator, error, socket),
  )
  return server
}

/** A server for the control API alone. */
export const createControlServer = (control: ControlListener): Server =>
  createServer((message, response) => {
    if (isStale(message, 'control')) return
    if (!isControl(message.url ?? '/')) return void message.socket.destroy()
    noteAnswering(response)
    control(message, response)
  })

function createListener(
  emulator: Emulator,
  control: ControlListener,
  secure: boolean,
  hosts: readonly string[],
): RequestListener {
  return (message, response) => {
    const forControl = isControl(message.url ?? '/')
    if (isStale(message, forControl ? 'control' : 'call')) return
    if (forControl) {
      noteAnswering(response)
      return control(message, response)
    }
    if (looksAround(message)) return void response.writeHead(302, { location: pagePath }).end()
    readBody(message, (body) => {
      if (body === undefined) response.shouldKeepAlive = false
      const reply = answerTo(emulator, message, body, secure, hosts)
      if (reply instanceof Promise) {
        noteAnswering(response)
        void reply.then((later) => writeReply(response, later))
      } else writeReply(response, reply)
    })
  }
}

/** Whether a person opened the address of the server in a browser: clients of the API never say that they navigate. */
const looksAround = ({ method, url, headers }: IncomingMessage): boolean =>
  method === 'GET' &&
  url === '/' &&
  headers['sec-fetch-mode'] === 'navigate' &&
  headers['x-acs-action'] === undefined

/**
 * Asks the emulator for the answer to a message whose body was read, or was too large to be.
 * Every door leads through here: pages of other sites change nothing.
 */
export function answerTo(
  emulator: Emulator,
  message: IncomingMessage,
  body: Uint8Array | undefined,
  secure: boolean,
  hosts: readonly string[] = [],
): HttpReply | Promise<HttpReply> {
  const request = toHttpRequest(message, body ?? new Uint8Array(), secure)
  if (body === undefined)
    return emulator.refuse(
      new ApiError('RequestTooLarge', { expected: `a body of at most ${bodyLimit} bytes` }),
      request,
    )
  const page = foreignPage(message.headers, hosts)
  return page === undefined || onlyReads(request)
    ? emulator.respond(request)
    : emulator.refuse(foreignPageError(page), request)
}

/** A queue hides what it hands out; of the API the name of the operation tells. */
const onlyReads = (request: HttpRequest): boolean =>
  !request.url.startsWith('/queues') && isReading(readCall(request).action)

function foreignPageError(page: string): ApiError {
  const error = new ApiError('Forbidden.ForeignPage', {
    given: page,
    expected: 'a call of a program, which sends neither Origin nor Sec-Fetch-Site, or a page of this server',
  })
  error.rule = pageIsOwn
  return error
}

/** Whether a request target belongs to the control API. */
export const isControl = (url: string): boolean =>
  url === '/_mock' || url.startsWith('/_mock/') || url.startsWith('/_mock?')

/** Translates Node's message, with its body read, into a plain request. */
function toHttpRequest(message: IncomingMessage, body: Uint8Array, secure: boolean): HttpRequest {
  return {
    method: message.method ?? 'GET',
    url: message.url ?? '/',
    headers: message.headers as Record<string, string>,
    body,
    secure,
  }
}

/** Writes a plain reply, or what a fault leaves of it. */
export function writeReply(response: ServerResponse, reply: HttpReply): void {
  if (reply.delivery === undefined)
    response.writeHead(reply.status, reply.headers).end(reply.bytes ?? reply.body)
  else void deliver(response, reply as TroubledReply)
}

/** Hands over the whole body; undefined when it is larger than the limit. */
export function readBody(message: IncomingMessage, done: (body: Uint8Array | undefined) => void): void {
  const chunks: Uint8Array[] = []
  let size = 0
  message.on('data', (chunk: Uint8Array) => {
    if (size > bodyLimit) return
    size += chunk.length
    if (size > bodyLimit) done(undefined)
    else chunks.push(chunk)
  })
  message.on('end', () => {
    if (size <= bodyLimit) done(chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks))
  })
}

/** Answers bytes that never became a request, in the form of the gateway. */
async function refuse(emulator: Emulator, error: NodeJS.ErrnoException, socket: Duplex): Promise<void> {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    // Nothing can be said to this client any more, but to whoever reads the log.
    if (error.code === 'ERR_SSL_HTTP_REQUEST')
      await emulator.refuse(
        new ApiError('MalformedRequest', {
          given: 'plain HTTP',
          expected:
            "https here: give the client protocol 'https', or let it call the port that speaks plain HTTP",
        }),
      )
    return
  }
  const tooLarge = error.code === 'HPE_HEADER_OVERFLOW'
  const reply = await emulator.refuse(
    tooLarge
      ? new ApiError('RequestTooLarge', {
          expected: `a request line and headers of at most ${headLimit} bytes`,
        })
      : malformed(error),
  )
  writeLast(socket, reply)
}

/** SDKs speak https unless told otherwise, and say nothing useful when they are answered in plain HTTP: the log has to. */
function malformed({
  code,
  rawPacket,
}: NodeJS.ErrnoException & { readonly rawPacket?: Uint8Array }): ApiError {
  const isTls = rawPacket?.[0] === 0x16 && rawPacket[1] === 0x03
  return new ApiError(
    'MalformedRequest',
    isTls
      ? {
          given: 'the beginning of TLS, as https clients send it',
          expected:
            "plain HTTP here: give the client protocol 'http', or start with --https-port and let it call that port",
        }
      : { given: code },
  )
}

/** Answers CONNECT as any other call that names no operation: this is no proxy. */
async function answerConnect(
  emulator: Emulator,
  message: IncomingMessage,
  socket: Duplex,
  secure: boolean,
): Promise<void> {
  // The client may be gone before it is answered.
  socket.on('error', () => socket.destroy())
  // The target is another host, which is no path here.
  const request = { ...toHttpRequest(message, new Uint8Array(), secure), url: '/' }
  writeLast(socket, await emulator.handle(request))
}

/** Writes a reply where Node has no response to write it to, and closes. */
function writeLast(socket: Duplex, { status, headers, body, delivery }: HttpReply): void {
  if (delivery !== undefined) return void socket.destroy()
  const head = Object.entries({ ...headers, connection: 'close' }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  )
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${head.join('')}\r\n${body}`)
}
