import * as acs3 from '../contracts/signature/acs3.ts'
import { percentEncode, percentEncodeAgain } from '../contracts/signature/percent-encode.ts'
import * as rpcV1 from '../contracts/signature/rpc-v1.ts'
import type { Credentials } from './credentials/credentials.ts'
import { encodeParameters, type Parameter } from './encode-parameters.ts'

/** Version of the API, on the wire in every request. */
const apiVersion = '2020-06-06'
const formType = 'application/x-www-form-urlencoded'

/** V3 (ACS3-HMAC-SHA256) or V1 (HMAC-SHA1), as the vendor's documentation calls them. */
export type SignatureVersion = 'V3' | 'V1'
/** Whether parameters travel in a form body, as in SDKs until mid-2025, or in the URL, as since then. */
export type ParameterStyle = 'form' | 'query'

export interface RequestPlan {
  /** Scheme, host and port. */
  readonly endpoint: URL
  readonly operation: string
  /** Lists and objects travel as JSON; what is undefined or null does not travel. */
  readonly input: Readonly<Record<string, unknown>>
  readonly credentials: Credentials
  readonly signature: SignatureVersion
  readonly style: ParameterStyle
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly nonce: string
}

/** A request ready to be handed to `fetch`. The `host` header is left to it. */
export interface BuiltRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Bytes below 128 only. */
  readonly body: string
}

/** Encodes and signs one call. The same plan gives the same request. */
export function buildRequest(plan: RequestPlan): BuiltRequest {
  return plan.signature === 'V3' ? buildV3(plan) : buildV1(plan)
}

function buildV3({ endpoint, operation, input, credentials, style, now, nonce }: RequestPlan): BuiltRequest {
  const { accessKeyId, accessKeySecret, securityToken } = credentials
  const encoded =
    style === 'form'
      ? encodeParameters(given(input), encodeURIComponent)
      : encodeParameters(sorted(given(input)))
  const payloadHash = acs3.hash('ACS3-HMAC-SHA256', style === 'form' ? encoded : '')
  const [query, body] = style === 'form' ? ['', encoded] : [encoded, '']
  const headers = {
    accept: 'application/json',
    ...(body !== '' ? { 'content-type': formType } : {}),
    'x-acs-action': operation,
    'x-acs-version': apiVersion,
    'x-acs-date': wireTime(now),
    'x-acs-signature-nonce': nonce,
    'x-acs-content-sha256': payloadHash,
    ...(securityToken === undefined
      ? {}
      : { 'x-acs-accesskey-id': accessKeyId, 'x-acs-security-token': securityToken }),
  }
  const signed = { ...headers, host: endpoint.host }
  const signedHeaders = acs3.headersToSign(signed)
  const request = [
    'POST',
    '/',
    query,
    acs3.canonicalHeaders(signed, signedHeaders),
    signedHeaders.join(';'),
    payloadHash,
  ].join('\n')
  const signature = acs3.sign(
    'ACS3-HMAC-SHA256',
    accessKeySecret,
    acs3.stringToSign('ACS3-HMAC-SHA256', request),
  )
  const authorization = acs3.formatAuthorization({
    algorithm: 'ACS3-HMAC-SHA256',
    accessKeyId,
    signedHeaders,
    signature,
  })
  return {
    url: `${endpoint.origin}/${query === '' ? '' : `?${query}`}`,
    headers: { ...headers, authorization },
    body,
  }
}

function buildV1({ endpoint, operation, input, credentials, style, now, nonce }: RequestPlan): BuiltRequest {
  const { accessKeyId, accessKeySecret, securityToken } = credentials
  const system = {
    Action: operation,
    Version: apiVersion,
    Format: 'json',
    AccessKeyId: accessKeyId,
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    SignatureNonce: nonce,
    Timestamp: wireTime(now),
    SecurityToken: securityToken,
  }
  const parameters = encodeParameters(sorted(given({ ...input, ...system })))
  const signature = rpcV1.sign(accessKeySecret, `POST&%2F&${percentEncodeAgain(parameters)}`)
  const content = `${parameters}&${rpcV1.signatureParameter}=${percentEncode(signature)}`
  const accept = { accept: 'application/json' }
  // A session token in the URL would stand in the logs of every proxy; a form keeps all of it in the body.
  return style === 'form'
    ? { url: `${endpoint.origin}/`, headers: { ...accept, 'content-type': formType }, body: content }
    : { url: `${endpoint.origin}/?${content}`, headers: accept, body: '' }
}

/** What has a value, and so travels. */
const given = (input: RequestPlan['input']): Parameter[] =>
  Object.entries(input).filter(([, value]) => value !== undefined && value !== null)

/** By name in byte order, as signatures ask. Names of parameters hold nothing that encoding would put elsewhere. */
const sorted = (parameters: readonly Parameter[]): Parameter[] =>
  [...parameters].sort(([a], [b]) => (a < b ? -1 : 1))

/** `yyyy-MM-ddTHH:mm:ssZ`, without milliseconds, as both signatures ask. */
const wireTime = (now: number): string => `${new Date(now).toISOString().slice(0, 19)}Z`
