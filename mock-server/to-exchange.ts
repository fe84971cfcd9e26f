import type { ApiError } from '../contracts/api-error.ts'
import type { Exchange } from '../contracts/exchange.ts'
import type { HttpReply } from '../contracts/http.ts'
import type { Arrival } from './arrival.ts'
import { tokenMask } from './mask-token.ts'
import type { Outcome } from './outcome.ts'

const credentials = new Set(['AccessKeyId', 'Signature', 'SecurityToken', 'BearerToken'])

/** What is kept of a call. Its security tokens are not, even where the refusal on the wire repeats them. */
export function toExchange({ call, world, at, requestId, remarks }: Arrival, { error, code, rule, evidence }: Outcome, { status, body }: Pick<HttpReply, 'status' | 'body'>, suffered?: Suffered): Exchange {
  const { action, accessKeyId, parameters } = call
  const input: Record<string, string> = {}
  parameters.forEach((value, name) => {
    if (!credentials.has(name)) input[name] = value
  })
  const mask = error === undefined ? undefined : tokenMask(call)
  return {
    at,
    world: world.id,
    operation: action,
    accessKeyId,
    input,
    status,
    code,
    body: mask === undefined ? body : mask(body),
    requestId,
    rule: rule.id,
    evidence,
    faults: suffered?.names ?? [],
    ...(error !== undefined && mask !== undefined && { refusal: toRefusal(error, mask) }),
    remarks: suffered === undefined ? remarks : [...remarks, ...suffered.remarks],
  }
}

/** The faults that touched a call, and what they did. */
export interface Suffered {
  readonly names: readonly string[]
  readonly remarks: readonly string[]
}

function toRefusal({ details: { given, expected, explanation } }: ApiError, mask: (text: string) => string): NonNullable<Exchange['refusal']> {
  return {
    ...(given !== undefined && { given: typeof given === 'string' ? mask(given) : given }),
    ...(expected !== undefined && { expected }),
    ...(explanation !== undefined && { explanation: mask(explanation) }),
  }
}
