import type { Server, ServerResponse } from 'node:http'
import type { Server as TlsServer } from 'node:https'
import type { Socket } from 'node:net'

const watched = new WeakMap<object, ReadonlySet<Socket>>()
/** The answer each connection waits for. */
const answering = new WeakMap<Socket, ServerResponse>()

/** The connections of a server, as they come and go from the first call on. */
export function connectionsOf(server: Server | TlsServer): ReadonlySet<Socket> {
  const known = watched.get(server)
  if (known !== undefined) return known
  const sockets = new Set<Socket>()
  watched.set(server, sockets)
  server.on('setSecureContext' in server ? 'secureConnection' : 'connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  return sockets
}

/** Notes that a message is not answered at once. */
export function noteAnswering(response: ServerResponse): void {
  const { socket } = response.req
  answering.set(socket, response)
  response.once('close', () => answering.delete(socket))
}

/**
 * Closes the connections of a server: at once where no whole request waits for its answer, as a client that is silent could keep it
 * from stopping, and elsewhere after the answer.
 */
export function closeUnanswered(server: Server | TlsServer): void {
  for (const socket of connectionsOf(server)) {
    const response = answering.get(socket)
    if (response?.req.complete) response.shouldKeepAlive = false
    else if (socket.writableLength === 0) socket.destroy()
  }
}
