import type { HttpRequest } from '../../../contracts/http.ts'
import { createRandom, type Random } from '../../../mock-server/ports/random.ts'
import { keys, massSend, signed, type Parameters, type Signing } from '../../signed-requests.ts'

/** The hosts the random calls go to; the second is another product's. */
export const hosts = ['cams.ap-southeast-1.aliyuncs.com', 'ecs.aliyuncs.com', '127.0.0.1:4010'] as const

/** One call with the time it is made at. */
export interface RandomCall {
  readonly at: number
  readonly request: HttpRequest
}

/** Calls of every kind, right and wrong; the same for the same seed. Each comes up to 100 ms after the one before, so that some come too fast. */
export function randomCalls(seed: number, count: number, start: number): RandomCall[] {
  const random = createRandom(seed)
  const calls: RandomCall[] = []
  let at = start
  for (let index = 0; index < count; index++) {
    at += Math.floor(random.next() * 100)
    const replayed = random.next() < 0.04 ? calls.at(-1) : undefined
    calls.push({ at, request: replayed?.request ?? randomRequest(random, at, `n-${seed}-${index}`) })
  }
  return calls
}

const pick = <T>(random: Random, values: readonly T[]): T =>
  values[Math.floor(random.next() * values.length)] as T

function randomRequest(random: Random, at: number, nonce: string): HttpRequest {
  const scheme = pick(random, ['v3', 'v1'] as const)
  const usual: Signing = {
    scheme,
    at,
    nonce,
    host: random.next() < 0.03 ? hosts[1] : pick(random, [hosts[0], hosts[2]]),
    place: pick(
      random,
      scheme === 'v1' ? (['form', 'query', 'form-only'] as const) : (['form', 'query'] as const),
    ),
    format: pick(random, ['JSON', 'json', 'XML', undefined]),
  }
  const kinds: (() => HttpRequest)[] = [
    () => signed(validInput(random), usual),
    () => signed(validInput(random), { ...usual, method: 'GET', place: 'query' }),
    () => signed(validInput(random), { ...usual, key: pick(random, Object.values(keys)) }),
    () => signed({ ...validInput(random), ...pick(random, mistakes) }, usual),
    () => signed(validInput(random), { ...usual, ...pick(random, mistakenSignings(at)) }),
    () =>
      signed(
        { CustSpaceId: 'cams-demo0001', Page: { Index: 1, Size: 10 } },
        {
          ...usual,
          action: pick(random, [
            'ListChatappTemplate',
            'QueryChatappPhoneNumbers',
            'GetChatappTemplateDetail',
            'AddContacts',
          ]),
        },
      ),
    () => damaged(random, signed(validInput(random), usual)),
    () =>
      otherMethod(
        random,
        signed(validInput(random), {
          ...usual,
          method: pick(random, ['HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']),
        }),
      ),
  ]
  return pick(random, kinds)()
}

const words = [
  'Ann',
  'Zoë',
  '王小明',
  '\u{1F600}\u{1F680}',
  'Владимир',
  'مرحبا',
  "it's (a) *test*!",
  'a+b=c&d%25',
  '~tilde~',
  ' blanks ',
  '"quoted"\\',
  '<b>&amp;</b>',
  '$(name)',
  '\t\n\r',
  '\u0000\u007f',
]

function validInput(random: Random): Parameters {
  const count = pick(random, [1, 1, 2, 5, 40])
  return massSend({
    SenderList: Array.from({ length: count }, () => ({
      To: `86138${random.digits(8)}`,
      TemplateParams: { name: pick(random, words), order: random.hex(8) },
    })),
    ...(random.next() < 0.5 ? { TaskId: pick(random, words) } : {}),
    ...(random.next() < 0.3
      ? {
          FallBackContent: pick(random, words),
          FallBackRule: pick(random, ['', 'undelivered', 'sentFailed']),
        }
      : {}),
    ...(random.next() < 0.2 ? { Tag: '', Unknown: pick(random, words), __proto__x: 'y' } : {}),
  })
}

