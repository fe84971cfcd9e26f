import { assumptions, type AssumptionName } from '../../contracts/evidence/assumptions.ts'
import { defineSlow } from '../../contracts/slow-text.ts'
import type { ApiError } from '../../contracts/errors/api-error.ts'
import type { Exchange } from '../../contracts/exchange.ts'
import type { HttpReply } from '../../contracts/http.ts'
import { visible } from '../../contracts/visible.ts'
import { contentTypes } from '../../contracts/wire/envelope.ts'
import type { Prepared } from './prepare.ts'
import { tokenMask } from './mask-token.ts'
import { undecided, type Outcome } from './outcome.ts'

/** The reply to a call whose outcome is decided. With `explained` its headers say which rule decided, and on what evidence. */
export function toReply(prepared: Prepared, outcome: Outcome, explained: boolean): HttpReply {
  const { call, format, requestId, world, write } = prepared
  const body =
    outcome === undecided || call.request.method === 'HEAD' ? '' : write(outcome.root, outcome.fields)
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
  const retryAfter = outcome.error?.details.retryAfter
  if (retryAfter !== undefined && world.assumptions.retryAfterHeader === 'present')
    headers['x-acs-retry-after'] = String(retryAfter)
  if (explained) {
    const { rule, evidence } = outcome
    headers['x-mock-rule'] = rule.id
    headers['x-mock-evidence'] = evidence.class
    if (evidence.assumption !== undefined) headers['x-mock-assumption'] = evidence.assumption
  }
  return { status: outcome.status, headers, body }
}

const credentials = new Set(['AccessKeyId', 'Signature', 'SecurityToken', 'BearerToken'])

/** What is kept of a call. Its security tokens are not, even where the refusal on the wire repeats them. */
export function toExchange(
  { call, world, at, requestId, remarks }: Prepared,
  { error, code, rule, evidence }: Outcome,
  { status, body }: Pick<HttpReply, 'status' | 'body'>,
  applied?: AppliedFaults,
): Exchange {
  const { action, accessKeyId, parameters } = call
  const input: Record<string, string> = {}
  parameters.forEach((value, name) => {
    if (!credentials.has(name)) input[name] = value
  })
  // Every call leaves one of these behind: a literal of plain fields is made in one piece, and what is empty is shared.
  const exchange = {
    at,
    world: world.id,
    operation: action,
    accessKeyId,
    input,
    status,
    code,
    body,
    requestId,
    rule: rule.id,
    evidence,
    faults: applied === undefined ? none : applied.names,
    remarks: applied !== undefined ? [...remarks, ...applied.remarks] : remarks.length > 0 ? remarks : none,
  }
  if (error === undefined) return exchange
  const mask = tokenMask(call)
  const chosen = evidence.assumption === undefined ? error : withSwitch(error, evidence.assumption)
  return { ...exchange, body: mask(body), refusal: toRefusal(chosen, mask) }
}

/** The details of a refusal that an assumption decided, with the switch that decides otherwise. */
function withSwitch({ details }: ApiError, assumption: string): Pick<ApiError, 'details'> {
  const [name = '', choice = ''] = assumption.split('=')
  const others = Object.hasOwn(assumptions, name)
    ? assumptions[name as AssumptionName].choices.filter((each) => each !== choice)
    : []
  if (others.length === 0 || typeof details.explanation === 'object') return { details }
  const text = `Decided by an assumption: ${assumption}. --assume ${name}=${others.join('|')} decides otherwise.`
  const { explanation } = details
  return {
    details: { ...details, explanation: explanation === undefined ? text : `${explanation}\n${text}` },
  }
}

const none: readonly string[] = []

/** The faults that touched a call, and what they did. */
export interface AppliedFaults {
  readonly names: readonly string[]
  readonly remarks: readonly string[]
}

function toRefusal(
  { details: { given, expected, explanation } }: Pick<ApiError, 'details'>,
  mask: (text: string) => string,
): NonNullable<Exchange['refusal']> {
  const refusal = {
    ...(given !== undefined && { given: typeof given === 'string' ? visible(mask(given)) : given }),
    ...(expected !== undefined && { expected }),
    ...(typeof explanation === 'string' && { explanation: mask(explanation) }),
  }
  if (typeof explanation === 'object')
    defineSlow(refusal, 'explanation', { step: explanation.step, read: () => mask(explanation.read()) })
  return refusal
}
