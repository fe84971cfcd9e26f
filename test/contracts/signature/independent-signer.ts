import { createHash, createHmac } from 'node:crypto'
import type { HttpRequest } from '../../../contracts/http.ts'

/*
 * A second implementation of both schemes, written from their description and sharing no code with contracts/signature,
 * with every step open to being done wrongly.
 */

export type Fields = readonly (readonly [name: string, value: string])[]

export const rfc3986 = (text: string): string =>
  Array.from(new TextEncoder().encode(text), (byte) => {
    const character = String.fromCharCode(byte)
    return /[A-Za-z0-9\-_.~]/.test(character)
      ? character
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }).join('')

const sorted = (fields: Fields): Fields => fields.toSorted(([a], [b]) => (a === b ? 0 : a < b ? -1 : 1))
const joined = (fields: Fields, encode: (text: string) => string): string =>
  fields.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')
const hex = (hash: string, data: string | Uint8Array): string => createHash(hash).update(data).digest('hex')

/** How parameters are written on the wire, which the signature does not depend on. */
export const wireForm = (fields: Fields, encode: (text: string) => string = encodeURIComponent): string =>
  joined(fields, encode)

export interface Credentials {
  readonly id: string
  readonly secret: string
  readonly token?: string
}

/** What is sent, and what is done to sign it. */
export interface V1Client {
  readonly method: string
  readonly path: string
  readonly key: Credentials
  readonly query: Fields
  readonly form: Fields
  readonly time: string
  readonly nonce: string
  readonly writeQuery: (fields: Fields) => string
  readonly writeForm: (fields: Fields) => string
  readonly signedFields: (all: Fields, parts: { readonly query: Fields; readonly form: Fields }) => Fields
  readonly sort: (fields: Fields) => Fields
  readonly encode: (text: string) => string
  readonly canonical: (query: string) => string
  readonly encodeAgain: (query: string) => string
  readonly stringToSign: (method: string, encoded: string) => string
  readonly macKey: (secret: string) => string
  readonly mac: string
  readonly writeSignature: (mac: Buffer) => string
  /** Changes the request after it was signed. */
  readonly afterwards: (request: HttpRequest) => HttpRequest
}

