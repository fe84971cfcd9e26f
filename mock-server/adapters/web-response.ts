import type { HttpReply } from '../../contracts/http.ts'
import { UsageError } from '../../contracts/usage-error.ts'
import { systemTimer, type Timer } from '../ports/timer.ts'
import { piecesOf, type TroubledReply } from './deliver.ts'

/** There is no answer; its cause is what the socket would have said. */
export class ConnectionError extends TypeError {
  override readonly name = 'TypeError'

  constructor(message: string, code: string, reason: string) {
    super(message, { cause: Object.assign(new Error(reason), { code }) })
  }
}

export interface WebResponseOptions {
  /** What a person calls this doorway. */
  readonly doorway: string
  readonly method: string
  /** Ends the wait for an answer that never comes. */
  readonly signal?: AbortSignal | null | undefined
  readonly timer?: Timer
}

/**
 * A reply as a web Response. What a fault does on its way shows as the same failure of fetch as over a socket: throws `ConnectionError`
 * without an answer, and breaks off the body within one. Throws `UsageError` where that cannot be shown.
 */
export async function toWebResponse(
  reply: HttpReply,
  { doorway, method, signal, timer = systemTimer }: WebResponseOptions,
): Promise<Response> {
  const { status, headers, body, delivery } = reply
  if (delivery === undefined) return new Response(method === 'HEAD' ? null : body, { status, headers })
  const { fault, sent, ends = 'end' } = delivery
  if (ends === 'stale') throw cannotShow(fault, doorway)
  if (sent !== 'nothing') return new Response(streamOf(reply as TroubledReply, timer), { status, headers })
  if (ends === 'refuse') throw new ConnectionError('fetch failed', 'ECONNREFUSED', 'connect ECONNREFUSED')
  if (ends === 'reset') throw new ConnectionError('fetch failed', 'ECONNRESET', 'read ECONNRESET')
  if (ends !== 'silence') throw new ConnectionError('fetch failed', 'UND_ERR_SOCKET', 'other side closed')
  return new Promise((_resolve, reject) => {
    if (signal?.aborted) reject(signal.reason as Error)
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })
}

/** A complaint about a fault that needs another doorway. */
export const cannotShow = (fault: string, doorway: string): UsageError =>
  new UsageError(
    `The fault ${fault} cannot be shown ${doorway}: it needs a connection of its own. Use it where the emulator listens on a port (startMockServer, chatapp-mock start, expressHandler).`,
  )

function streamOf(
  { headers, body, delivery: { sent, ends = 'end', bytes = Buffer.from(body), pieces } }: TroubledReply,
  timer: Timer,
): ReadableStream<Uint8Array> {
  const promised = Number(headers['content-length'])
  const part = bytes.subarray(0, Math.min(promised, typeof sent === 'number' ? sent : Infinity))
  const rest = piecesOf(part, pieces?.bytes)
  let begun = false
  return new ReadableStream(
    {
      async pull(controller) {
        const piece = rest.shift()
        if (piece !== undefined) {
          if (begun && pieces !== undefined && pieces.every > 0)
            await new Promise<void>((resume) => void timer(pieces.every, resume))
          begun = true
          controller.enqueue(piece)
          // Who has read as much as was promised does not look further.
        } else if (part.length === promised) controller.close()
        else if (ends === 'silence') await new Promise(() => {})
        else
          controller.error(
            ends === 'reset'
              ? new ConnectionError('terminated', 'ECONNRESET', 'read ECONNRESET')
              : new ConnectionError('terminated', 'UND_ERR_SOCKET', 'other side closed'),
          )
      },
    },
    { highWaterMark: 0 },
  )
}
