import { createServer, request as requestHttp, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { destinationOf } from './destination.ts'

export interface TripwireOptions {
  /** Where the vendor's Chat App hosts lead, in plain HTTP and in HTTPS. */
  readonly httpPort: number
  readonly httpsPort: number
  /** Refuses every host but this machine and the emulator. */
  readonly offline: boolean
  /** Called for each connection that was refused. */
  onRefused(host: string): void
}

/** A proxy on loopback. */
export interface Tripwire {
  readonly url: string
  /** Ends every connection and stops listening. */
  close(): Promise<void>
}

/** Starts the proxy that leads an application to the emulator and refuses the vendor's other hosts, without opening a connection to them. */
export async function startTripwire(options: TripwireOptions): Promise<Tripwire> {
  const sockets = new Set<Duplex>()
  const track = (socket: Duplex): void => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket)).on('error', () => socket.destroy())
  }
  const server = createServer({ maxHeaderSize: 1024 * 1024 }, (message, response) =>
    forward(message, response, options),
  )
  server.on('connection', track)
  server.on('connect', (message: IncomingMessage, socket: Duplex, head: Buffer) =>
    tunnel(message.url ?? '', socket, head, options, track),
  )
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

/** Answers CONNECT: the bytes of TLS pass through unread. */
function tunnel(
  authority: string,
  socket: Duplex,
  head: Buffer,
  { httpPort, httpsPort, offline, onRefused }: TripwireOptions,
  track: (socket: Duplex) => void,
): void {
  const [, host = '', port = '443'] = /^(\[[^\]]+\]|[^:]*)(?::(\d+))?$/.exec(authority) ?? []
  const destination = destinationOf(host, offline)
  if (destination === 'refused') {
    onRefused(host)
    const text = refusal(host)
    socket.end(
      `HTTP/1.1 403 Forbidden\r\ncontent-type: text/plain\r\ncontent-length: ${Buffer.byteLength(text)}\r\nconnection: close\r\n\r\n${text}`,
    )
    return
  }
  const target: Socket =
    destination === 'emulator'
      ? connect(port === '80' ? httpPort : httpsPort, '127.0.0.1')
      : connect(Number(port), host.replaceAll(/[[\]]/g, ''))
  track(target)
  target.once('error', () => socket.destroy())
  target.once('connect', () => {
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
    if (head.length > 0) target.write(head)
    target.pipe(socket)
    socket.pipe(target)
  })
  target.once('close', () => socket.destroy())
  socket.once('close', () => target.destroy())
}

/** Passes on a request in plain HTTP, as clients hand it to a proxy: with the whole address. */
function forward(message: IncomingMessage, response: ServerResponse, options: TripwireOptions): void {
  const url = URL.canParse(message.url ?? '') ? new URL(message.url ?? '') : undefined
  if (url?.protocol !== 'http:') {
    response.writeHead(400, { 'content-type': 'text/plain' }).end('This is a proxy: send the whole address.')
    return
  }
  const destination = destinationOf(url.hostname, options.offline)
  if (destination === 'refused') {
    options.onRefused(url.hostname)
    response.writeHead(403, { 'content-type': 'text/plain' }).end(refusal(url.hostname))
    return
  }
  const { 'proxy-connection': _, 'proxy-authorization': __, ...headers } = message.headers
  const passed = requestHttp(
    {
      host: destination === 'emulator' ? '127.0.0.1' : url.hostname.replaceAll(/[[\]]/g, ''),
      port: destination === 'emulator' ? options.httpPort : Number(url.port || '80'),
      method: message.method,
      path: `${url.pathname}${url.search}`,
      headers,
    },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    },
  )
  passed.on('error', (error) => {
    if (response.headersSent) response.destroy()
    else response.writeHead(502, { 'content-type': 'text/plain' }).end(error.message)
  })
  message.pipe(passed)
}

const refusal = (host: string): string =>
  `chatapp-mock exec refused the connection to ${host}; nothing was sent there.`