/** A V1 request of this client, its Signature in the query. Steps not given are done right. */
export function v1Request(client: Partial<V1Client> & Pick<V1Client, 'key' | 'query' | 'form'>): HttpRequest {
  const steps: V1Client = {
    method: client.form.length > 0 ? 'POST' : 'GET',
    path: '/',
    time: '2026-11-24T12:00:00Z',
    nonce: 'n-1',
    writeQuery: wireForm,
    writeForm: wireForm,
    signedFields: (all) => all,
    sort: sorted,
    encode: rfc3986,
    canonical: (query) => query,
    encodeAgain: rfc3986,
    stringToSign: (method, encoded) => `${method}&%2F&${encoded}`,
    macKey: (secret) => `${secret}&`,
    mac: 'sha1',
    writeSignature: (mac) => mac.toString('base64'),
    afterwards: (request) => request,
    ...client,
  }
  const { method, key, form } = steps
  const system: Fields = [
    ['Version', '2020-06-06'],
    ['Action', 'SendChatappMassMessage'],
    ['Format', 'JSON'],
    ['AccessKeyId', key.id],
    ['SignatureMethod', 'HMAC-SHA1'],
    ['SignatureVersion', '1.0'],
    ['SignatureNonce', steps.nonce],
    ['Timestamp', steps.time],
    ...(key.token === undefined ? [] : [['SecurityToken', key.token] as const]),
  ]
  const query = [...system, ...steps.query]
  const canonical = steps.canonical(
    joined(steps.sort(steps.signedFields([...query, ...form], { query, form })), steps.encode),
  )
  const text = steps.stringToSign(method, steps.encodeAgain(canonical))
  const signature = steps.writeSignature(
    createHmac(steps.mac, steps.macKey(key.secret)).update(text).digest(),
  )
  return steps.afterwards({
    method,
    url: `${steps.path}?${steps.writeQuery([...query, ['Signature', signature]])}`,
    headers: {
      host: '127.0.0.1:4010',
      ...(form.length === 0 ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    body: Buffer.from(form.length === 0 ? '' : steps.writeForm(form)),
    secure: false,
  })
}

export interface V3Client {
  readonly method: string
  readonly path: string
  readonly key: Credentials
  readonly query: Fields
  readonly form: Fields
  readonly time: string
  readonly nonce: string
  readonly headers: Readonly<Record<string, string>>
  readonly writeQuery: (fields: Fields) => string
  readonly writeForm: (fields: Fields) => string
  readonly signedQuery: (query: Fields, form: Fields) => Fields
  readonly sort: (fields: Fields) => Fields
  readonly encode: (text: string) => string
  readonly canonical: (query: string) => string
  readonly hashedBody: (body: string) => string | Uint8Array
  /** The headers as signed, from the headers as sent. */
  readonly signedHeaders: (
    headers: Readonly<Record<string, string>>,
  ) => readonly (readonly [name: string, value: string])[]
  readonly headerLine: (name: string, value: string) => string
  readonly joinLines: (lines: readonly string[]) => string
  readonly stringToSign: (canonical: string) => string
  readonly macKey: (secret: string) => string
  readonly mac: string
  readonly writeSignature: (mac: Buffer) => string
  readonly afterwards: (request: HttpRequest) => HttpRequest
}

/** The line of `Authorization` of V3. */
export const v3Authorization = (id: string, names: readonly string[], signature: string): string =>
  `ACS3-HMAC-SHA256 Credential=${id},SignedHeaders=${names.join(';')},Signature=${signature}`

/** A V3 request of this client. Steps not given are done right. */
export function v3Request(client: Partial<V3Client> & Pick<V3Client, 'key' | 'query' | 'form'>): HttpRequest {
  const steps: V3Client = {
    method: client.form.length > 0 ? 'POST' : 'GET',
    path: '/',
    time: '2026-11-24T12:00:00Z',
    nonce: 'n-1',
    headers: {},
    writeQuery: wireForm,
    writeForm: wireForm,
    signedQuery: (query) => query,
    sort: sorted,
    encode: rfc3986,
    canonical: (query) => query,
    hashedBody: (body) => body,
    signedHeaders: (headers) => Object.entries(headers),
    headerLine: (name, value) => `${name}:${value}\n`,
    joinLines: (lines) => lines.join('\n'),
    stringToSign: (canonical) => `ACS3-HMAC-SHA256\n${hex('sha256', canonical)}`,
    macKey: (secret) => secret,
    mac: 'sha256',
    writeSignature: (mac) => mac.toString('hex'),
    afterwards: (request) => request,
    ...client,
  }
  const { method, key, query, form } = steps
  const body = form.length === 0 ? '' : steps.writeForm(form)
  const payloadHash = hex('sha256', steps.hashedBody(body))
  const headers: Record<string, string> = {
    host: '127.0.0.1:4010',
    'x-acs-version': '2020-06-06',
    'x-acs-action': 'SendChatappMassMessage',
    'x-acs-date': steps.time,
    'x-acs-signature-nonce': steps.nonce,
    'x-acs-content-sha256': payloadHash,
    ...(form.length === 0 ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    ...(key.token === undefined ? {} : { 'x-acs-accesskey-id': key.id, 'x-acs-security-token': key.token }),
    ...steps.headers,
  }
  const signed = steps.signedHeaders(Object.fromEntries(sorted(Object.entries(headers))))
  const names = Object.keys(headers).sort()
  const lines = [
    method,
    '/',
    steps.canonical(joined(steps.sort(steps.signedQuery(query, form)), steps.encode)),
    signed.map(([name, value]) => steps.headerLine(name, value)).join(''),
    signed.map(([name]) => name).join(';'),
    payloadHash,
  ]
  const signature = steps.writeSignature(
    createHmac(steps.mac, steps.macKey(key.secret))
      .update(steps.stringToSign(steps.joinLines(lines)))
      .digest(),
  )
  return steps.afterwards({
    method,
    url: query.length === 0 ? steps.path : `${steps.path}?${steps.writeQuery(query)}`,
    headers: { ...headers, 'user-agent': 'test', authorization: v3Authorization(key.id, names, signature) },
    body: Buffer.from(body),
    secure: false,
  })
}
