import type { BuiltRequest } from './build-request.ts'
import { TransportError, type TransportFailure } from './errors/transport-error.ts'
import type { Clock } from './ports.ts'
import type { Fetch } from '../contracts/http.ts'

/** An answer as it came. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: string
}

export interface AttemptOptions {
  readonly fetch: Fetch
  readonly clock: Clock
  /** Milliseconds until the connection stands. */
  readonly connectTimeout: number
  /** Milliseconds from then until the answer is complete. */
  readonly answerTimeout: number
  readonly signal?: AbortSignal | undefined
}

/** Carries a request to the server once and reads the whole answer. Throws `TransportError` when there is none. */
export async function attempt(
  operation: string,
  request: BuiltRequest,
  { fetch, clock, connectTimeout, answerTimeout, signal }: AttemptOptions,
): Promise<Answer> {
  const controller = new AbortController()
  let phase: 'connecting' | 'waiting' | 'reading' = 'connecting'
  let givenUp: TransportFailure | undefined
  let callOff: (() => void) | undefined

  const giveUp = (failure: TransportFailure, reason: unknown): void => {
    givenUp ??= failure
    controller.abort(reason)
  }
  const sent = (): void => {
    if (phase === 'connecting') phase = 'waiting'
    callOff?.()
    callOff = clock.after(answerTimeout, () =>
      giveUp('answer-timeout', new Error(`${answerTimeout} ms passed`)),
    )
  }
  const abort = (): void => giveUp('aborted', signal?.reason)
  if (signal?.aborted) throw new TransportError(operation, 'aborted', false, signal.reason)
  signal?.addEventListener('abort', abort, { once: true })

  const stopped = new Promise<never>((_resolve, reject) =>
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason), { once: true }),
  )
  let fetched: Promise<Response> | undefined
  try {
    callOff = clock.after(connectTimeout, () =>
      giveUp('connect-timeout', new Error(`${connectTimeout} ms passed`)),
    )
    fetched = fetch(request.url, {
      method: 'POST',
      headers: request.headers,
      // A signed request must not be sent on to another host. Without both settings undici reads the body ahead, to be able to send it twice.
      redirect: 'error',
      window: null,
      signal: controller.signal,
      body: toldWhenSent(request.body, sent),
      duplex: 'half',
    })
    const response = await Promise.race([fetched, stopped])
    phase = 'reading'
    return {
      status: response.status,
      headers: response.headers,
      body: await Promise.race([response.text(), stopped]),
    }
  } catch (error) {
    if (givenUp !== undefined)
      void fetched?.then(({ body }) => (body?.locked === false ? body.cancel() : undefined)).catch(() => {})
    const failure = givenUp ?? (phase === 'reading' ? 'incomplete-answer' : 'connection')
    throw new TransportError(operation, failure, phase !== 'connecting' && !neverConnected(error), error)
  } finally {
    callOff?.()
    signal?.removeEventListener('abort', abort)
  }
}

/** A body that `fetch` asks for once the connection stands, which is the one way in which it tells. An empty one travels with length 0. */
function toldWhenSent(text: string, tell: () => void): ReadableStream<Uint8Array> {
  return new ReadableStream(
    {
      pull(controller) {
        tell()
        if (text !== '') controller.enqueue(Buffer.from(text, 'latin1'))
        controller.close()
      },
    },
    { highWaterMark: 0 },
  )
}

const beforeConnection = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

function neverConnected(error: unknown): boolean {
  const { code } = ((error as { cause?: unknown } | undefined)?.cause ?? {}) as { code?: unknown }
  return typeof code === 'string' && beforeConnection.has(code)
}