const mistakes: readonly Parameters[] = [
  { ChannelType: 'line' },
  { ChannelType: undefined },
  { TemplateCode: undefined },
  { TemplateCode: '1119000000000000003' },
  { TemplateCode: 'none' },
  { Language: 'xx' },
  { Language: '' },
  { From: '+8613900000001' },
  { From: '8613900000005' },
  { From: '王' },
  { CustSpaceId: 'cams-demo0002' },
  { SenderList: undefined },
  { SenderList: '[]' },
  { SenderList: '[{' },
  { SenderList: '{"__proto__":{"To":"1"}}' },
  { SenderList: [{ TemplateParams: {} }] },
  { SenderList: [{ To: '\u{1F600}' }] },
  { SenderList: Array.from({ length: 1001 }, () => ({ To: '8613800000001' })) },
  { FallBackDuration: 59 },
  { FallBackDuration: 'x' },
  { Ttl: 29 },
  { Label: 'none' },
]

const mistakenSignings = (at: number): readonly Signing[] => [
  { key: { id: 'mock-ak-1', secret: 'wrong' } },
  { key: { id: 'mock-ak-nobody', secret: 'x' } },
  { key: { id: '王', secret: 'x' }, scheme: 'v1' },
  { key: { id: 'STS.mock-1', secret: 'mock-sts-sk-1' } },
  { key: { id: 'STS.mock-1', secret: 'mock-sts-sk-1', token: 'other' } },
  { signature: 'AAAA' },
  { action: 'NoSuchOperation' },
  { action: '__proto__' },
  { version: '1999-01-01' },
  { at: at - 16 * 60_000 },
  { timestamp: 'yesterday' },
  { format: 'YAML' },
  { system: { SignatureMethod: 'MD5', 'x-acs-date': undefined } },
  { system: { SignatureVersion: '2.0', 'x-acs-signature-nonce': undefined } },
  { headers: { 'x-acs-note': 'café', accept: 'text/xml' } },
]

/** A request whose bytes, headers or target no longer are what they should be. */
function damaged(random: Random, request: HttpRequest): HttpRequest {
  const { headers, body, url } = request
  const withBody = (
    bytes: Uint8Array,
    contentType = headers['content-type'] ?? 'application/x-www-form-urlencoded',
  ): HttpRequest => ({
    ...request,
    headers: { ...headers, 'content-type': contentType, 'content-length': String(bytes.length) },
    body: bytes,
  })
  const noise = Uint8Array.from({ length: 1 + Math.floor(random.next() * 300) }, () =>
    Math.floor(random.next() * 256),
  )
  return pick(random, [
    () => withBody(noise),
    () => withBody(noise, 'application/octet-stream'),
    () => withBody(Buffer.from('From=%zz&Tag=%ff')),
    () => withBody(Buffer.from(JSON.stringify(massSend())), 'application/json'),
    () => withBody(Buffer.concat([body, Buffer.from('&&=&x')])),
    () => ({
      ...request,
      url: `${url}${url.includes('?') ? '&' : '?'}Tag=%E4%B8&a=${encodeURIComponent('é')}`,
    }),
    () => ({ ...request, url: `${url}${url.includes('?') ? '&' : '?'}x=a'b(c)*d!e~f+g%20h` }),
    () => ({ ...request, url: url.replace('/', '/elsewhere/') }),
    () => ({ ...request, headers: { ...headers, authorization: 'ACS3-HMAC-SHA256 garbage' } }),
    () => ({ ...request, headers: { ...headers, authorization: 'Basic dTpw', accept: 'application/xml' } }),
    () => ({ ...request, headers: { host: headers['host'] ?? '', 'content-length': String(body.length) } }),
    // Without a length the body travels in chunks.
    () => ({
      ...request,
      headers: Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'content-length')),
    }),
  ])()
}

/** GET and HEAD requests cannot carry a body through fetch; HEAD is left without one. */
function otherMethod(random: Random, request: HttpRequest): HttpRequest {
  if (request.method !== 'HEAD') return request
  const { 'content-type': _type, 'content-length': _length, ...headers } = request.headers
  return {
    ...request,
    headers: random.next() < 0.5 ? { ...headers, accept: 'application/json' } : headers,
    body: new Uint8Array(),
  }
}
