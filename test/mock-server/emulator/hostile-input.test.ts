import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createHttpServer } from '../../../mock-server/adapters/node-http.ts'
import { startMockServer } from '../../watched-emulators.ts'
import { mockUnderTest } from '../../mock-under-test.ts'
import { exchangeBytes, toBytes, type WireAnswer } from '../../raw-socket.ts'
import { massSend, recipients, signed, type Parameters, type Signing } from '../../signed-requests.ts'

const mock = mockUnderTest({ throttled: false })
let server: Server
let port: number

beforeAll(async () => {
  server = createHttpServer(mock, (_request, response) => response.end('control'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})

afterAll(() => {
  server.close()
  server.closeAllConnections()
})

afterEach(async () => {
  expect(await ask(signed(massSend())), 'a valid call after this test').toMatchObject({ status: 200 })
  expect(Object.keys(Object.prototype)).toEqual([])
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
})

type Request = Uint8Array | string | ReturnType<typeof signed>

/** Sends a request over a socket of its own and returns the one answer. */
async function ask(request: Request): Promise<WireAnswer> {
  const [answer] = await exchangeBytes(port, [
    request instanceof Uint8Array || typeof request === 'string' ? request : toBytes(request),
  ])
  if (answer === undefined) throw new Error('The server closed the connection without an answer')
  return answer
}

/** A form body of any bytes, unsigned, to a known operation. */
const formOf = (
  body: Uint8Array | string,
  contentType = 'application/x-www-form-urlencoded',
  method = 'POST',
) =>
  toBytes({
    method,
    url: '/?Action=SendChatappMassMessage&Version=2020-06-06&Format=JSON',
    headers: { host: 'x', 'content-type': contentType, 'content-length': String(Buffer.byteLength(body)) },
    body: Buffer.from(body),
    secure: false,
  })

/** Fails unless the answer is one of the gateway: a code, the id in header and body, and the rule. */
function expectGatewayForm({ status, headers, body }: WireAnswer): {
  status: number
  code: string
  rule: string
} {
  const field = (name: string): string | undefined =>
    new RegExp(`"${name}":"([^"]*)"|<${name}>([^<]*)</${name}>`)
      .exec(body)
      ?.slice(1)
      .find((value) => value !== undefined)
  expect(headers['content-type']).toMatch(/^(application\/json|text\/xml);charset=utf-8$/)
  expect(field('RequestId')).toBe(headers['x-acs-request-id'])
  expect(field('Message')).not.toBe('')
  return { status, code: field('Code') ?? '', rule: headers['x-mock-rule'] ?? '' }
}

const sendOver = (changes: Parameters, signing: Signing = {}): Promise<WireAnswer> =>
  ask(signed(massSend(changes), signing))

it.each(['constructor', '__proto__', '__proto__;constructor;host'])(
  'refuses a signature over %s, which no header is called but every object has',
  async (names) => {
    const request = signed(massSend())
    const authorization = (request.headers['authorization'] ?? '').replace(
      /SignedHeaders=[^,]*/,
      `SignedHeaders=${names}`,
    )
    expect(
      expectGatewayForm(await ask({ ...request, headers: { ...request.headers, authorization } })),
    ).toEqual({ status: 400, code: 'SignatureDoesNotMatch', rule: 'gateway.signature-matches' })
  },
)

describe('methods', () => {
  it('answers HEAD with a status and no body', async () => {
    const answer = await ask(signed(massSend(), { method: 'HEAD', place: 'query' }))
    expect(answer).toMatchObject({
      status: 400,
      body: '',
      headers: { 'x-mock-rule': 'gateway.method-is-supported' },
    })
  })

  it.each(['OPTIONS', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND', 'M-SEARCH'])(
    'refuses %s',
    async (method) => {
      expect(expectGatewayForm(await ask(formOf('', undefined, method)))).toEqual({
        status: 400,
        code: 'UnsupportedHTTPMethod',
        rule: 'gateway.method-is-supported',
      })
    },
  )

  it('refuses OPTIONS *', async () => {
    expect(expectGatewayForm(await ask('OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n')).code).toBe(
      'InvalidAction.NotFound',
    )
  })

  it.each([
    'FOO / HTTP/1.1\r\nHost: x\r\n\r\n',
    'get / HTTP/1.1\r\nHost: x\r\n\r\n',
    'GET / HTTP/9.9\r\nHost: x\r\n\r\n',
    '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
    'GET / HTTP/1.1\r\nHost: x\r\nBad Header: 1\r\n\r\n',
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
  ])('refuses %j, which is not HTTP', async (bytes) => {
    expect(expectGatewayForm(await ask(Buffer.from(bytes, 'latin1')))).toEqual({
      status: 400,
      code: 'MalformedRequest',
      rule: 'emulator.request-is-http',
    })
  })

  it('knows a client that speaks https, and says what it has to change', async () => {
    await ask(Buffer.from('\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 'latin1'))
    expect(mock.exchanges.at(-1)?.refusal?.expected).toContain("protocol 'http', or start with --https-port")
    await ask('FOO / HTTP/1.1\r\nHost: x\r\n\r\n')
    expect(mock.exchanges.at(-1)?.refusal).toEqual({ given: 'HPE_INVALID_METHOD' })
  })

  it('says to whoever reads the journal that a client speaks plain http to the https port', async () => {
    const secure = await startMockServer({ httpsPort: 0 })
    onTestFinished(async () => void (await secure.close()))
    expect(
      await exchangeBytes(Number(new URL(secure.httpsUrl ?? '').port), ['GET / HTTP/1.1\r\nHost: x\r\n\r\n']),
    ).toEqual([])
    const { matches } = await secure.demo.wait('code:MalformedRequest', { of: 'exchanges' })
    expect(matches[0]).toMatchObject({
      refusal: { given: 'plain HTTP', expected: expect.stringContaining("protocol 'https'") as string },
    })
  })

  it('refuses CONNECT and does not become a proxy', async () => {
    const [answer, ...more] = await exchangeBytes(
      port,
      [
        'CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n',
        'GET / HTTP/1.1\r\nHost: x\r\n\r\n',
      ],
      { answers: 2 },
    )
    expect(more).toEqual([])
    expect(answer?.headers['connection']).toBe('close')
    expect(expectGatewayForm(answer as WireAnswer)).toEqual({
      status: 404,
      code: 'InvalidAction.NotFound',
      rule: 'gateway.action-is-known',
    })
  })

  it.each(['/queuesfoo', '/queues.txt', '/queue'])(
    'takes %s for a path of the API, not for the queue service',
    async (path) => {
      const answer = await ask(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`)
      expect(expectGatewayForm(answer).rule).not.toBe('')
    },
  )

  it.each(['/queues', '/queues/', '/queues?x=1', '/queues/name/messages'])(
    'takes %s for the queue service',
    async (path) => {
      const answer = await ask(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`)
      expect([answer.headers['x-mock-rule'], answer.body.includes('http://mns.aliyuncs.com')]).toEqual([
        undefined,
        true,
      ])
    },
  )

  it('answers a request that asks for an upgrade as if it had not', async () => {
    const request = signed(massSend())
    expect(
      (
        await ask({
          ...request,
          headers: { ...request.headers, connection: 'Upgrade', upgrade: 'websocket' },
        })
      ).status,
    ).toBe(200)
  })
})

describe('headers', () => {
  it('accepts names in any case', async () => {
    const request = signed(massSend())
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name.toUpperCase(), value]),
    )
    expect((await ask({ ...request, headers })).status).toBe(200)
  })

  it('answers a request without Host in the form of the gateway', async () => {
    expect(expectGatewayForm(await ask('GET / HTTP/1.1\r\n\r\n'))).toMatchObject({
      status: 404,
      code: 'InvalidAction.NotFound',
    })
    expect(expectGatewayForm(await ask('GET / HTTP/1.0\r\n\r\n'))).toMatchObject({
      status: 404,
      code: 'InvalidAction.NotFound',
    })
  })

  it('answers a request whose headers come twice', async () => {
    const request = signed(massSend())
    const bytes = toBytes(request)
      .toString('latin1')
      .replace(
        '\r\n',
        `\r\nx-acs-action: ListChatappTemplate\r\nauthorization: ACS3-HMAC-SHA256 x\r\nhost: other\r\n`,
      )
    expect(expectGatewayForm(await ask(Buffer.from(bytes, 'latin1'))).status).toBe(404)
  })

  it('answers a call that expects more than 100-continue', async () => {
    const request = signed(massSend())
    expect((await ask({ ...request, headers: { ...request.headers, expect: 'a miracle' } })).status).toBe(200)
  })

  it('accepts 3,000 headers', async () => {
    const request = signed(massSend())
    const many = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`x-extra-${index}`, 'v']))
    expect((await ask({ ...request, headers: { ...request.headers, ...many } })).status).toBe(200)
  })

  it('answers names of JavaScript itself as headers', async () => {
    const request = signed(massSend())
    expect(
      (await ask({ ...request, headers: { ...request.headers, constructor: 'x', 'x-acs-constructor': '1' } }))
        .status,
    ).toBe(200)
    const bytes = toBytes(signed(massSend()))
      .toString('latin1')
      .replace('\r\n', '\r\n__proto__: polluted\r\n')
    expect((await ask(Buffer.from(bytes, 'latin1'))).status).toBe(200)
  })
})

