import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Delivery, Ending, HttpReply } from '../../contracts/http.ts'
import { systemTimer, type Timer } from '../ports/timer.ts'

/** A reply that something happens to on its way. */
export type TroubledReply = HttpReply & { readonly delivery: Delivery }

/** Connections that are closed when they are used again: by a call, or by anything. */
const stale = new WeakMap<Socket, 'for-calls' | 'for-all'>()
/** Connections on which a fault is at work, by the server that has to let go of them when it stops. */
const troubled = new WeakMap<object, Set<Socket>>()
/** Servers that stop: what faults held until now, they hold no longer. */
const stopping = new WeakSet<object>()

/**
 * Gives a client time to read the beginning of an answer before its connection is reset: clients on libuv that find data and reset at
 * the same time report an orderly end. Two turns of the event loop, so that a client in this process reads, too.
 */
async function readingTime(timer: Timer): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise<void>((resume) => void timer(5, resume))
}

/** Writes a reply to a socket as its delivery says. */
export async function deliver(
  response: ServerResponse,
  { status, headers, body, delivery }: TroubledReply,
  timer: Timer = systemTimer,
): Promise<void> {
  const { socket } = response
  if (socket === null) return
  const { sent, ends = 'end', bytes = Buffer.from(body), pieces } = delivery
  const release = hold(socket)
  if (socket.destroyed) return
  if (sent !== 'nothing') {
    response.writeHead(status, headers).flushHeaders()
    for (const [index, piece] of piecesOf(
      sent === undefined ? bytes : bytes.subarray(0, sent),
      pieces?.bytes,
    ).entries()) {
      if (index > 0 && pieces !== undefined && pieces.every > 0)
        await new Promise<void>((resume) => void timer(pieces.every, resume))
      if (socket.destroyed) return
      // The end of a connection must not overtake what was written before it.
      await new Promise<void>((written) => void response.write(piece, () => written()))
    }
  }
  if (ends === 'reset' && sent !== 'nothing') await readingTime(timer)
  if (ends !== 'silence') release()
  endings[ends](response, socket)
}

/** How each ending is done to a socket. */
const endings: Readonly<Record<Ending, (response: ServerResponse, socket: Socket) => void>> = {
  end: (response) => void response.end(),
  close: (_response, socket) => void socket.destroy(),
  'half-close': (_response, socket) => void socket.end(),
  reset: (_response, socket) => reset(socket),
  silence: () => {},
  // The server lets go of what it has accepted already; that it accepts nothing more is up to who listens.
  refuse: (_response, socket) => reset(socket),
  stale: (response, socket) => {
    stale.set(socket, 'for-calls')
    response.end()
  },
}

/** From now on the connection is closed when it is used again, whatever for. */
export const makeStale = (socket: Socket): void => void stale.set(socket, 'for-all')

/** Closes the connection of a message if a fault has made it stale; a fault of a call spares the control API. */
export function isStale({ socket }: IncomingMessage, user: 'call' | 'control'): boolean {
  const found = stale.get(socket)
  if (found === undefined || (found === 'for-calls' && user === 'control')) return false
  reset(socket)
  return true
}

/** Lets go of the connections on which faults are at work: a server that stops waits for nobody. */
export function releaseTroubled(server: object): void {
  stopping.add(server)
  for (const socket of troubled.get(server) ?? []) socket.destroy()
}

/** Over TLS the connection below is the one that can be reset. */
function reset(socket: Socket): void {
  // oxlint-disable-next-line no-underscore-dangle -- the one way to the connection below that Node knows
  const below = (socket as Socket & { _parent?: Socket })._parent
  if (below === undefined || below === null) socket.resetAndDestroy()
  else {
    below.resetAndDestroy()
    socket.destroy()
  }
}

function hold(socket: Socket): () => void {
  const { server } = socket as Socket & { server?: object }
  if (server === undefined) return () => {}
  if (stopping.has(server)) socket.destroy()
  const held = troubled.get(server) ?? new Set()
  troubled.set(server, held.add(socket))
  const release = (): void => {
    held.delete(socket)
    // A connection that is kept alive is held again and again.
    socket.off('close', release)
  }
  socket.once('close', release)
  return release
}

/** The body in pieces; one when nothing is said about them. */
export function piecesOf(bytes: Uint8Array, size = Infinity): Uint8Array[] {
  if (bytes.length <= size) return bytes.length === 0 ? [] : [bytes]
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  )
}
