import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { stringify } from 'node:querystring'
import type { HttpRequest } from '../../../contracts/http.ts'
import type { Pair } from '../../../contracts/signature/percent-encode.ts'

type Parameters = Readonly<Record<string, string>>

/** A vector of the published examples: no wire request, only what was signed and the printed signature. */
export interface PublishedVector {
  readonly id: string
  readonly version: 'V1' | 'V3'
  readonly method: string
  readonly query: Parameters
  readonly headers?: Parameters
  readonly accessKeySecret: string
  readonly authorization?: string
  readonly signature: string
  readonly publishedSignature: string
}

interface Wire {
  readonly url: string
  readonly body?: string | null
  readonly bodySha256?: string
  readonly bodyBytes?: number
  readonly urlSha256?: string
  readonly urlBytes?: number
}

interface RecordedVector {
  readonly id: string
  readonly note: string
  readonly stringToSign: string | null
  readonly stringToSignSha256?: string
  readonly stringToSignBytes?: number
  readonly signature: string | null
  readonly senderListRecipe?: string
  readonly senderListSha256?: string
  readonly senderListBytes?: number
}

export interface V1Vector extends RecordedVector {
  readonly input: {
    readonly method: string
    readonly query: Parameters
    readonly form: Parameters | null
    readonly accessKeySecret: string
    readonly signatureParameterIn: 'query' | 'form'
  }
  readonly wire: Wire & { readonly contentType: string | null }
}

export interface V3Vector extends RecordedVector {
  readonly algorithm: string | null
  readonly input: {
    readonly method: string
    readonly query: Parameters
    readonly form: Parameters | null
    readonly json: unknown
    readonly accessKeySecret: string | null
  }
  readonly wire: Wire & { readonly headers: Parameters }
  readonly canonicalRequest?: string | null
  readonly canonicalRequestSha256?: string
  readonly canonicalRequestBytes?: number
  readonly publicKeyPem?: string
}

interface Vectors {
  readonly credentials: {
    readonly accessKeyId: string
    readonly accessKeySecret: string
    readonly securityToken: string
  }
  readonly published: readonly PublishedVector[]
  readonly v1: readonly V1Vector[]
  readonly v3: readonly V3Vector[]
}

export const vectors = JSON.parse(
  readFileSync(new URL('../../vectors/signing-vectors.json', import.meta.url), 'utf8'),
) as Vectors

export const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex')

/** What `senderListRecipe` describes in words. */
export const senderListOf1000 = JSON.stringify(
  Array.from({ length: 1000 }, (_, i) => ({
    To: String(8613800000000 + i),
    TemplateParams: { name: `User ${i + 1}`, code: String(100000 + i) },
  })),
)

/** Parameters as pairs, the recipe carried out. */
export const pairsOf = (parameters: Parameters | null): Pair[] =>
  Object.entries(parameters ?? {}).map(([name, value]) => [
    name,
    value === '@recipe' ? senderListOf1000 : value,
  ])

/** The request as it went over the network. What a vector only has the hash of is written as the SDKs write it. */
export function wireRequest({ input, wire, signature }: V1Vector | V3Vector): HttpRequest {
  const headers =
    'headers' in wire ? wire.headers : wire.contentType === null ? {} : { 'content-type': wire.contentType }
  const signed =
    'signatureParameterIn' in input && input.signatureParameterIn === 'form'
      ? [['Signature', signature ?? ''] as const]
      : []
  const body =
    wire.bodySha256 === undefined
      ? (wire.body ?? '')
      : stringify(Object.fromEntries([...pairsOf(input.form), ...signed]))
  const url =
    wire.urlSha256 === undefined
      ? wire.url
      : `${wire.url}?${stringify(Object.fromEntries(pairsOf(input.query)))}`
  return {
    method: input.method,
    url: url.replace(/^https:\/\/[^/]+/i, ''),
    headers,
    body: Buffer.from(body),
    secure: true,
  }
}

/** A published example as the request its text describes. */
export function publishedRequest({
  version,
  method,
  query,
  headers,
  authorization,
  signature,
}: PublishedVector): HttpRequest {
  const parameters = version === 'V1' ? { ...query, Signature: signature } : query
  return {
    method,
    url: `/?${stringify(parameters)}`,
    headers: { ...headers, ...(authorization === undefined ? {} : { authorization }) },
    body: new Uint8Array(),
    secure: true,
  }
}