describe('request targets', () => {
  it('accepts a URL of 150 kB', async () => {
    const many = recipients(1000).map(({ To }) => ({
      To,
      TemplateParams: { name: 'A name that has some length', order: 'A-1001' },
    }))
    const request = signed(massSend({ SenderList: many }), { place: 'query' })
    expect(request.url.length).toBeGreaterThan(150_000)
    expect((await ask(request)).status).toBe(200)
  })

  it('refuses a URL of 2 MB', async () => {
    expect(
      expectGatewayForm(await ask(`GET /?x=${'a'.repeat(2_000_000)} HTTP/1.1\r\nHost: x\r\n\r\n`)),
    ).toEqual({ status: 413, code: 'RequestTooLarge', rule: 'emulator.request-is-http' })
  })

  it('reads an absolute target, as proxies send it', async () => {
    const request = signed(massSend(), { place: 'query' })
    expect((await ask({ ...request, url: `http://${request.headers['host']}${request.url}` })).status).toBe(
      200,
    )
    const v1 = signed(massSend(), { scheme: 'v1', place: 'query' })
    expect((await ask({ ...v1, url: `http://${v1.headers['host']}${v1.url}` })).status).toBe(200)
  })

  it.each([
    '/?%',
    '/?Action=%zz',
    '/?%ff=1',
    '/?a=%C3%28',
    '/?&&&==&',
    '/?=',
    '//?..',
    '/?__proto__=1&constructor=2&hasOwnProperty=3',
  ])('answers %s', async (url) => {
    expect(
      expectGatewayForm(await ask(`GET ${url} HTTP/1.1\r\nHost: x\r\n\r\n`)).status,
    ).toBeGreaterThanOrEqual(400)
  })
})

