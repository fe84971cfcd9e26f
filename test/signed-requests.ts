import type { HttpRequest } from '../contracts/http.ts'
import * as acs3 from '../contracts/signature/acs3.ts'
import type { Pair } from '../contracts/signature/percent-encode.ts'
import * as rpcV1 from '../contracts/signature/rpc-v1.ts'
import { encodeInput } from '../contracts/wire/decode-input.ts'
import { formatParameters } from '../contracts/wire/parameters.ts'

/** Credentials a request is signed with. */
export interface Credentials {
  readonly id: string
  readonly secret: string
  readonly token?: string
}

/** The credentials of the demo world, as the documentation prints them. */
export const keys = {
  account1: { id: 'mock-ak-1', secret: 'mock-sk-1' },
  sender: { id: 'mock-ak-sender', secret: 'mock-sk-sender' },
  reader: { id: 'mock-ak-reader', secret: 'mock-sk-reader' },
  sts: { id: 'STS.mock-1', secret: 'mock-sts-sk-1', token: 'mock-sts-token-1' },
  inactive: { id: 'mock-ak-inactive', secret: 'mock-sk-inactive' },
  account2: { id: 'mock-ak-2', secret: 'mock-sk-2' },
  unsubscribed: { id: 'mock-ak-unsubscribed', secret: 'mock-sk-unsubscribed' },
} as const satisfies Record<string, Credentials>

/** When the tests take place, unless they say otherwise: milliseconds since the epoch. */
export const testTime = Date.parse('2026-11-24T12:00:00Z')

export type Parameters = Readonly<Record<string, unknown>>

/** How a request is made; every part has a usual value. */
export interface Signing {
  readonly scheme?: 'v3' | 'v1'
  readonly key?: Credentials
  readonly action?: string
  readonly version?: string
  readonly method?: string
  /** Where the business parameters travel. V1 system parameters travel in the query, or with `form-only` in the form as well. */
  readonly place?: 'form' | 'query' | 'form-only'
  /** Milliseconds since the epoch the request says it was signed at. */
  readonly at?: number
  /** The timestamp as text, where `at` cannot express it. */
  readonly timestamp?: string
  readonly nonce?: string
  readonly host?: string
  readonly secure?: boolean
  readonly algorithm?: acs3.Algorithm
  /** V1: the answer's format; absent means the parameter is not sent. */
  readonly format?: string | undefined
  /** Further headers, signed by V3 where their names ask for it. */
  readonly headers?: Readonly<Record<string, string>>
  /** System parameters (V1) or headers (V3) to set after all others and before signing; undefined leaves one out. */
  readonly system?: Readonly<Record<string, string | undefined>>
  /** Further business parameters, signed like the others; for names that occur twice. */
  readonly more?: readonly Pair[]
  /** V3: a body that is no form, signed as it is. */
  readonly body?: { readonly type: string; readonly text: string }
  /** Replaces the right signature. */
  readonly signature?: string
}

let nonces = 0
const nextNonce = (): string => `nonce-${++nonces}`

/** The wire form of a time: UTC without milliseconds. */
export const wireTime = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z')

/** A signed request, by default V3, POST, with the parameters in the form. */
export function signed(parameters: Parameters, signing: Signing = {}): HttpRequest {
  const business = [...encodeInput(parameters), ...(signing.more ?? [])]
  return signing.scheme === 'v1' ? signedV1(business, signing) : signedV3(business, signing)
}

const formType = 'application/x-www-form-urlencoded'

