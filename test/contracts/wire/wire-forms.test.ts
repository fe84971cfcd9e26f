import { describe, expect, it } from 'vitest'
import * as acs3 from '../../../contracts/signature/acs3.ts'
import * as rpcV1 from '../../../contracts/signature/rpc-v1.ts'
import { decodeInput, encodeInput } from '../../../contracts/wire/decode-input.ts'
import { formatParameters, parseParameters } from '../../../contracts/wire/parameters.ts'
import { sendChatappMassMessage } from '../../../contracts/operations/send-chatapp-mass-message.ts'
import { mockUnderTest, type Reply } from '../../mock-under-test.ts'
import {
  keys,
  massSend,
  recipients,
  signed,
  testTime,
  wireTime,
  type Parameters,
  type Signing,
} from '../../signed-requests.ts'

const send = (changes: Parameters = {}, signing: Signing = {}): Promise<Reply> =>
  mockUnderTest().send(changes, signing)
const decode = (text: Record<string, string>) =>
  decodeInput(new Map(Object.entries(text)), sendChatappMassMessage.inputSchema)
const note = "Zoë's (100%) *~ +&= 王\u{1F600}"

/** How a client writes the characters that may be written in more than one way. */
const spellings: Readonly<Record<string, (encoded: string) => string>> = {
  'blanks as %20': (text) => text,
  'blanks as +': (text) => text.replaceAll('%20', '+'),
  '~ as %7E': (text) => text.replaceAll('~', '%7E'),
  '* as %2A': (text) => text.replaceAll('*', '%2A'),
  "( ) ! ' escaped": (text) =>
    text.replaceAll(/[()!']/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`),
  'lower-case escapes': (text) => text.replaceAll(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()),
}

describe.each(Object.entries(spellings))('%s', (_, spell) => {
  it.each<[string, Signing]>([
    ['V1 in the query', { scheme: 'v1', place: 'query' }],
    ['V1 in the form', { scheme: 'v1', place: 'form' }],
    ['V1 all in the form', { scheme: 'v1', place: 'form-only' }],
    ['V1 by GET', { scheme: 'v1', method: 'GET' }],
    ['V3 in the query', { place: 'query' }],
    ['V3 by GET', { method: 'GET' }],
  ])('is understood in %s', async (_name, signing) => {
    const mock = mockUnderTest()
    const request = signed(massSend({ TaskId: note }), signing)
    const [path = '', query] = request.url.split('?')
    const body = Buffer.from(spell(Buffer.from(request.body).toString()))
    const reply = await mock.ask({
      ...request,
      url: query === undefined ? path : `${path}?${spell(query)}`,
      body,
    })
    expect(reply.code).toBe('OK')
    expect(mock.batches()[0]?.taskId).toBe(note)
  })

  it('is understood in a V3 form, whose bytes are hashed as they are', async () => {
    const mock = mockUnderTest()
    const text = spell(formatParameters(encodeInput(massSend({ TaskId: note }))))
    expect((await mock.call({}, { body: { type: 'application/x-www-form-urlencoded', text } })).code).toBe(
      'OK',
    )
    expect(mock.batches()[0]?.taskId).toBe(note)
  })
})

describe('the text of SenderList', () => {
  it.each([
    ['compact', '[{"To":"8613800000001","TemplateParams":{"name":"Zoë"}}]'],
    ["with ', ' and ': '", '[{"To": "8613800000001", "TemplateParams": {"name": "Zo\\u00eb"}}]'],
    ['indented', JSON.stringify([{ To: '8613800000001', TemplateParams: { name: 'Zoë' } }], undefined, 2)],
    [
      'with \\u escapes',
      '[{"To":"8613800000001","TemplateParams":{"name":"Zo\\u00eb \\ud83d\\ude00 it\\u0027s"}}]',
    ],
    ['with raw UTF-8', '[{"To":"8613800000001","TemplateParams":{"name":"Zoë \u{1F600} it\'s"}}]'],
    [
      'with members in another order',
      '[{"TemplateParams":{"name":"Zoë"},"Payload":[],"To":"8613800000001"}]',
    ],
    ['with blanks around', ' [ { "To" : "8613800000001" } ] '],
  ])('is understood %s', async (_, SenderList) => {
    for (const signing of [
      {},
      { place: 'query' },
      { scheme: 'v1' },
      { scheme: 'v1', method: 'GET' },
    ] satisfies Signing[])
      expect((await send({ SenderList }, signing)).code).toBe('OK')
  })

  it('may travel in the URL with 1,000 recipients', async () => {
    for (const scheme of ['v3', 'v1'] as const)
      expect((await send({ SenderList: recipients(1000) }, { scheme, place: 'query' })).code).toBe('OK')
  })
})

describe('empty values', () => {
  const empty = {
    TemplateName: '',
    CustSpaceId: '',
    CustWabaId: '',
    IsvCode: '',
    TaskId: '',
    FallBackId: '',
    FallBackContent: '',
    FallBackDuration: '',
    FallBackRule: '',
    Ttl: '',
    Label: '',
    Tag: '',
  }

  it('count as absent for every optional parameter', async () => {
    for (const signing of [
      {},
      { place: 'query' },
      { scheme: 'v1' },
      { scheme: 'v1', method: 'GET' },
    ] satisfies Signing[])
      expect((await send(empty, signing)).code).toBe('OK')
  })

  it('may be left out of a V1 signature, as two clients do', async () => {
    const request = signed(massSend(), { scheme: 'v1' })
    expect(
      (
        await mockUnderTest().ask({
          ...request,
          body: Buffer.concat([request.body, Buffer.from('&Tag=&Label=')]),
        })
      ).code,
    ).toBe('OK')
  })

  it('of a system parameter are signed and understood', async () => {
    expect(
      (await send({}, { scheme: 'v1', system: { SignatureType: '', RegionId: 'ap-southeast-1' } })).code,
    ).toBe('OK')
  })
})

describe('headers', () => {
  it.each<[string, Signing]>([
    [
      'x-acs-action and x-acs-version beside V1',
      { scheme: 'v1', headers: { 'x-acs-action': 'SendChatappMassMessage', 'x-acs-version': '2020-06-06' } },
    ],
    ['Content-MD5', { scheme: 'v1', headers: { 'content-md5': '1B2M2Y8AsgTpgAmY7PhCfg==' } }],
    ['x-acs-credentials-provider, signed', { headers: { 'x-acs-credentials-provider': 'static_ak' } }],
    ['a host with its port', { host: '127.0.0.1:9911' }],
    ['Accept-Encoding: gzip', { headers: { 'accept-encoding': 'gzip, deflate' } }],
    [
      'a content type on a GET without body',
      { scheme: 'v1', method: 'GET', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    ],
    ['no content type on an empty POST', { scheme: 'v1', place: 'query' }],
    [
      'a content type with a charset',
      { headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' } },
    ],
  ])('are understood: %s', async (_, signing) => {
    const { code, headers } = await send({}, signing)
    expect(code).toBe('OK')
    expect(headers).not.toHaveProperty('content-encoding')
  })

  it('may be signed with accept and user-agent', async () => {
    const request = signed(massSend(), { headers: { 'user-agent': 'AlibabaCloud (Linux) Python/3.11' } })
    const signedHeaders = [...acs3.headersToSign(request.headers), 'accept', 'user-agent'].toSorted()
    const canonical = acs3.canonicalRequest(
      { ...request, query: [] },
      signedHeaders,
      acs3.hash('ACS3-HMAC-SHA256', request.body),
    )
    const signature = acs3.sign(
      'ACS3-HMAC-SHA256',
      'mock-sk-1',
      acs3.stringToSign('ACS3-HMAC-SHA256', canonical),
    )
    const authorization = acs3.formatAuthorization({
      algorithm: 'ACS3-HMAC-SHA256',
      accessKeyId: 'mock-ak-1',
      signedHeaders,
      signature,
    })
    expect(
      (await mockUnderTest().ask({ ...request, headers: { ...request.headers, authorization } })).code,
    ).toBe('OK')
  })

  it('carry the STS token in V3, the query or the form in V1', async () => {
    for (const signing of [
      {},
      { scheme: 'v1' },
      { scheme: 'v1', place: 'form-only' },
      { scheme: 'v1', method: 'GET' },
    ] satisfies Signing[])
      expect((await send({}, { ...signing, key: keys.sts })).code).toBe('OK')
  })
})

it('takes the same V1 signature wherever the parameters travel', async () => {
  const system = {
    Action: 'SendChatappMassMessage',
    Version: '2020-06-06',
    Format: 'JSON',
    AccessKeyId: 'mock-ak-1',
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    SignatureNonce: 'n',
    Timestamp: wireTime(testTime),
  }
  const pairs = [...Object.entries(system), ...encodeInput(massSend())]
  const Signature = rpcV1.sign('mock-sk-1', rpcV1.stringToSign('POST', pairs))
  for (let cut = 0; cut <= pairs.length; cut += 3) {
    const all = [...pairs, ['Signature', Signature] as const]
    const request = {
      method: 'POST',
      url: `/?${formatParameters(all.slice(0, cut))}`,
      headers: { host: 'x', 'content-type': 'application/x-www-form-urlencoded' },
      body: Buffer.from(formatParameters(all.slice(cut))),
      secure: false,
    }
    expect((await mockUnderTest().ask(request)).code).toBe('OK')
  }
})

describe('parseParameters', () => {
  it('decodes as forms do', () => {
    expect(parseParameters('a=1&b=x+y%20z&c=%E7%8E%8B&d&e=&=f&g=h=i&&a=2')).toEqual({
      pairs: [
        ['a', '1'],
        ['b', 'x y z'],
        ['c', '王'],
        ['d', ''],
        ['e', ''],
        ['', 'f'],
        ['g', 'h=i'],
        ['a', '2'],
      ],
      malformed: undefined,
    })
  })

  it('reads back what formatParameters writes', () => {
    const pairs = [
      ['TaskId', note],
      ['a b', '\u0000\n'],
    ] as const
    expect(parseParameters(formatParameters(pairs)).pairs).toEqual(pairs)
  })

  it('names the first parameter it cannot decode', () => {
    expect(parseParameters('a=1&b=%&c=%ff').malformed).toBe('b')
  })
})

describe('decodeInput', () => {
  it('turns text into the types of the schema and leaves what does not fit for the schema to refuse', () => {
    expect(
      decode({
        FallBackDuration: '0120',
        Ttl: '1.5',
        SenderList: '[{"To":"1"}]',
        Unknown: 'x',
        Language: '',
        Tag: '',
      }),
    ).toEqual({ FallBackDuration: 120, Ttl: '1.5', SenderList: [{ To: '1' }], Language: '' })
    expect(decode({ SenderList: 'no json' })).toEqual({ SenderList: 'no json' })
  })
})
