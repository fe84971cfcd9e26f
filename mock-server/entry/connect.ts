import { routeOf } from '../control/routes/index.ts'
import { pathsOf } from '../control/route.ts'
import { ControlError } from './control-error.ts'
import {
  createWorldHandle,
  worldHandle,
  type ControlCall,
  type WorldHandle,
  type WorldOptions,
} from './world-handle.ts'

export { ControlError }

/** A running emulator, as tests hold it. */
export interface Connection {
  readonly url: string
  readonly demo: WorldHandle
  createWorld(options?: WorldOptions): Promise<WorldHandle>
}

/**
 * Connects to an emulator that runs elsewhere. Throws `ControlError` when none answers.
 * @param token the one the server was started with, if any
 */
export async function connect(url: string, { token }: { readonly token?: string } = {}): Promise<Connection> {
  const call = controlOverHttp(url.replace(/\/$/, ''), token)
  const demo = (await call('getWorld', { world: 'demo' })) as Parameters<typeof worldHandle>[0]
  return {
    url,
    demo: worldHandle(demo, call),
    createWorld: (options = {}) => createWorldHandle(options, call),
  }
}

/** Operations of the control API as HTTP requests. `fetch` is looked up at each call, so that test tools can replace it. */
export function controlOverHttp(url: string, token?: string): ControlCall {
  return async (id, input) => {
    const route = routeOf(id)
    const rest = { ...input }
    const path = (pathsOf(route)[0] as string).replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const value = String(rest[name] ?? 'demo')
      delete rest[name]
      return encodeURIComponent(value)
    })
    const query =
      route.method === 'post'
        ? ''
        : `?${new URLSearchParams(Object.entries(rest).map(([name, value]): [string, string] => [name, String(value)]))}`
    const response = await globalThis
      .fetch(`${url}/_mock${path}${query}`, {
        method: route.method.toUpperCase(),
        redirect: 'error',
        headers: {
          ...(route.method === 'post' ? { 'content-type': 'application/json' } : {}),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        ...(route.method === 'post' ? { body: JSON.stringify(rest) } : {}),
      })
      .catch((cause: Error) => {
        throw new ControlError(
          `No emulator answers at ${url} (${cause.message}). Start one with: chatapp-mock start`,
        )
      })
    const text = await response.text()
    if (!response.ok)
      throw new ControlError(
        detailOf(text) ?? `${url} answered ${response.status}: ${text.slice(0, 200)}`,
        response.status,
      )
    if (!(response.headers.get('content-type') ?? '').startsWith('application/json'))
      throw new ControlError(`What answers at ${url} is no emulator: ${text.slice(0, 200)}`, response.status)
    return JSON.parse(text)
  }
}

function detailOf(text: string): string | undefined {
  try {
    return (JSON.parse(text) as { detail?: string }).detail
  } catch {
    return undefined
  }
}
