import type { ApiError } from '../../contracts/errors/api-error.ts'
import type { HttpReply, HttpRequest } from '../../contracts/http.ts'
import type { Door } from '../ports/door.ts'
import { systemTimer, type Timer } from '../ports/timer.ts'
import type { World } from '../world/world.ts'
import type { Worlds } from '../world/worlds.ts'
import type { History } from './history.ts'
import { createAnswering, type AnsweringPorts } from './answer.ts'
import { refusedAs, transportRefused } from './outcome.ts'
import { createWaits } from './pass-time.ts'

/** The emulated service, as a function from request to reply. */
export interface Emulator {
  /**
   * Answers one request. Never throws: a defect of the emulator itself is answered as InternalError.
   * @param world where the call is answered; by default the world of its key
   */
  handle(request: HttpRequest, world?: World): Promise<HttpReply>
  /** As `handle`; returns the reply itself where nothing has to be loaded or waited for first, which holds for nearly every call. */
  respond(request: HttpRequest, world?: World): HttpReply | Promise<HttpReply>
  /** Refuses a request that never became one, such as one with an oversized head. */
  refuse(error: ApiError, request?: HttpRequest): Promise<HttpReply>
  /** Ends every wait that faults impose on calls: the server stops. */
  endWaits(): void
  readonly worlds: Worlds
  /** What was done to its worlds, where that is kept. */
  readonly history?: History
  /** Where connections come in; none for an emulator that is asked in its own process only. */
  readonly doors: Set<Door>
}

export interface EmulatorPorts extends AnsweringPorts {
  /** Runs what waits for real time: pauses of faults, a client that waits for a message in a queue. */
  readonly timer?: Timer
}

/** Stands for bytes of which nothing could be read. */
const unreadable: HttpRequest = {
  method: 'POST',
  url: '/',
  headers: {},
  body: new Uint8Array(),
  secure: false,
}

/** Creates an emulator around its worlds. */
export function createEmulator({ worlds, timer = systemTimer, ...ports }: EmulatorPorts): Emulator {
  const waits = createWaits(timer)
  const { respond: respondAsApi, respondWith } = createAnswering({ worlds, ...ports }, waits.timer)

  const respond: Emulator['respond'] = (request, world) =>
    /^\/queues(?:[/?]|$)/.test(request.url) ? respondAsQueue(request, world) : respondAsApi(request, world)

  /** The queue service, on paths of its own; its code is loaded when it is first needed. */
  async function respondAsQueue(request: HttpRequest, given: World | undefined): Promise<HttpReply> {
    const loaded = await import('../queue/answer-queue.ts').catch((reason: unknown) => ({ reason }))
    if ('reason' in loaded) {
      ports.onDefect?.(loaded.reason)
      return { status: 503, headers: { 'content-length': '0' }, body: '' }
    }
    const { answerQueue, queueDefect } = loaded
    return answerQueue(request, (keyId) => given ?? worlds.ofKey(keyId), timer, waits.ended).catch(
      (error: unknown) => {
        ports.onDefect?.(error)
        return queueDefect(request)
      },
    )
  }

  return {
    handle: async (request, world) => respond(request, world),
    respond,
    async refuse(error, request = unreadable) {
      const refused = (): never => {
        throw refusedAs(error, transportRefused)
      }
      return respondWith(refused, request)
    },
    endWaits: waits.end,
    worlds,
    doors: new Set(),
  }
}