function signedV3(business: readonly Pair[], signing: Signing): HttpRequest {
  const {
    key = keys.account1 as Credentials,
    method = 'POST',
    place = method === 'GET' ? 'query' : 'form',
    algorithm = 'ACS3-HMAC-SHA256',
  } = signing
  const query = place === 'query' ? business : []
  const body = new TextEncoder().encode(
    signing.body?.text ?? (place === 'query' ? '' : formatParameters(business)),
  )
  const headers = defined({
    host: signing.host ?? '127.0.0.1:4010',
    accept: 'application/json',
    'x-acs-action': signing.action ?? 'SendChatappMassMessage',
    'x-acs-version': signing.version ?? '2020-06-06',
    'x-acs-date': signing.timestamp ?? wireTime(signing.at ?? testTime),
    'x-acs-signature-nonce': signing.nonce ?? nextNonce(),
    'x-acs-content-sha256': acs3.hash(algorithm, body),
    ...(place === 'query' ? {} : { 'content-type': signing.body?.type ?? formType }),
    ...(key.token === undefined ? {} : { 'x-acs-accesskey-id': key.id, 'x-acs-security-token': key.token }),
    ...signing.headers,
    ...signing.system,
  })
  const signedHeaders = acs3.headersToSign(headers)
  const canonical = acs3.canonicalRequest(
    { method, query, headers, body },
    signedHeaders,
    acs3.hash(algorithm, body),
  )
  const signature =
    signing.signature ?? acs3.sign(algorithm, key.secret, acs3.stringToSign(algorithm, canonical))
  const authorization = acs3.formatAuthorization({ algorithm, accessKeyId: key.id, signedHeaders, signature })
  return {
    method,
    url: target(query),
    headers: { ...headers, authorization, ...lengthOf(body, method) },
    body,
    secure: signing.secure ?? false,
  }
}

function signedV1(business: readonly Pair[], signing: Signing): HttpRequest {
  const {
    key = keys.account1 as Credentials,
    method = 'POST',
    place = method === 'GET' ? 'query' : 'form',
  } = signing
  const system = Object.entries(
    defined({
      Action: signing.action ?? 'SendChatappMassMessage',
      Version: signing.version ?? '2020-06-06',
      Format: 'format' in signing ? signing.format : 'JSON',
      AccessKeyId: key.id,
      SignatureMethod: 'HMAC-SHA1',
      SignatureVersion: '1.0',
      SignatureNonce: signing.nonce ?? nextNonce(),
      Timestamp: signing.timestamp ?? wireTime(signing.at ?? testTime),
      SecurityToken: key.token,
      ...signing.system,
    }),
  )
  const signature =
    signing.signature ?? rpcV1.sign(key.secret, rpcV1.stringToSign(method, [...system, ...business]))
  const own: Pair[] = [
    ...system,
    ...(Object.hasOwn(signing.system ?? {}, 'Signature') ? [] : [['Signature', signature] as const]),
  ]
  const query = place === 'form-only' ? [] : place === 'query' ? [...own, ...business] : own
  const body = new TextEncoder().encode(
    formatParameters(place === 'form-only' ? [...own, ...business] : place === 'form' ? business : []),
  )
  const headers = {
    host: signing.host ?? '127.0.0.1:4010',
    ...(body.length === 0 ? {} : { 'content-type': formType }),
    ...signing.headers,
  }
  return {
    method,
    url: target(query),
    headers: { ...headers, ...lengthOf(body, method) },
    body,
    secure: signing.secure ?? false,
  }
}

const target = (query: readonly Pair[]): string => (query.length === 0 ? '/' : `/?${formatParameters(query)}`)

const lengthOf = (body: Uint8Array, method: string): Record<string, string> =>
  method === 'GET' || method === 'HEAD' ? {} : { 'content-length': String(body.length) }

function defined(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}

/** A mass send that the demo world accepts, with changes; undefined leaves a parameter out. */
export function massSend(changes: Parameters = {}): Record<string, unknown> {
  return {
    ChannelType: 'whatsapp',
    TemplateCode: '1119000000000000001',
    Language: 'en',
    From: '8613900000001',
    CustSpaceId: 'cams-demo0001',
    SenderList: [{ To: '8613800000001', TemplateParams: { name: 'Ann', order: 'A-1001' } }],
    ...changes,
  }
}

/** So many different recipients of the template of `massSend`. */
export const recipients = (count: number): { To: string; TemplateParams: Record<string, string> }[] =>
  Array.from({ length: count }, (_, index) => ({
    To: String(8_613_800_000_000 + index),
    TemplateParams: { name: 'Ann', order: 'A-1001' },
  }))