describe('bodies', () => {
  it.each([
    'application/json',
    'text/xml',
    'multipart/form-data; boundary=x',
    'application/octet-stream',
    '\u00ff',
    ';;;',
  ])('answers the content type %s', async (contentType) => {
    expect(expectGatewayForm(await ask(formOf('{"a":1}', contentType))).code).toBe('MissingAccessKeyId')
  })

  it('refuses bytes that are not UTF-8, and percent-encoding that is broken', async () => {
    const refusal = { status: 400, code: 'InvalidParameter', rule: 'gateway.request-is-readable' }
    expect(expectGatewayForm(await ask(formOf(Buffer.from([0x46, 0x3d, 0xff, 0xfe, 0x00]))))).toEqual(refusal)
    expect(expectGatewayForm(await ask(formOf(Buffer.from([0xed, 0xa0, 0x80]))))).toEqual(refusal)
    expect(expectGatewayForm(await ask(formOf('From=%')))).toEqual({ ...refusal, code: 'InvalidFrom' })
  })

  it('refuses 5 MB of garbage', async () => {
    const garbage = Buffer.alloc(5_000_000, 'garbage&')
    expect(expectGatewayForm(await ask(formOf(garbage))).status).toBe(400)
    expect(expectGatewayForm(await ask(formOf(Buffer.alloc(5_000_000, 0xff)))).code).toBe('InvalidParameter')
    expect(expectGatewayForm(await ask(formOf(Buffer.alloc(5_000_000, '%')))).status).toBe(400)
    expect(expectGatewayForm(await ask(formOf(Buffer.alloc(5_000_000, '&=')))).status).toBe(400)
  })

  it('refuses a body of 11 MB, and reads it to the end so that its sender can hear the answer', async () => {
    const answer = await ask(formOf(Buffer.alloc(11_000_000, 'a')))
    expect(expectGatewayForm(answer)).toEqual({
      status: 413,
      code: 'RequestTooLarge',
      rule: 'emulator.request-is-http',
    })
    expect(answer.headers['content-type'], 'the format the request asked for').toBe(
      'application/json;charset=utf-8',
    )
  })

  it('accepts an empty body in chunks', async () => {
    const { 'content-length': _, ...headers } = signed(massSend(), {
      place: 'query',
      nonce: 'chunked',
    }).headers
    const request = signed(massSend(), { place: 'query', nonce: 'chunked' })
    expect(
      (
        await ask(
          Buffer.concat([
            toBytes({ ...request, headers: { ...headers, 'transfer-encoding': 'chunked' } }),
            Buffer.from('0\r\n\r\n'),
          ]),
        )
      ).status,
    ).toBe(200)
  })

  it('accepts a body in many small chunks', async () => {
    const request = signed(massSend())
    const { 'content-length': _, ...headers } = request.headers
    const pieces = [...request.body].map((byte) => `1\r\n${String.fromCharCode(byte)}\r\n`)
    const head = toBytes({
      ...request,
      headers: { ...headers, 'transfer-encoding': 'chunked' },
      body: Buffer.alloc(0),
    })
    expect((await exchangeBytes(port, [head, ...pieces, '0\r\n\r\n']))[0]?.status).toBe(200)
  })

  it('refuses chunks that are no chunks', async () => {
    expect(
      expectGatewayForm(await ask('POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'))
        .code,
    ).toBe('MalformedRequest')
  })

  it('says 100 Continue to a client that asks before it sends its body', async () => {
    const request = signed(massSend())
    const statuses = (
      await exchangeBytes(
        port,
        [toBytes({ ...request, headers: { ...request.headers, expect: '100-continue' } })],
        { answers: 2 },
      )
    ).map(({ status }) => status)
    expect(statuses).toEqual([100, 200])
  })
})

