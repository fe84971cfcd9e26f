import { createSign, createVerify, getHashes, hash as digest, type KeyLike } from 'node:crypto'
import { createHmacKey, hmac, type HmacKey } from './hmac.ts'
import { canonicalQuery, type Pair } from './percent-encode.ts'

/*
 * Signature V3 (ACS3). Each step returns a string that a golden vector can be compared with.
 * Source: Alibaba Cloud API documentation, "V3 request structure and signature"; the vendor's Node SDKs agree bit for bit.
 */

/** Algorithms of the scheme, with the hash each uses for the payload and for the canonical request. */
export const algorithms = {
  'ACS3-HMAC-SHA256': 'sha256',
  'ACS3-HMAC-SM3': 'sm3',
  'ACS3-RSA-SHA256': 'sha256',
} as const

export type Algorithm = keyof typeof algorithms

/** Whether this Node's crypto can compute the algorithm: SM3 is missing from some builds of OpenSSL. */
export function isSupported(algorithm: Algorithm): boolean {
  return algorithm !== 'ACS3-HMAC-SM3' || getHashes().includes('sm3')
}

/** The parts of a request that a V3 signature covers. Header names are lower case. */
export interface SignedRequest {
  readonly method: string
  readonly query: readonly Pair[]
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Uint8Array
}

/** An `Authorization` header taken apart. */
export interface Authorization {
  readonly algorithm: string
  readonly accessKeyId: string
  readonly signedHeaders: readonly string[]
  readonly signature: string
}

/** Lower-case hex hash of the body's bytes as sent, or of the canonical request. */
export function hash(algorithm: Algorithm, data: Uint8Array | string): string {
  return digest(algorithms[algorithm], data, 'hex')
}

/** The canonical headers: `name:value\n` for each signed header, in the order of the names given. */
export function canonicalHeaders(
  headers: SignedRequest['headers'],
  signedHeaders: readonly string[],
): string {
  let block = ''
  for (const name of signedHeaders) block += `${name}:${signedValue(headers, name)}\n`
  return block
}

/** The value of a header as it is signed. A client may name what no header is called but every object has, such as `constructor`. */
export function signedValue(headers: SignedRequest['headers'], name: string): string {
  const value: unknown = headers[name]
  return typeof value === 'string' ? value.trim() : ''
}

/** Names a client signs: `host`, `content-type` and everything that starts with `x-acs-`, sorted. */
export function headersToSign(headers: SignedRequest['headers']): string[] {
  return Object.keys(headers)
    .filter((name) => name === 'host' || name === 'content-type' || name.startsWith('x-acs-'))
    .sort()
}

/** The canonical request: method, path, query, headers, names of the signed headers in order, hash of the payload. */
export function canonicalRequest(
  request: SignedRequest,
  namesToSign: readonly string[],
  payloadHash: string,
): string {
  const signedHeaders = inOrder(namesToSign)
  const { method, query, headers } = request
  return `${method.toUpperCase()}\n/\n${canonicalQuery(query)}\n${canonicalHeaders(headers, signedHeaders)}\n${signedHeaders.join(';')}\n${payloadHash}`
}

/** The names sorted. Nearly every client names them in order. */
const inOrder = (names: readonly string[]): readonly string[] =>
  names.every((name, place) => place === 0 || (names[place - 1] as string) <= name)
    ? names
    : [...names].sort()

/** The string to sign: the algorithm's name and the hash of the canonical request. */
export function stringToSign(algorithm: Algorithm, canonical: string): string {
  return `${algorithm}\n${hash(algorithm, canonical)}`
}

/** Lower-case hex signature. The secret is used bare; for RSA it is a PKCS#8 private key, PEM armour optional. */
export function sign(algorithm: Algorithm, secret: string | HmacKey, text: string): string {
  const key = typeof secret === 'string' ? createHmacKey(secret) : secret
  if (algorithm === 'ACS3-RSA-SHA256')
    return createSign('RSA-SHA256').update(text).sign(armoured(key.text), 'hex')
  return hmac(algorithms[algorithm], key, text, 'hex')
}

/** Whether an RSA signature fits the text. Other algorithms are verified by signing again. */
export function verifyRsa(publicKey: KeyLike, text: string, signature: string): boolean {
  return createVerify('RSA-SHA256').update(text).verify(publicKey, signature, 'hex')
}

const authorizationForm =
  /^(ACS3-[A-Z0-9-]+) +Credential=([^,]+), *SignedHeaders=([^,]*), *Signature=([^,\s]+)\s*$/

/** Takes an `Authorization` header apart; undefined if it does not have the form of the scheme. */
export function parseAuthorization(header: string): Authorization | undefined {
  const [, algorithm, accessKeyId, names, signature] = authorizationForm.exec(header) ?? []
  if (algorithm === undefined || accessKeyId === undefined || names === undefined || signature === undefined)
    return undefined
  const signedHeaders = names.toLowerCase().split(';').filter(Boolean)
  return { algorithm, accessKeyId, signedHeaders, signature }
}

/** Writes an `Authorization` header: one blank after the algorithm, none after the commas. */
export function formatAuthorization({
  algorithm,
  accessKeyId,
  signedHeaders,
  signature,
}: Authorization): string {
  return `${algorithm} Credential=${accessKeyId},SignedHeaders=${signedHeaders.join(';')},Signature=${signature}`
}

function armoured(key: string): string {
  return key.includes('-----BEGIN') ? key : `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`
}
