import { appendFileSync } from 'node:fs'
import { Socket, type TcpNetConnectOpts } from 'node:net'
import { destinationOf } from '../../lab/exec/destination.ts'
import type { NodeRoutes } from '../../lab/exec/environment.ts'

/*
 * Loaded into every Node process under `chatapp-mock exec`, before the application. Node ignores proxy variables, and so does the
 * vendor's SDK: connections are led to the emulator where all of them pass, at the socket.
 */

const routes = JSON.parse(process.env['CHATAPP_MOCK_EXEC'] ?? 'null') as NodeRoutes | null
if (routes !== null) divert(routes)

function divert({ httpPort, httpsPort, offline, report }: NodeRoutes): void {
  const connect = Socket.prototype.connect as (this: Socket, ...given: unknown[]) => Socket
  const diverted = function (this: Socket, ...given: unknown[]): Socket {
    const found = targetOf(given)
    if (found === undefined) return connect.apply(this, given)
    const destination = destinationOf(found.host, offline)
    if (destination === 'through') return connect.apply(this, given)
    if (destination === 'emulator') {
      const port = Number(found.options.port) === 80 ? httpPort : httpsPort
      return connect.apply(this, found.replace({ ...found.options, host: '127.0.0.1', port }))
    }
    appendFileSync(
      report,
      `${JSON.stringify({ host: found.host, from: callerIn(new Error().stack ?? '') })}\n`,
    )
    const refusal = new Error(
      `chatapp-mock exec refused the connection to ${found.host}; nothing was sent there.`,
    )
    process.nextTick(() => this.destroy(Object.assign(refusal, { code: 'ECONNREFUSED' })))
    return this
  }
  Socket.prototype.connect = diverted as typeof Socket.prototype.connect
}

interface Target {
  readonly host: string
  readonly options: TcpNetConnectOpts
  /** The arguments with other options in their place. */
  replace(options: TcpNetConnectOpts): unknown[]
}

/** Where a socket is told to connect to; undefined for a path. Node hands its own calls on as one list, with a mark on it. */
function targetOf(given: unknown[]): Target | undefined {
  const [first, second] = given
  if (Array.isArray(first)) {
    const inner = targetOf(first as unknown[])
    if (inner === undefined) return undefined
    const replace = (options: TcpNetConnectOpts): unknown[] => {
      first[0] = options
      return given
    }
    return { ...inner, replace }
  }
  if (typeof first === 'object' && first !== null) {
    const options = first as TcpNetConnectOpts & { readonly path?: string }
    if (options.path !== undefined && options.port === undefined) return undefined
    return { host: options.host ?? 'localhost', options, replace: (other) => [other, ...given.slice(1)] }
  }
  if (typeof first !== 'number' && !/^\d+$/.test(String(first))) return undefined
  const named = typeof second === 'string'
  const host = named ? second : 'localhost'
  return {
    host,
    options: { port: Number(first), host },
    replace: (other) => [other, ...given.slice(named ? 2 : 1)],
  }
}

/** The first line of a stack that stands in the application. */
function callerIn(stack: string): string | undefined {
  const lines = stack.split('\n').slice(1)
  const own = lines.find((line) => !/node:|node_modules|exec-node\.js|node-module\.ts/.test(line))
  return own?.replace(/^\s*at (?:.*\()?(?:file:\/\/)?/, '').replace(/\)$/, '')
}
