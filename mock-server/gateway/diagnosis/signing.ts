import * as acs3 from '../../../contracts/signature/acs3.ts'
import { percentEncode, percentEncodeAgain, type Pair } from '../../../contracts/signature/percent-encode.ts'
import { signatureParameter } from '../../../contracts/signature/rpc-v1.ts'
import type { Call } from '../../call/call.ts'

/*
 * How a client signs, step by step, with every step replaceable: a hypothesis about a mistake replaces one of them.
 * Unchanged, the steps give what `contracts/signature` gives, which a test holds them to.
 */

export type Encode = (text: string) => string

/** The steps that both schemes have. */
export interface Signing {
  readonly method: string
  readonly path: string
  /** The parameters that take part, in the order they came. */
  readonly pairs: readonly Pair[]
  /** Undefined: they are signed in the order they came. */
  readonly order: ((one: Pair, other: Pair) => number) | undefined
  readonly encode: Encode
  /** Makes a query of the fields `name=value`. */
  readonly joinFields: (fields: readonly string[]) => string
}

export interface RpcV1Signing extends Signing {
  readonly encodeAgain: Encode
  /** Makes the string to sign of method, path and encoded query. */
  readonly joinParts: (parts: readonly string[]) => string
}

export interface Acs3Signing extends Signing {
  readonly algorithm: acs3.Algorithm
  /** Lines of the canonical headers. */
  readonly headers: readonly Pair[]
  readonly signedHeaders: readonly string[]
  readonly payloadHash: string
  /** Makes the canonical request of method, path, query, headers, names of the headers and hash of the payload. */
  readonly joinLines: (lines: readonly string[]) => string
  /** Makes the string to sign of the canonical request. */
  readonly finish: (canonical: string) => string
}

/** What a client signed: the string itself, and the one a person can compare, which for V3 is the canonical request behind the hash. */
export interface SignedText {
  readonly text: string
  readonly readable: string
}

const byName = ([a, x]: Pair, [b, y]: Pair): number => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0)

/** The right way to sign this V1 call. */
export function rpcV1Signing({ request, query, form }: Call): RpcV1Signing {
  return {
    method: request.method.toUpperCase(),
    path: '%2F',
    pairs: [...query, ...form].filter(([name]) => name !== signatureParameter),
    order: byName,
    encode: remembering(percentEncode),
    joinFields: (fields) => fields.join('&'),
    encodeAgain: remembering(percentEncodeAgain),
    joinParts: (parts) => parts.join('&'),
  }
}

/** The right way to sign this V3 call. */
export function acs3Signing({ request, query, authorization }: Call): Acs3Signing {
  const algorithm = authorization?.algorithm as acs3.Algorithm
  const signedHeaders = [...(authorization?.signedHeaders ?? [])].sort()
  return {
    method: request.method.toUpperCase(),
    path: '/',
    pairs: query,
    order: byName,
    encode: remembering(percentEncode),
    joinFields: (fields) => fields.join('&'),
    algorithm,
    headers: signedHeaders.map((name) => [name, acs3.signedValue(request.headers, name)]),
    signedHeaders,
    payloadHash: acs3.hash(algorithm, request.body),
    joinLines: (lines) => lines.join('\n'),
    finish: (canonical) => acs3.stringToSign(algorithm, canonical),
  }
}

export function signedByRpcV1(signing: RpcV1Signing): SignedText {
  const { method, path, joinParts, encodeAgain } = signing
  const fields = queryOf(signing).split('&')
  const text = joinParts([method, path, fields.map(encodeAgain).join(encodeAgain('&'))])
  return { text, readable: text }
}

export function signedByAcs3(signing: Acs3Signing): SignedText {
  const block = signing.headers.map(([name, value]) => `${name}:${value}\n`).join('')
  const readable = signing.joinLines([
    signing.method,
    signing.path,
    queryOf(signing),
    block,
    signing.signedHeaders.join(';'),
    signing.payloadHash,
  ])
  return { text: signing.finish(readable), readable }
}

function queryOf({ pairs, order, encode, joinFields }: Signing): string {
  const ordered = order === undefined ? pairs : [...pairs].sort(order)
  return joinFields(ordered.map(([name, value]) => `${encode(name)}=${encode(value)}`))
}

/** Most hypotheses encode the same values again; a list of 1,000 recipients is encoded once. */
function remembering(encode: Encode): Encode {
  const known = new Map<string, string>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    const encoded = encode(text)
    known.set(text, encoded)
    return encoded
  }
}
