import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Server as TlsServer } from 'node:https'
import type { Socket } from 'node:net'

const watched = new WeakMap<object, ReadonlySet<Socket>>()
/** What each connection waits to be answered. */
const answering = new WeakMap<Socket, IncomingMessage>()

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
export function noteAnswering(message: IncomingMessage, response: ServerResponse): void {
  const { socket } = message
  answering.set(socket, message)
  response.once('close', () => answering.delete(socket))
}

/** Closes the connections of a server on which no whole request waits for its answer: a client that is silent could keep it from stopping. */
export function closeUnanswered(server: Server | TlsServer): void {
  for (const socket of connectionsOf(server)) if (answering.get(socket)?.complete !== true && socket.writableLength === 0) socket.destroy()
}
