import * as acs3 from '../../../contracts/signature/acs3.ts'
import { percentEncode } from '../../../contracts/signature/percent-encode.ts'
import { freshSeed } from '../../ports/random.ts'
import type { Writing } from './writing.ts'

/** How long a signature is good, in milliseconds. Source: the rule about timestamps in `gateway/authenticate.ts`. */
export const goodFor = 15 * 60 * 1000

/** The call as a command for a shell, signed with V3 at the time of the world. */
export function writeCurl({ exchange, operation, key, origin, now }: Writing): string {
  const body = Object.entries(exchange.input)
    .map(([name, text]) => `${percentEncode(name)}=${percentEncode(text)}`)
    .join('&')
  const payloadHash = acs3.hash('ACS3-HMAC-SHA256', body)
  const headers: Record<string, string> = {
    host: origin.host,
    'content-type': 'application/x-www-form-urlencoded',
    'x-acs-action': operation,
    'x-acs-version': '2020-06-06',
    'x-acs-date': `${new Date(now).toISOString().slice(0, 19)}Z`,
    'x-acs-signature-nonce': `curl-${freshSeed()}-${now}`,
    'x-acs-content-sha256': payloadHash,
    ...(key.securityToken === undefined ? {} : { 'x-acs-security-token': key.securityToken }),
  }
  const signedHeaders = acs3.headersToSign(headers)
  const canonical = acs3.canonicalRequest(
    { method: 'POST', query: [], headers, body: Buffer.from(body) },
    signedHeaders,
    payloadHash,
  )
  const signature = acs3.sign(
    'ACS3-HMAC-SHA256',
    key.secret,
    acs3.stringToSign('ACS3-HMAC-SHA256', canonical),
  )
  const authorization = acs3.formatAuthorization({
    algorithm: 'ACS3-HMAC-SHA256',
    accessKeyId: key.id,
    signedHeaders,
    signature,
  })
  const lines = Object.entries({ ...headers, authorization })
    .filter(([name]) => name !== 'host')
    .map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`)
  return `curl -sS ${[quoted(`${origin.protocol}://${origin.host}/`), ...lines, `--data-raw ${quoted(body)}`].join(' \\\n  ')}\n`
}

/** A word for a POSIX shell: within single quotes everything but a single quote stands for itself. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`
