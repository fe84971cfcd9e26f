import { calls, type Call } from './calls.ts'

export type Input = Readonly<Record<string, unknown>>

/** A refusal of the server, or no answer at all (`status` 0). */
export class AskError extends Error {
  override readonly name = 'AskError'
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

const tokenName = 'chatapp-mock-token'
export const keepToken = (token: string): void => sessionStorage.setItem(tokenName, token)

/** A call as it travels: shown to people, who can copy it. */
export interface Travelling {
  readonly method: string
  readonly path: string
  readonly body: string | undefined
}

export function travelling(id: Call, input: Input): Travelling {
  const [method, template] = calls[id]
  const rest = { ...input }
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(rest[name] ?? '')
    delete rest[name]
    return encodeURIComponent(value)
  })
  if (method === 'post') return { method: 'POST', path: `/_mock${path}`, body: JSON.stringify(rest) }
  const query = new URLSearchParams(
    Object.entries(rest).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  )
  return {
    method: method.toUpperCase(),
    path: `/_mock${path}${query.size > 0 ? `?${query}` : ''}`,
    body: undefined,
  }
}

/** Sends a call; resolves to the response whatever its status. */
export async function send(id: Call, input: Input, signal?: AbortSignal): Promise<Response> {
  const { method, path, body } = travelling(id, input)
  const token = sessionStorage.getItem(tokenName)
  return fetch(path, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body }),
    ...(signal === undefined ? {} : { signal }),
    cache: 'no-store',
  })
}

/** Asks the control API. Throws `AskError`. */
export async function ask<T>(id: Call, input: Input = {}, signal?: AbortSignal): Promise<T> {
  let response: Response
  try {
    response = await send(id, input, signal)
  } catch (error) {
    throw new AskError(0, error instanceof Error ? error.message : 'No answer')
  }
  const answer = (await response.json().catch(() => ({}))) as { detail?: string }
  if (!response.ok)
    throw new AskError(response.status, answer.detail ?? `The server answered ${response.status}.`)
  return answer as T
}
