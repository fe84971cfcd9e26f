import { ApiError } from '../contracts/api-error.ts'
import type { Exchange } from '../contracts/exchange.ts'
import { assumed, type Evidence } from '../contracts/evidence.ts'
import type { HttpReply, HttpRequest } from '../contracts/http.ts'
import type { Rule } from '../contracts/rule.ts'
import { contentTypes, recommendation, renderBody, type Fields, type Format } from '../contracts/wire/envelope.ts'
import { answer } from './answer.ts'
import type { Door } from './door.ts'
import { formatOf, readCall, type Call } from './call.ts'
import { createOrdeal, faultStruck, UndecidedError, type Ordeal } from './faults/ordeal.ts'
import { tokenMask } from './mask-token.ts'
import { createPatience } from './faults/pass-time.ts'
import { systemTimer, type Timer } from './ports/timer.ts'
import type { World } from './world/world.ts'
import type { Worlds } from './world/worlds.ts'

/** The emulated service, as a function from request to reply. */
export interface Emulator {
  /**
   * Answers one request. Never throws: a defect of the emulator itself is answered as InternalError.
   * @param world where the call is answered; the world of its key unless given
   */
  handle(request: HttpRequest, world?: World): Promise<HttpReply>
  /** Refuses a request that never became one, such as one with an oversized head. */
  refuse(error: ApiError, request?: HttpRequest): Promise<HttpReply>
  /** Ends every wait that faults impose on calls: the server stops. */
  endWaits(): void
  readonly worlds: Worlds
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

const defect: Rule = {
  id: 'emulator.internal-error',
  summary: 'The emulator itself has failed; please report it.',
  evidence: assumed('a defect of this project, not a statement about the service'),
}

const transportRefused: Rule = {
  id: 'emulator.request-is-http',
  summary: 'The request is well-formed HTTP within the size limits of the server.',
  evidence: assumed('limits of the live gateway are not published'),
}

/** Rules that belong to the emulator rather than to the service. */
export const emulatorRules: readonly Rule[] = [defect, transportRefused, faultStruck]

/** Stands for bytes of which nothing could be read. */
const unreadable: HttpRequest = { method: 'POST', url: '/', headers: {}, body: new Uint8Array(), secure: false }

/** Creates an emulator around its worlds. */
export function createEmulator({ worlds, onExchange, onDefect, explainInHeaders = true, timer = systemTimer }: EmulatorPorts): Emulator {
  const patience = createPatience(timer)

  async function handle(request: HttpRequest, given?: World): Promise<HttpReply> {
    if (/^\/queues(?:[/?]|$)/.test(request.url)) return handleQueue(request, given)
    const call = readCall(request)
    const world = given ?? worlds.ofKey(call.accessKeyId)
    const ordeal = world.faults.length === 0 ? undefined : createOrdeal(call, world, patience.timer)
    return conclude(call, world, (requestId, remark) => answer(call, world, requestId, remark, ordeal), ordeal)
  }

  /** The queue service, on paths of its own: it is read when it is first needed. */
  async function handleQueue(request: HttpRequest, given: World | undefined): Promise<HttpReply> {
    const { answerQueue, queueDefect } = await import('./queue/answer-queue.ts')
    return answerQueue(request, (keyId) => given ?? worlds.ofKey(keyId), timer).catch((error: unknown) => {
      onDefect?.(error)
      return queueDefect
    })
  }

  async function conclude(call: Call, world: World, decide: (requestId: string, remark: (text: string) => void) => ReturnType<typeof answer>, ordeal?: Ordeal): Promise<HttpReply> {
    const requestId = world.random.uuid()
    const format = formatOf(call, world.assumptions.v1DefaultFormat)
    const remarks: string[] = []
    const at = world.clock.now()
    let outcome: Outcome
    try {
      if (ordeal !== undefined) await ordeal.beforeRead(requestId)
      const { output, rule } = await decide(requestId, (text) => remarks.push(text))
      outcome = { status: 200, code: 'OK', rule, evidence: rule.evidence, root: `${call.action}Response`, fields: { RequestId: requestId, Code: 'OK', Message: 'OK', ...output }, error: undefined }
    } catch (error) {
      outcome = outcomeOf(error, call, world, requestId)
    }
    if (ordeal !== undefined) outcome = await disturbed(outcome)
    const body = outcome === undecidedOutcome || call.request.method === 'HEAD' ? '' : await renderBody(format, outcome.root, outcome.fields)
    const decided = { status: outcome.status, headers: replyHeaders(format, outcome, body, requestId, world), body }
    const reply = ordeal === undefined ? decided : markFaults(await ordeal.deliver(decided), ordeal)
    const exchange = toExchange(call, world, at, requestId, outcome, reply, remarks, ordeal)
    world.journal.add(exchange)
    for (const notify of world.watchers) notify()
    for (const ring of world.alarms) ring()
    onExchange?.(exchange)
    return reply

    /** What faults make of an outcome. */
    async function disturbed(settled: Outcome): Promise<Outcome> {
      if (settled === undecidedOutcome) return settled
      const body = await renderBody(format, settled.root, settled.fields)
      const exchange = toExchange(call, world, at, requestId, settled, { status: settled.status, body }, remarks)
      try {
        return { ...settled, fields: await (ordeal as Ordeal).afterDecision({ exchange, fields: settled.fields, carriedOut: settled.error === undefined }) }
      } catch (error) {
        return outcomeOf(error, call, world, requestId)
      }
    }
  }

  function outcomeOf(error: unknown, call: Call, world: World, requestId: string): Outcome {
    if (error instanceof UndecidedError) return undecidedOutcome
    if (!(error instanceof ApiError)) onDefect?.(error)
    return refusalOutcome(error instanceof ApiError ? error : new ApiError('InternalError'), call, world, requestId)
  }

  /** Says which faults touched the answer, where answers say why. */
  const markFaults = (reply: HttpReply, { names }: Ordeal): HttpReply => (names.length === 0 || !explainInHeaders ? reply : { ...reply, headers: { ...reply.headers, 'x-mock-fault': names.join(', ') } })

  function replyHeaders(format: Format, { rule, evidence, error }: Outcome, body: string, requestId: string, world: World): Record<string, string> {
    const retryAfter = error?.details.retryAfter
    return {
      'content-type': contentTypes[format],
      'content-length': String(Buffer.byteLength(body)),
      'access-control-allow-origin': '*',
      'access-control-expose-headers': '*',
      'x-acs-request-id': requestId,
      'x-acs-trace-id': world.random.hex(32),
      etag: world.random.hex(24),
      ...(retryAfter !== undefined && world.assumptions.retryAfterHeader === 'present' ? { 'x-acs-retry-after': String(retryAfter) } : {}),
      ...(explainInHeaders ? { 'x-mock-rule': rule.id, 'x-mock-evidence': evidence.class, ...(evidence.assumption === undefined ? {} : { 'x-mock-assumption': evidence.assumption }) } : {}),
    }
  }

  return {
    handle,
    endWaits: patience.end,
    refuse: (error, request = unreadable) => {
      error.rule ??= transportRefused
      const call = readCall(request)
      return conclude(call, worlds.ofKey(call.accessKeyId), () => Promise.reject(error))
    },
    worlds,
    doors: new Set(),
  }
}

interface Outcome {
  readonly status: number
  readonly code: string
  readonly rule: Rule
  /** That of the rule, unless the refusal has its own. */
  readonly evidence: Evidence
  readonly root: string
  readonly fields: Fields
  readonly error: ApiError | undefined
}

/** Of a call that a fault ended before anything was decided. */
const undecidedOutcome: Outcome = { status: 0, code: '', rule: faultStruck, evidence: faultStruck.evidence, root: '', fields: {}, error: undefined }

function refusalOutcome(error: ApiError, call: Call, { assumptions }: World, requestId: string): Outcome {
  const { row, code, message, details } = error
  const ofProduct = row.family === 'service'
  const inside200 = ofProduct && assumptions.errorStatus === '200'
  const accessDenied = details.accessDenied === undefined ? {} : { AccessDeniedDetail: inside200 ? JSON.stringify(details.accessDenied) : details.accessDenied }
  const rule = error.rule ?? defect
  const bare = { Message: message, RequestId: requestId }
  const ofGateway = inside200 || (ofProduct && assumptions.errorHostId === 'no')
  return {
    status: inside200 ? 200 : statusOf(error, assumptions),
    code,
    rule,
    evidence: details.evidence ?? rule.evidence,
    root: inside200 ? `${call.action}Response` : 'Error',
    fields: ofGateway
      ? { ...bare, Code: code, ...accessDenied }
      : { Recommend: recommendation(code, requestId), ...bare, HostId: call.request.headers['host'] ?? 'cams.ap-southeast-1.aliyuncs.com', Code: code, ...accessDenied },
    error,
  }
}

/** The status of the row, or the other one that some tables print. */
function statusOf({ row, code }: ApiError, { unknownKeyStatus, securityTokenStatus }: World['assumptions']): number {
  if (code === 'InvalidAccessKeyId.NotFound') return Number(unknownKeyStatus)
  if (code.startsWith('InvalidSecurityToken.')) return Number(securityTokenStatus)
  return row.status
}

const credentials = new Set(['AccessKeyId', 'Signature', 'SecurityToken', 'BearerToken'])

/** What is kept of a call. Its security tokens are not, even where the refusal on the wire repeats them. */
function toExchange(call: Call, world: World, at: number, requestId: string, outcome: Outcome, { status, body }: Pick<HttpReply, 'status' | 'body'>, remarks: readonly string[], ordeal?: Ordeal): Exchange {
  const { action, accessKeyId, parameters } = call
  const input: Record<string, string> = {}
  for (const [name, value] of parameters) if (!credentials.has(name)) input[name] = value
  const { given, expected, explanation } = outcome.error?.details ?? {}
  const masked = outcome.error === undefined ? (text: string) => text : tokenMask(call)
  return {
    at,
    world: world.id,
    operation: action,
    accessKeyId,
    input,
    status,
    code: outcome.code,
    body: masked(body),
    requestId,
    rule: outcome.rule.id,
    evidence: outcome.evidence,
    faults: ordeal?.names ?? [],
    ...(outcome.error === undefined
      ? {}
      : { refusal: { ...(given === undefined ? {} : { given: typeof given === 'string' ? masked(given) : given }), ...(expected === undefined ? {} : { expected }), ...(explanation === undefined ? {} : { explanation: masked(explanation) }) } }),
    remarks: ordeal === undefined ? remarks : [...remarks, ...ordeal.remarks],
  }
}
