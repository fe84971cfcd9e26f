import { delivery } from '../../contracts/callbacks/delivery.ts'
import type { Fetch } from '../../contracts/http.ts'
import type { Clock } from '../../sdk/ports.ts'

/** What a consumer answered to a push. */
export interface Answer {
  /** `unreachable`: no connection, or it was closed before the answer ended. `timed-out`: not complete within 3 seconds. */
  readonly outcome: 'answered' | 'unreachable' | 'timed-out'
  /** 0 without an answer. */
  readonly status: number
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
  /** Why there is no answer. */
  readonly detail?: string
}

/** What is wrong with an answer; undefined when the platform accepts it. */
export type Slip = 'unreachable' | 'late' | 'status' | 'json' | 'code' | undefined

export interface Outside {
  readonly fetch: Fetch
  readonly clock: Clock
}

/** A request to a consumer. */
export interface Push {
  readonly url: string
  readonly body?: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
}

const limit = delivery.timeoutSeconds * 1000

/** Sends a push and waits for the answer as the platform does: 3 seconds, no redirects. Never rejects. */
export async function push(
  { url, body, method = 'POST', headers }: Push,
  { fetch, clock }: Outside,
): Promise<Answer> {
  const stop = new AbortController()
  let late = false
  const callOff = clock.after(limit, () => {
    late = true
    stop.abort()
  })
  try {
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      signal: stop.signal,
      headers: { ...(body === undefined ? {} : { 'content-type': delivery.contentType }), ...headers },
      ...(body === undefined ? {} : { body }),
    })
    const text = await response.text()
    return {
      outcome: 'answered',
      status: response.status,
      body: text,
      headers: Object.fromEntries(response.headers),
    }
  } catch (error) {
    const nothing = { status: 0, body: '', headers: {} }
    if (late)
      return {
        ...nothing,
        outcome: 'timed-out',
        detail: `no complete answer within ${delivery.timeoutSeconds} seconds`,
      }
    return { ...nothing, outcome: 'unreachable', detail: reasonOf(error) }
  } finally {
    callOff()
  }
}

/** Judges an answer as the platform does: HTTP 200 with a JSON object whose code is a number. */
export function slipOf({ outcome, status, body }: Answer): Slip {
  if (outcome === 'unreachable') return 'unreachable'
  if (outcome === 'timed-out') return 'late'
  if (status !== 200) return 'status'
  const parsed = jsonOf(body)
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return 'json'
  return typeof (parsed as { code?: unknown }).code === 'number' ? undefined : 'code'
}

/** An answer in a few words. */
export function describeAnswer({ outcome, status, body, detail }: Answer): string {
  if (outcome !== 'answered') return detail ?? outcome
  const text = body.length > 120 ? `${body.slice(0, 120)}…` : body
  return `HTTP ${status} with ${text === '' ? 'an empty body' : JSON.stringify(text)}`
}

/** The value of a JSON text; undefined when it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The innermost reason of a failed fetch. */
function reasonOf(error: unknown): string {
  const { cause, message, code } = error as { cause?: unknown; message?: string; code?: string }
  if (cause !== undefined) return reasonOf(cause)
  return message || code || String(error)
}