describe('JSON', () => {
  it.each<[string, string]>([
    ['100,000 nested lists', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['100,000 lists that never end', '['.repeat(100_000)],
    ['1 MB of nested objects that never end', '{"a":'.repeat(200_000)],
    ['100,000 nested objects', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ['a number of 100,000 digits', `[${'9'.repeat(100_000)}]`],
    ['a text with lone surrogates', '[{"To":"\\ud800"}]'],
    ['a list of 1,001 nulls', JSON.stringify(Array.from({ length: 1001 }, () => null))],
    ['a list of 500,000 numbers', JSON.stringify(Array.from({ length: 500_000 }, () => 1))],
  ])('refuses %s as SenderList', async (_, SenderList) => {
    expect(expectGatewayForm(await sendOver({ SenderList })).status).toBe(400)
  })

  it('accepts deep data where any data is allowed', async () => {
    const deep = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`
    expect(
      (
        await sendOver({
          SenderList: `[{"To":"8613800000001","FlowAction":{"FlowActionData":{"x":${deep}}}}]`,
        })
      ).status,
    ).toBe(200)
  })
})

describe('names of JavaScript itself', () => {
  it.each([
    '__proto__',
    'constructor',
    'prototype',
    'hasOwnProperty',
    'toString',
    '__proto__[polluted]',
    'constructor.prototype.polluted',
    'SenderList.1.__proto__.polluted',
  ])('are ignored as a parameter: %s', async (name) => {
    expect((await ask(signed(massSend(), { more: [[name, '{"polluted":true}']] }))).status).toBe(200)
    expect(
      (await ask(signed(massSend(), { scheme: 'v1', more: [[name, '{"polluted":true}']] }))).status,
    ).toBe(200)
  })

  it.each([
    '[{"To":"8613800000001","__proto__":{"polluted":true}}]',
    '[{"To":"8613800000001","constructor":{"prototype":{"polluted":true}}}]',
    '[{"To":"8613800000001","TemplateParams":{"__proto__":"x","constructor":"y"}}]',
    '[{"To":"8613800000001","FlowAction":{"FlowActionData":{"__proto__":{"polluted":true}}}}]',
  ])('pollute nothing inside SenderList: %s', async (SenderList) => {
    expect((await sendOver({ SenderList })).status).toBe(200)
  })

  it('pollute nothing where lists are read from dotted names', async () => {
    const dotted = mockUnderTest({ assumptions: { dottedLists: 'read' } })
    const more = [
      'SenderList.1.__proto__.polluted',
      'SenderList.1.constructor.prototype.polluted',
      '__proto__.1.polluted',
    ].map((name) => [name, 'true'] as const)
    expect(
      (await dotted.send({ SenderList: undefined, 'SenderList.1.To': '8613800000001' }, { more })).code,
    ).toBe('OK')
    expect(
      (await dotted.send({ SenderList: undefined }, { more: [[`SenderList.1${'.a'.repeat(200_000)}`, 'x']] }))
        .status,
    ).toBe(400)
  })
})

describe('connections', () => {
  it('answers the valid call and then the garbage in one pipeline', async () => {
    const answers = await exchangeBytes(port, [toBytes(signed(massSend())), 'garbage\r\n\r\n'], {
      answers: 2,
    })
    expect(answers.map(({ status }) => status)).toEqual([200, 400])
  })

  it('answers pipelined calls in order', async () => {
    const calls = Array.from({ length: 20 }, (_, index) =>
      toBytes(signed(massSend(index % 2 === 0 ? {} : { ChannelType: 'line' }))),
    )
    const answers = await exchangeBytes(port, calls, { answers: 20 })
    expect(answers.map(({ status }) => status)).toEqual(
      Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? 200 : 400)),
    )
  })

  it('forgets half a request whose client goes away', async () => {
    const before = mock.exchanges.length
    const bytes = toBytes(signed(massSend()))
    for (const size of [10, 100, bytes.length - 1])
      await exchangeBytes(port, [bytes.subarray(0, size)], { thenClose: true })
    expect(mock.exchanges.slice(before).filter(({ code }) => code === 'OK')).toEqual([])
  })
})
