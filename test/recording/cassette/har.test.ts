import { describe, expect, it } from 'vitest'
import { fromHar, toHar } from '../../../recording/cassette/har.ts'
import { toRecording } from '../../../recording/cassette/recording.ts'
import { mockUnderTest } from '../../mock-under-test.ts'

const origin = 'https://cams.ap-southeast-1.aliyuncs.com'

async function recordings() {
  const mock = mockUnderTest()
  await mock.send()
  await mock.send({ TemplateCode: 'nope' })
  await mock.send({ Payload: "100% + 'ü' & more" }, { scheme: 'v1', format: 'XML' })
  return mock.exchanges.map(toRecording)
}

type Fields = Readonly<Record<string, unknown>>

/** Fields a HAR 1.2 object must have, by the specification; each with the type of its value. */
const demanded: Readonly<Record<string, Fields>> = {
  log: { version: 'string', creator: 'object', entries: 'object' },
  creator: { name: 'string', version: 'string' },
  entry: {
    startedDateTime: 'string',
    time: 'number',
    request: 'object',
    response: 'object',
    cache: 'object',
    timings: 'object',
  },
  request: {
    method: 'string',
    url: 'string',
    httpVersion: 'string',
    cookies: 'object',
    headers: 'object',
    queryString: 'object',
    postData: 'object',
    headersSize: 'number',
    bodySize: 'number',
  },
  postData: { mimeType: 'string', params: 'object', text: 'string' },
  response: {
    status: 'number',
    statusText: 'string',
    httpVersion: 'string',
    cookies: 'object',
    headers: 'object',
    content: 'object',
    redirectURL: 'string',
    headersSize: 'number',
    bodySize: 'number',
  },
  content: { size: 'number', mimeType: 'string', text: 'string' },
  timings: { send: 'number', wait: 'number', receive: 'number' },
}

const typesOf = (value: Fields): Fields =>
  Object.fromEntries(Object.entries(value).map(([name, each]) => [name, typeof each]))

describe('an HTTP archive of a cassette', () => {
  it('has what the format demands', async () => {
    const { log } = toHar(await recordings(), origin, '1.0') as {
      log: { creator: Fields; entries: Record<string, Fields>[] }
    }
    expect(typesOf(log as unknown as Fields)).toEqual(demanded['log'])
    expect(typesOf(log.creator)).toEqual(demanded['creator'])
    expect(log.entries).toHaveLength(3)
    for (const entry of log.entries) {
      const { request = {}, response = {}, timings = {} } = entry
      const parts = {
        entry,
        request,
        postData: request['postData'] as Fields,
        response,
        content: response['content'] as Fields,
        timings,
      }
      expect(Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, typesOf(part)]))).toEqual(
        Object.fromEntries(Object.keys(parts).map((name) => [name, demanded[name]])),
      )
      expect(new Date(entry['startedDateTime'] as unknown as string).toISOString()).toBe(
        entry['startedDateTime'],
      )
    }
  })

  it('is read back as the same recordings', async () => {
    const given = (await recordings()).map(({ call, at = '', format, parameters, answer }) => ({
      call,
      at,
      ...(format && { format }),
      parameters,
      answer,
    }))
    const { recordings: back, others } = fromHar(JSON.stringify(toHar(given, origin, '1.0')), 'calls.har')
    expect(others).toBe(0)
    expect(back).toEqual(given)
  })
})

describe('an HTTP archive of something else', () => {
  const entry = (request: object, response: object = {}) => ({
    request: {
      method: 'POST',
      url: `${origin}/?Action=ListChatappTemplate&CustSpaceId=c&AccessKeyId=LTAI5tExampleExample1&Signature=s&Format=JSON`,
      headers: [],
      ...request,
    },
    response: { status: 200, headers: [], content: { text: '{"Code":"OK"}' }, ...response },
  })
  const read = (...entries: object[]) => fromHar(JSON.stringify({ log: { entries } }), 'calls.har')

  it('gives the calls it has, whatever signed them, and counts the rest', () => {
    const { recordings: found, others } = read(
      entry({}),
      entry({
        url: `${origin}/`,
        headers: [{ name: 'X-Acs-Action', value: 'ListChatappTemplate' }],
        postData: { params: [{ name: 'CustSpaceId', value: 'c' }] },
      }),
      entry({ url: 'https://shop.example/style.css' }),
      entry({}, { status: 0 }),
    )
    expect(found).toEqual(
      [1, 2].map(() => ({
        call: 'ListChatappTemplate',
        parameters: { CustSpaceId: 'c' },
        answer: { status: 200, body: { Code: 'OK' } },
      })),
    )
    expect(others).toBe(2)
  })

  it('is read as browsers and proxies write it: with a mark of the byte order, and null or nothing for what is empty', () => {
    const call = {
      request: {
        method: 'GET',
        url: `${origin}/?Action=ListChatappTemplate&CustSpaceId=c`,
        headers: [
          { name: ':authority', value: 'cams' },
          { name: 'accept', value: 'application/json' },
        ],
        postData: null,
      },
      response: { status: 200, content: { text: '{"Code":"OK"}', encoding: null } },
      startedDateTime: null,
    }
    const nothing = {
      request: { method: 'GET', url: 'https://shop.example/', headers: [{ name: 'x', value: null }] },
      response: { status: 0, content: null },
    }
    expect(fromHar(`\uFEFF${JSON.stringify({ log: { entries: [call, nothing] } })}`, 'calls.har')).toEqual({
      recordings: [
        {
          call: 'ListChatappTemplate',
          parameters: { CustSpaceId: 'c' },
          answer: { status: 200, body: { Code: 'OK' } },
        },
      ],
      others: 1,
    })
  })

  it('keeps no key or signature that an answer repeats', () => {
    const asked = entry(
      { url: `${origin}/?Action=ListChatappTemplate&AccessKeyId=key-of-somebody&Signature=kg2rD8MnBvEj%3D` },
      {
        status: 404,
        content: { text: '{"Code":"InvalidAccessKeyId.NotFound","Message":"key-of-somebody kg2rD8MnBvEj="}' },
      },
    )
    expect(read(asked).recordings[0]?.answer.body).toEqual({
      Code: 'InvalidAccessKeyId.NotFound',
      Message: '*** ***',
    })
  })

  it('reads bodies in base64', () => {
    const text = Buffer.from('{"Code":"OK","Message":"ü"}').toString('base64')
    expect(read(entry({}, { content: { text, encoding: 'base64' } })).recordings[0]?.answer).toEqual({
      status: 200,
      body: { Code: 'OK', Message: 'ü' },
    })
  })

  it.each([
    ['{"log":\n{"entries":[}', 'calls.har:2: this is not JSON'],
    ['{"log":{"entries":[{}]}}', 'calls.har: log.entries.0.request: '],
    ['[]', 'calls.har: the file: '],
  ])('is refused where it is none: %j', (text, complaint) => {
    expect(() => fromHar(text, 'calls.har')).toThrow(complaint)
  })
})
