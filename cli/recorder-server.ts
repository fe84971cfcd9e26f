import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { HttpReply, HttpRequest } from '../contracts/http.ts'
import { UsageError } from '../contracts/usage-error.ts'
import { readBody, writeReply } from '../mock-server/adapters/node-http.ts'
import { foreignPage, isOwnName, nameOfHost, type GivenHeaders } from '../mock-server/call/foreign-page.ts'

/** Largest head of a request: SDKs put 1,000 recipients into the URL. */
const headLimit = 1024 * 1024

/** A server on loopback. */
export interface LocalServer {
  readonly url: string
  close(): Promise<void>
}

/** Serves what `handle` answers, on loopback only. What it throws is answered 500 and handed to `onDefect`. Throws `UsageError` when it cannot listen. */
export async function serveLocally(
  port: number,
  handle: (request: HttpRequest) => Promise<HttpReply>,
  onDefect: (error: unknown) => void,
): Promise<LocalServer> {
  const server = createServer({ maxHeaderSize: headLimit, requireHostHeader: false }, (message, response) => {
    readBody(message, (body) => {
      const request: HttpRequest = {
        method: message.method ?? 'GET',
        url: message.url ?? '/',
        headers: message.headers as Record<string, string>,
        body: body ?? new Uint8Array(),
        secure: false,
      }
      const strange = strangeness(message.headers, message.rawHeaders)
      const reply =
        strange !== undefined
          ? Promise.resolve(plain(403, strange))
          : body === undefined
            ? Promise.resolve(plain(413, 'The body is too large.'))
            : handle(request)
      void reply
        .catch((error: unknown) => {
          onDefect(error)
          return plain(500, error instanceof Error ? error.message : String(error))
        })
        .then((answer) => writeReply(response, answer))
        .catch((error: unknown) => {
          onDefect(error)
          response.destroy()
        })
    })
  })
  await listen(server, port)
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** The vendor's own names, for clients that are led here by a hosts file. */
const vendorName = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.aliyuncs\.com$/i

/** Why a request is not answered: a call here is signed with real keys, or answered with what somebody recorded. */
function strangeness(headers: GivenHeaders, rawHeaders: readonly string[]): string | undefined {
  const page = foreignPage(headers)
  if (page !== undefined) return `Pages of other sites are not answered (${page}).`
  const hosts = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host')
  const name = nameOfHost(headers['host'])
  if (hosts.length > 1 || name === undefined || !(isOwnName(name) || vendorName.test(name)))
    return `The host ${JSON.stringify(headers['host'] ?? '')} is not answered for; call 127.0.0.1, localhost or [::1].`
  return undefined
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new UsageError(
          error.code === 'EADDRINUSE'
            ? `Port ${port} is in use. Choose another with --port (0 picks a free one).`
            : `Cannot listen on port ${port}: ${error.message}.`,
        ),
      ),
    )
    server.listen(port, '127.0.0.1', resolve)
  })
}

const plain = (status: number, text: string): HttpReply => ({
  status,
  headers: { 'content-type': 'text/plain;charset=utf-8', 'content-length': String(Buffer.byteLength(text)) },
  body: text,
})
