import { connect, type Socket } from 'node:net'
import type { SignedRequest } from './signed-requests.ts'

/** What a run of requests showed. */
export interface Load {
  readonly callsPerSecond: number
  /** Milliseconds from the first byte written to the last byte read, ascending. */
  readonly latencies: readonly number[]
}

/** Longest a run may take, in milliseconds; a server that hangs ends the bench instead of holding it. */
const patience = 120_000

/**
 * Sends the requests over so many kept connections, one at a time on each, and waits for all answers.
 * Writes prepared bytes to bare sockets, and never sleeps: a server that has to wake its client pays for that
 * at every answer, on some virtual machines more than for all its own work, and the slower server pays more often.
 * Throws when an answer is not 200.
 */
export async function load(
  port: number,
  requests: readonly SignedRequest[],
  connections: number,
): Promise<Load> {
  const sockets = await Promise.all(
    Array.from({ length: Math.min(connections, requests.length) }, () => open(port)),
  )
  const latencies: number[] = []
  let next = 0
  const start = performance.now()
  const send = async (socket: Socket): Promise<void> => {
    for (let request = requests[next++]; request !== undefined; request = requests[next++]) {
      const sent = performance.now()
      await exchange(socket, request)
      latencies.push(performance.now() - sent)
    }
  }
  let running = true
  const stayAwake = (): void => void (running && setImmediate(stayAwake))
  stayAwake()
  const timer = setTimeout(
    () => sockets.forEach((socket) => socket.destroy(new Error(`no end after ${patience} ms`))),
    patience,
  )
  try {
    await Promise.all(sockets.map(send))
  } finally {
    running = false
    clearTimeout(timer)
    sockets.forEach((socket) => socket.destroy())
  }
  const seconds = (performance.now() - start) / 1000
  return { callsPerSecond: requests.length / seconds, latencies: latencies.sort((a, b) => a - b) }
}

/** The value below which so large a share of the ascending values lies. */
export function percentile(ascending: readonly number[], share: number): number {
  return ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * share))] ?? Number.NaN
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    socket.once('connect', () => resolve(socket)).once('error', reject)
  })
}

/** Writes one request and reads its whole answer. */
function exchange(socket: Socket, { head, body }: SignedRequest): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = ''
    const settle = (error?: Error): void => {
      socket.off('data', read).off('close', closed)
      if (error === undefined) resolve()
      else reject(error)
    }
    const closed = (): void =>
      settle(new Error(`the server closed the connection; read so far: ${text.slice(0, 500)}`))
    const read = (chunk: Buffer): void => {
      text += chunk.toString('latin1')
      const end = text.indexOf('\r\n\r\n')
      if (end === -1) return
      const length = Number(/^content-length: *(\d+)\r$/im.exec(text)?.[1])
      if (Number.isNaN(length)) settle(new Error(`the answer has no content-length: ${text.slice(0, 500)}`))
      else if (text.length >= end + 4 + length)
        settle(
          text.startsWith('HTTP/1.1 200 ')
            ? undefined
            : new Error(`expected 200, the server answered ${text.slice(0, 1000)}`),
        )
    }
    socket.on('data', read).once('close', closed)
    socket.cork()
    socket.write(head)
    socket.write(body)
    socket.uncork()
  })
}
