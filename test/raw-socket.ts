import { connect } from 'node:net'
import type { HttpRequest } from '../contracts/http.ts'

/** One answer as it came over the wire. */
export interface WireAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * Writes bytes to a server and collects what comes back until it closes the connection, or until `answers` answers are there.
 * @param thenClose ends the writing side after the last byte, as a client does that goes away
 */
export function exchangeBytes(
  port: number,
  chunks: readonly (string | Uint8Array)[],
  { answers = 1, thenClose = false } = {},
): Promise<WireAnswer[]> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let received = Buffer.alloc(0)
    const finish = (): void => {
      socket.destroy()
      resolve(readAnswers(received))
    }
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk])
      if (readAnswers(received).length >= answers) finish()
    })
    socket.on('close', finish)
    // A server that has answered may hang up while the client still writes.
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EPIPE' || error.code === 'ECONNRESET' ? finish() : reject(error),
    )
    for (const chunk of chunks) socket.write(chunk)
    if (thenClose) socket.end()
  })
}

/** The complete answers at the start of the bytes; interim ones (100 Continue) count as answers without a body. */
function readAnswers(bytes: Buffer): WireAnswer[] {
  const end = bytes.indexOf('\r\n\r\n')
  if (end === -1) return []
  const [line = '', ...rest] = bytes.subarray(0, end).toString('latin1').split('\r\n')
  const headers = Object.fromEntries(
    rest.map((header) => [
      header.slice(0, header.indexOf(':')).toLowerCase(),
      header.slice(header.indexOf(':') + 1).trim(),
    ]),
  )
  const length = Number(headers['content-length'] ?? 0)
  if (bytes.length < end + 4 + length) return []
  const body = bytes.subarray(end + 4, end + 4 + length).toString('utf8')
  return [
    { status: Number(line.split(' ')[1]), headers, body },
    ...readAnswers(bytes.subarray(end + 4 + length)),
  ]
}

/** A request as the bytes a client writes; header names as given. */
export function toBytes({ method, url, headers, body }: HttpRequest): Buffer {
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.concat([Buffer.from(`${method} ${url} HTTP/1.1\r\n${head.join('')}\r\n`, 'latin1'), body])
}
