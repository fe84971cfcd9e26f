import { createHmacKey, hmac, type HmacKey } from './hmac.ts'
import { canonicalQuery, percentEncodeAgain, type Pair } from './percent-encode.ts'

/*
 * RPC signature version 1.0 (HMAC-SHA1). Each step returns a string that a golden vector can be compared with.
 * Source: Alibaba Cloud API documentation, "RPC request structure and signature"; the vendor's Node SDKs agree bit for bit.
 */

/** The only parameter that takes no part in its own signature. */
export const signatureParameter = 'Signature'

/** The string to sign, from the decoded parameters of query and form together; `Signature` itself is left out. */
export function stringToSign(method: string, parameters: readonly Pair[]): string {
  const signed = parameters.filter(([name]) => name !== signatureParameter)
  return `${method.toUpperCase()}&%2F&${percentEncodeAgain(canonicalQuery(signed))}`
}

/** The key of the HMAC: the secret with a trailing `&`. */
export const signingKey = (secret: string): HmacKey => createHmacKey(`${secret}&`)

/** Base64 of the HMAC-SHA1. */
export function sign(secret: string | HmacKey, text: string | Uint8Array): string {
  return hmac('sha1', typeof secret === 'string' ? signingKey(secret) : secret, text, 'base64')
}
