import { randomUUID } from 'node:crypto'
import * as acs3 from '../contracts/signature/acs3.ts'
import type { Pair } from '../contracts/signature/percent-encode.ts'
import * as rpcV1 from '../contracts/signature/rpc-v1.ts'
import { formatParameters } from '../contracts/wire/parameters.ts'

/** A request ready to be sent, as plain values and as the bytes for a socket. Bodies may be shared between requests. */
export interface SignedRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly head: Buffer
  readonly body: Buffer
}

export type SignatureVersion = 'V1' | 'V3'

const host = '127.0.0.1'
const key = { id: 'mock-ak-1', secret: 'mock-sk-1' }
/** So many different bodies go round: enough that no two calls in flight carry the same one. */
const variety = 32

/** Signed mass sends to so many recipients each, every one with its own nonce. They are good for 15 minutes. */
export function signRequests(
  version: SignatureVersion,
  count: number,
  recipients: number,
  by = key,
): SignedRequest[] {
  const forms = Array.from({ length: Math.min(count, variety) }, (_, index) =>
    massMessage(index * recipients, recipients),
  )
  const bodies = forms.map((form) => Buffer.from(formatParameters(form)))
  const sign = version === 'V3' ? signV3 : signV1
  return Array.from({ length: count }, (_, index) =>
    sign(forms[index % variety] as readonly Pair[], bodies[index % variety] as Buffer, by),
  )
}

/** One send with recipients nobody else has, signed with V3. */
export function signDistinctRequest(first: number, recipients: number): SignedRequest {
  const form = massMessage(first, recipients)
  return signV3(form, Buffer.from(formatParameters(form)))
}

/** The business parameters as the official Node SDK sends them: all in the form. */
function massMessage(first: number, recipients: number): readonly Pair[] {
  const list = Array.from({ length: recipients }, (_, index) => {
    const number = first + index
    return {
      To: `86138${String(number).padStart(8, '0')}`,
      TemplateParams: { name: `Ann-${number}`, order: `A-${number}` },
    }
  })
  return [
    ['ChannelType', 'whatsapp'],
    ['CustSpaceId', 'cams-demo0001'],
    ['From', '8613900000001'],
    ['Language', 'en'],
    ['SenderList', JSON.stringify(list)],
    ['TaskId', '100000001'],
    ['TemplateCode', '1119000000000000001'],
  ]
}

function signV3(_form: readonly Pair[], body: Buffer, by = key): SignedRequest {
  const algorithm = 'ACS3-HMAC-SHA256'
  const headers: Record<string, string> = {
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
    host,
    'x-acs-action': 'SendChatappMassMessage',
    'x-acs-content-sha256': acs3.hash(algorithm, body),
    'x-acs-date': timestamp(),
    'x-acs-signature-nonce': randomUUID(),
    'x-acs-version': '2020-06-06',
  }
  const signedHeaders = acs3.headersToSign(headers)
  const canonical = acs3.canonicalRequest(
    { method: 'POST', query: [], headers, body },
    signedHeaders,
    acs3.hash(algorithm, body),
  )
  const signature = acs3.sign(algorithm, by.secret, acs3.stringToSign(algorithm, canonical))
  const authorization = acs3.formatAuthorization({ algorithm, accessKeyId: by.id, signedHeaders, signature })
  return toRequest('/', { ...headers, authorization }, body)
}

function signV1(form: readonly Pair[], body: Buffer, by = key): SignedRequest {
  const query: Pair[] = [
    ['AccessKeyId', by.id],
    ['Action', 'SendChatappMassMessage'],
    ['Format', 'json'],
    ['SignatureMethod', 'HMAC-SHA1'],
    ['SignatureNonce', randomUUID()],
    ['SignatureVersion', '1.0'],
    ['Timestamp', timestamp()],
    ['Version', '2020-06-06'],
  ]
  const signature = rpcV1.sign(by.secret, rpcV1.stringToSign('POST', [...query, ...form]))
  const url = `/?${formatParameters([...query, [rpcV1.signatureParameter, signature]])}`
  return toRequest(
    url,
    { host, accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    body,
  )
}

function toRequest(url: string, headers: Readonly<Record<string, string>>, body: Buffer): SignedRequest {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return {
    url,
    headers,
    head: Buffer.from(`POST ${url} HTTP/1.1\r\n${lines.join('')}content-length: ${body.length}\r\n\r\n`),
    body,
  }
}

const timestamp = (): string => `${new Date().toISOString().slice(0, 19)}Z`
