import * as acs3 from '../contracts/signature/acs3.ts'
import { canonicalQuery, percentEncode, type Pair } from '../contracts/signature/percent-encode.ts'
import * as rpcV1 from '../contracts/signature/rpc-v1.ts'
import { formatParameters } from '../contracts/wire/parameters.ts'
import type { Credentials } from './credentials/credentials.ts'

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
  readonly parameters: readonly Pair[]
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

function buildV3({ endpoint, operation, parameters, credentials, style, now, nonce }: RequestPlan): BuiltRequest {
  const { accessKeyId, accessKeySecret, securityToken } = credentials
  const inForm = style === 'form' && parameters.length > 0
  const body = inForm ? formatParameters(parameters) : ''
  const query = inForm ? [] : parameters
  const payloadHash = acs3.hash('ACS3-HMAC-SHA256', body)
  const headers = {
    accept: 'application/json',
    ...(inForm ? { 'content-type': formType } : {}),
    'x-acs-action': operation,
    'x-acs-version': apiVersion,
    'x-acs-date': wireTime(now),
    'x-acs-signature-nonce': nonce,
    'x-acs-content-sha256': payloadHash,
    ...(securityToken === undefined ? {} : { 'x-acs-accesskey-id': accessKeyId, 'x-acs-security-token': securityToken }),
  }
  const signed = { method: 'POST', query, headers: { ...headers, host: endpoint.host }, body: new Uint8Array() }
  const signedHeaders = acs3.headersToSign(signed.headers)
  const text = acs3.stringToSign('ACS3-HMAC-SHA256', acs3.canonicalRequest(signed, signedHeaders, payloadHash))
  const signature = acs3.sign('ACS3-HMAC-SHA256', accessKeySecret, text)
  const authorization = acs3.formatAuthorization({ algorithm: 'ACS3-HMAC-SHA256', accessKeyId, signedHeaders, signature })
  return { url: query.length === 0 ? `${endpoint.origin}/` : `${endpoint.origin}/?${canonicalQuery(query)}`, headers: { ...headers, authorization }, body }
}

function buildV1({ endpoint, operation, parameters, credentials, style, now, nonce }: RequestPlan): BuiltRequest {
  const { accessKeyId, accessKeySecret, securityToken } = credentials
  const all: Pair[] = [
    ...parameters,
    ['Action', operation],
    ['Version', apiVersion],
    ['Format', 'json'],
    ['AccessKeyId', accessKeyId],
    ['SignatureMethod', 'HMAC-SHA1'],
    ['SignatureVersion', '1.0'],
    ['SignatureNonce', nonce],
    ['Timestamp', wireTime(now)],
    ...(securityToken === undefined ? [] : [['SecurityToken', securityToken] as const]),
  ]
  const text = rpcV1.stringToSign('POST', all)
  const content = `${formatParameters(all)}&${rpcV1.signatureParameter}=${percentEncode(rpcV1.sign(accessKeySecret, text))}`
  const accept = { accept: 'application/json' }
  // A session token in the URL would stand in the logs of every proxy; a form keeps all of it in the body.
  return style === 'form' ? { url: `${endpoint.origin}/`, headers: { ...accept, 'content-type': formType }, body: content } : { url: `${endpoint.origin}/?${content}`, headers: accept, body: '' }
}

/** `yyyy-MM-ddTHH:mm:ssZ`, without milliseconds, as both signatures ask. */
const wireTime = (now: number): string => `${new Date(now).toISOString().slice(0, 19)}Z`
