import type { ApiError } from '../../contracts/errors/api-error.ts'
import type { Exchange } from '../../contracts/exchange.ts'
import type { HttpReply } from '../../contracts/http.ts'
import type { Arrival } from '../call/arrival.ts'
import { visible } from '../../contracts/visible.ts'
import { tokenMask } from './mask-token.ts'
import type { Outcome } from './outcome.ts'

const credentials = new Set(['AccessKeyId', 'Signature', 'SecurityToken', 'BearerToken'])

/** What is kept of a call. Its security tokens are not, even where the refusal on the wire repeats them. */
export function toExchange(
  { call, world, at, requestId, remarks }: Arrival,
  { error, code, rule, evidence }: Outcome,
  { status, body }: Pick<HttpReply, 'status' | 'body'>,
  suffered?: Suffered,
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
    faults: suffered === undefined ? none : suffered.names,
    remarks: suffered !== undefined ? [...remarks, ...suffered.remarks] : remarks.length > 0 ? remarks : none,
  }
  if (error === undefined) return exchange
  const mask = tokenMask(call)
  return { ...exchange, body: mask(body), refusal: toRefusal(error, mask) }
}

const none: readonly string[] = []

/** The faults that touched a call, and what they did. */
export interface Suffered {
  readonly names: readonly string[]
  readonly remarks: readonly string[]
}

function toRefusal(
  { details: { given, expected, explanation } }: ApiError,
  mask: (text: string) => string,
): NonNullable<Exchange['refusal']> {
  return {
    ...(given !== undefined && { given: typeof given === 'string' ? visible(mask(given)) : given }),
    ...(expected !== undefined && { expected }),
    ...(explanation !== undefined && { explanation: mask(explanation) }),
  }
}
