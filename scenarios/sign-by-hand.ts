import { parseDuration } from '../contracts/duration.ts'
import * as acs3 from '../contracts/signature/acs3.ts'
import type { Pair } from '../contracts/signature/percent-encode.ts'
import * as rpcV1 from '../contracts/signature/rpc-v1.ts'
import { formatParameters, parseParameters } from '../contracts/wire/parameters.ts'
import type { Credentials } from '../sdk/credentials/credentials.ts'
import type { StepOf } from './scenario.ts'

type CallStep = StepOf<'call'>

/** What a request by hand is made from. */
export interface HandMade {
  readonly endpoint: string
  readonly operation: string
  readonly parameters: readonly Pair[]
  readonly credentials: Credentials
  readonly as: CallStep['as']
  readonly wire: NonNullable<CallStep['wire']>
  readonly now: number
  readonly nonce: string
}

/** A request as `fetch` takes it. */
export interface WireRequest {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const formType = 'application/x-www-form-urlencoded'

/** Builds a request with everything the step wants to be wrong with it; what it does not mention is right. */
export const signByHand = (plan: HandMade): WireRequest =>
  plan.as.signature === 'V1' ? byV1(plan) : byV3(plan)

function byV3({ endpoint, operation, parameters, credentials, as, wire, now, nonce }: HandMade): WireRequest {
  const method = wire.method ?? 'POST'
  const inQuery = as.style === 'query' || method === 'GET' || method === 'HEAD'
  const body = inQuery ? '' : formatParameters(parameters)
  const accessKeyId = wire.accessKeyId ?? credentials.accessKeyId
  const token = wire.securityToken ?? credentials.securityToken
  const headers = without(wire.without, {
    accept: 'application/json',
    ...(inQuery ? {} : { 'content-type': formType }),
    'x-acs-action': wire.action ?? operation,
    'x-acs-version': wire.version ?? '2020-06-06',
    'x-acs-date': wire.timestamp ?? wireTime(now + shift(wire.at)),
    'x-acs-signature-nonce': wire.nonce ?? nonce,
    'x-acs-content-sha256': acs3.hash('ACS3-HMAC-SHA256', body),
    ...(token === undefined ? {} : { 'x-acs-accesskey-id': accessKeyId, 'x-acs-security-token': token }),
    ...wire.system,
  })
  const url = `${endpoint}/${inQuery && parameters.length > 0 ? `?${formatParameters(parameters)}` : ''}`
  if (wire.unsigned) return { url, method, headers, body }
  const signed = { ...headers, host: new URL(endpoint).host }
  const signedHeaders = acs3.headersToSign(signed)
  const canonical = acs3.canonicalRequest(
    { method, query: inQuery ? parameters : [], headers: signed, body: Buffer.from(body) },
    signedHeaders,
    acs3.hash('ACS3-HMAC-SHA256', body),
  )
  const signature = acs3.sign(
    'ACS3-HMAC-SHA256',
    wire.secret ?? credentials.accessKeySecret,
    acs3.stringToSign('ACS3-HMAC-SHA256', canonical),
  )
  const authorization =
    wire.authorization ??
    acs3.formatAuthorization({
      algorithm: wire.algorithm ?? 'ACS3-HMAC-SHA256',
      accessKeyId,
      signedHeaders,
      signature,
    })
  return { url, method, headers: { ...headers, authorization }, body }
}

function byV1({ endpoint, operation, parameters, credentials, as, wire, now, nonce }: HandMade): WireRequest {
  const method = wire.method ?? 'POST'
  const inQuery = as.style === 'query' || method === 'GET' || method === 'HEAD'
  const token = wire.securityToken ?? credentials.securityToken
  const common = {
    Action: wire.action ?? operation,
    Version: wire.version ?? '2020-06-06',
    Format: wire.format ?? 'JSON',
  }
  const signing = {
    AccessKeyId: wire.accessKeyId ?? credentials.accessKeyId,
    SignatureMethod: wire.algorithm ?? 'HMAC-SHA1',
    SignatureVersion: '1.0',
    SignatureNonce: wire.nonce ?? nonce,
    Timestamp: wire.timestamp ?? wireTime(now + shift(wire.at)),
    ...(token === undefined ? {} : { SecurityToken: token }),
  }
  const system = Object.entries(
    without(wire.without, { ...common, ...(wire.unsigned ? {} : signing), ...wire.system }),
  )
  const all: Pair[] = [...system, ...parameters]
  const signature = rpcV1.sign(wire.secret ?? credentials.accessKeySecret, rpcV1.stringToSign(method, all))
  const signed: Pair[] =
    wire.unsigned || wire.without.includes('Signature')
      ? all
      : [...all, ['Signature', wire.system['Signature'] ?? signature]]
  const text = formatParameters(signed)
  return inQuery
    ? { url: `${endpoint}/?${text}`, method, headers: {}, body: '' }
    : { url: `${endpoint}/`, method, headers: { 'content-type': formType }, body: text }
}

const wireTime = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`

function shift(offset: string | undefined): number {
  const amount = parseDuration(offset?.replace(/^[+-]/, '') ?? '') ?? 0
  return offset?.startsWith('-') ? -amount : amount
}

const without = (
  names: readonly string[],
  values: Readonly<Record<string, string>>,
): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)))

/** Business parameters of a request as it stands, decoded: what the recipients are, whoever built it. */
export function parametersOf({ url, body }: Pick<WireRequest, 'url' | 'body'>): Map<string, string> {
  const parameters = new Map<string, string>()
  for (const [name, value] of [
    ...parseParameters(new URL(url).search.slice(1)).pairs,
    ...parseParameters(body).pairs,
  ])
    if (!parameters.has(name)) parameters.set(name, value)
  return parameters
}
