import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createRawServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** A consumer that does not do what it should, with what it was asked. */
export interface BadConsumer {
  readonly url: string
  /** Requests that arrived. */
  readonly requests: string[]
}

/** Starts an HTTP server that answers as told, until the test ends. */
export async function startServer(listener: RequestListener): Promise<BadConsumer> {
  const requests: string[] = []
  const server = createServer((request, response) => {
    requests.push(request.url ?? '')
    listener(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return { url: urlOf(server), requests }
}

/** Starts a server below HTTP, until the test ends. */
export async function startRawServer(handle: (socket: Socket) => void): Promise<BadConsumer> {
  const requests: string[] = []
  const sockets = new Set<Socket>()
  const server = createRawServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    handle(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  return { url: urlOf(server), requests }
}

const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`

/** Reads everything and never answers. */
export const slow: RequestListener = (request) => void request.resume()

/** Answers 200 with nonsense. */
export const lying: RequestListener = (request, response) => {
  request.resume()
  response.end('<html>All is well</html>')
}

/** Answers 200 and does not stop talking. */
export const talkative: RequestListener = (request, response) => {
  request.resume()
  response.writeHead(200, { 'content-type': 'application/json' })
  const chunk = Buffer.alloc(64 * 1024, 'x')
  const talk = (): void => {
    while (!response.destroyed && response.write(chunk));
    if (!response.destroyed) response.once('drain', talk)
  }
  talk()
}

/** The URL of a port on which nobody listens. */
export async function deadUrl(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = urlOf(server)
  await new Promise((resolve) => server.close(resolve))
  return url
}

/** A timer that runs only what has been waiting when it is told to. */
export function manualTimer() {
  const waiting = new Set<{ readonly delay: number; readonly run: () => void }>()
  return {
    timer: (delay: number, run: () => void) => {
      const entry = { delay, run }
      waiting.add(entry)
      return () => void waiting.delete(entry)
    },
    waiting,
    /** Lets the time of everything that waits run out. */
    ring: () => {
      const due = Array.from(waiting)
      for (const entry of due) if (waiting.delete(entry)) entry.run()
    },
  }
}

/** Looks again after every turn of the event loop until it is so. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise(setImmediate)
}
