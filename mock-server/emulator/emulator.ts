import { ApiError } from '../../contracts/errors/api-error.ts'
import type { Exchange } from '../../contracts/exchange.ts'
import { assumed } from '../../contracts/evidence/evidence.ts'
import type { HttpReply, HttpRequest } from '../../contracts/http.ts'
import type { Rule } from '../../contracts/evidence/evidence.ts'
import { contentTypes } from '../../contracts/wire/envelope.ts'
import { answer, type Accepted } from './answer.ts'
import { arrive, type Arrival } from '../call/arrival.ts'
import { readCall } from '../call/call.ts'
import { pageIsOwn } from '../call/foreign-page.ts'
import type { History } from './history.ts'
import type { Door } from '../ports/door.ts'
import { faultStruck, UndecidedError } from './fault-struck.ts'
import type { Ordeal } from './under-faults.ts'
import { createPatience } from './pass-time.ts'
import { needsOf, type Needs } from './needs.ts'
import { defect, refusal, success, undecided, type Outcome } from './outcome.ts'
import { systemTimer, type Timer } from '../ports/timer.ts'
import { toExchange, type Suffered } from './to-exchange.ts'
import type { World } from '../world/world.ts'
import type { Worlds } from '../world/worlds.ts'

/** The emulated service, as a function from request to reply. */
export interface Emulator {
  /**
   * Answers one request. Never throws: a defect of the emulator itself is answered as InternalError.
   * @param world where the call is answered; the world of its key unless given
   */
  handle(request: HttpRequest, world?: World): Promise<HttpReply>
  /** As `handle`; the reply itself where nothing has to be read or waited for first, which is true of nearly every call. */
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

export interface EmulatorPorts {
  readonly worlds: Worlds
  /** Told about every exchange, after its answer is ready. */
  readonly onExchange?: (exchange: Exchange) => void
  /** Told about defects of the emulator itself. */
  readonly onDefect?: (error: unknown) => void
  /** False leaves the headers that begin with x-mock- out. */
  readonly explainInHeaders?: boolean
  /** Runs what waits for real time: a client that waits for a message in a queue. */
  readonly timer?: Timer
}

const transportRefused: Rule = {
  id: 'emulator.request-is-http',
  summary: 'The request is well-formed HTTP within the size limits of the server.',
  evidence: assumed('limits of the live gateway are not published'),
}

/** Rules that belong to the emulator rather than to the service. */
export const emulatorRules: readonly Rule[] = [defect, transportRefused, pageIsOwn, faultStruck]

const unavailableText = 'The request has failed due to a temporary failure of the server.'

/** Stands for bytes of which nothing could be read. */
const unreadable: HttpRequest = {
  method: 'POST',
  url: '/',
  headers: {},
  body: new Uint8Array(),
  secure: false,
}

/** Decides about a call, as `answer` does. */
type Decide = (arrival: Arrival, needs: Needs, gateway?: World) => Accepted

/** Creates an emulator around its worlds. */
export function createEmulator({
  worlds,
  onExchange,
  onDefect,
  explainInHeaders = true,
  timer = systemTimer,
}: EmulatorPorts): Emulator {
  const patience = createPatience(timer)

  function respond(request: HttpRequest, given?: World): HttpReply | Promise<HttpReply> {
    if (/^\/queues(?:[/?]|$)/.test(request.url)) return handleQueue(request, given)
    const call = readCall(request)
    return attend(arrive(call, given ?? worlds.ofKey(call.accessKeyId)), answer)
  }

  /** The queue service, on paths of its own: it is read when it is first needed. */
  async function handleQueue(request: HttpRequest, given: World | undefined): Promise<HttpReply> {
    const read = await import('../queue/answer-queue.ts').catch((error: unknown) =>
      unavailable(error, { requestId: '' }),
    )
    if (!('answerQueue' in read)) return read
    const { answerQueue, queueDefect } = read
    return answerQueue(request, (keyId) => given ?? worlds.ofKey(keyId), timer).catch((error: unknown) => {
      onDefect?.(error)
      return queueDefect
    })
  }

  function attend(arrival: Arrival, decide: Decide): HttpReply | Promise<HttpReply> {
    const needs = needsOf(arrival.call.action, arrival.format)
    const reply =
      needs instanceof Promise
        ? needs.then((read) => settle(arrival, decide, read))
        : settle(arrival, decide, needs)
    return reply instanceof Promise ? reply.catch((error: unknown) => unavailable(error, arrival)) : reply
  }

  /** What is read on first use could not be read, as when no file descriptor is left. Needs nothing that has to be read. */
  function unavailable(error: unknown, { requestId }: Pick<Arrival, 'requestId'>): HttpReply {
    onDefect?.(error)
    const body = JSON.stringify({
      RequestId: requestId,
      Code: 'ServiceUnavailable',
      Message: unavailableText,
    })
    return {
      status: 503,
      headers: { 'content-type': contentTypes.JSON, 'content-length': String(Buffer.byteLength(body)) },
      body,
    }
  }

  function settle(arrival: Arrival, decide: Decide, needs: Needs): HttpReply | Promise<HttpReply> {
    const { call, world, requestId } = arrival
    if (world.faults.length > 0) return settleUnderFaults(arrival, decide, needs)
    let outcome: Outcome
    try {
      const { carryOut, rule } = decide(arrival, needs)
      outcome = success(call, requestId, rule, carryOut())
    } catch (error) {
      outcome = failure(error, arrival)
    }
    return record(arrival, outcome, write(arrival, needs, outcome))
  }

  /** The same in a world with faults, which may strike and take time at every stage. */
  async function settleUnderFaults(arrival: Arrival, decide: Decide, needs: Needs): Promise<HttpReply> {
    const { createOrdeal } = await import('./under-faults.ts')
    const { call, world, requestId } = arrival
    const ordeal = createOrdeal(call, world, patience.timer)
    let outcome: Outcome
    try {
      await ordeal.beforeRead(requestId)
      const { carryOut, rule } = decide(arrival, needs, ordeal.gateway)
      const pause = ordeal.beforeCommit()
      // Without a pause nothing comes between what was decided and what is done.
      if (pause !== undefined) await pause
      outcome = success(call, requestId, rule, carryOut())
    } catch (error) {
      outcome = failure(error, arrival)
    }
    if (outcome !== undecided) {
      const exchange = toExchange(arrival, outcome, {
        status: outcome.status,
        body: needs.write(outcome.root, outcome.fields),
      })
      try {
        outcome = {
          ...outcome,
          fields: await ordeal.afterDecision({
            exchange,
            fields: outcome.fields,
            carriedOut: outcome.error === undefined,
          }),
        }
      } catch (error) {
        outcome = failure(error, arrival)
      }
    }
    return record(
      arrival,
      outcome,
      markFaults(await ordeal.deliver(write(arrival, needs, outcome)), ordeal),
      ordeal,
    )
  }

  function failure(error: unknown, { call, world, requestId }: Arrival): Outcome {
    if (error instanceof UndecidedError) return undecided
    if (!(error instanceof ApiError)) onDefect?.(error)
    return refusal(error instanceof ApiError ? error : new ApiError('InternalError'), call, world, requestId)
  }

  /** The reply to a call whose outcome is decided. */
  function write(arrival: Arrival, needs: Needs, outcome: Outcome): HttpReply {
    const body =
      outcome === undecided || arrival.call.request.method === 'HEAD'
        ? ''
        : needs.write(outcome.root, outcome.fields)
    return { status: outcome.status, headers: replyHeaders(arrival, outcome, body), body }
  }

  /** Notes the exchange, and tells whoever wants to know. */
  function record(arrival: Arrival, outcome: Outcome, reply: HttpReply, suffered?: Suffered): HttpReply {
    const { world } = arrival
    const exchange = toExchange(arrival, outcome, reply, suffered)
    world.journal.add(exchange)
    for (const notify of world.watchers) notify()
    for (const ring of world.alarms) ring()
    onExchange?.(exchange)
    return reply
  }

  /** Says which faults touched the answer, where answers say why. */
  const markFaults = (reply: HttpReply, { names }: Ordeal): HttpReply =>
    names.length === 0 || !explainInHeaders
      ? reply
      : { ...reply, headers: { ...reply.headers, 'x-mock-fault': names.join(', ') } }

  function replyHeaders(
    { world, format, requestId }: Arrival,
    { rule, evidence, error }: Outcome,
    body: string,
  ): Record<string, string> {
    const token = world.random.hex(56)
    const headers: Record<string, string> = {
      'content-type': contentTypes[format],
      'content-length': String(Buffer.byteLength(body)),
      'access-control-allow-origin': '*',
      'access-control-expose-headers': '*',
      'x-acs-request-id': requestId,
      'x-acs-trace-id': token.slice(0, 32),
      etag: token.slice(32),
    }
    const retryAfter = error?.details.retryAfter
    if (retryAfter !== undefined && world.assumptions.retryAfterHeader === 'present')
      headers['x-acs-retry-after'] = String(retryAfter)
    if (explainInHeaders) {
      headers['x-mock-rule'] = rule.id
      headers['x-mock-evidence'] = evidence.class
      if (evidence.assumption !== undefined) headers['x-mock-assumption'] = evidence.assumption
    }
    return headers
  }

  return {
    handle: async (request, world) => respond(request, world),
    respond,
    endWaits: patience.end,
    refuse: async (error, request = unreadable) => {
      error.rule ??= transportRefused
      const call = readCall(request)
      return attend(arrive(call, worlds.ofKey(call.accessKeyId)), () => {
        throw error
      })
    },
    worlds,
    doors: new Set(),
  }
}
