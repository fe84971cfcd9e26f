import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import { mockUnderTest, type Reply } from '../../mock-under-test.ts'
import { keys, massSend, signed, type Signing } from '../../signed-requests.ts'

const v1 = (signing: Signing = {}): Signing => ({ scheme: 'v1', ...signing })

/** The one element of an XML answer; fails the test if it is not well-formed. */
function parseXml({ text }: Reply): { root: string; fields: Record<string, unknown> } {
  expect(XMLValidator.validate(text)).toBe(true)
  const { '?xml': _, ...roots } = new XMLParser({ parseTagValue: false }).parse(text) as Record<
    string,
    Record<string, unknown>
  >
  const [[root, fields] = ['', {}]] = Object.entries(roots)
  return { root, fields }
}

describe('the format of an answer', () => {
  it.each<[string, Signing, 'JSON' | 'XML']>([
    ['V1 with Format=JSON', v1({ format: 'JSON' }), 'JSON'],
    ['V1 with Format=json', v1({ format: 'json' }), 'JSON'],
    ['V1 with Format=XML', v1({ format: 'XML' }), 'XML'],
    ['V1 with Format=xml', v1({ format: 'xml' }), 'XML'],
    ['V1 without Format', v1({ format: undefined }), 'XML'],
    [
      'V1 without Format, whatever it accepts',
      v1({ format: undefined, headers: { accept: 'application/json' } }),
      'XML',
    ],
    [
      'V1 with Format=XML that accepts JSON',
      v1({ format: 'XML', headers: { accept: 'application/json' } }),
      'XML',
    ],
    ['V3', {}, 'JSON'],
    ['V3 that accepts anything', { headers: { accept: '*/*' } }, 'JSON'],
    ['V3 that accepts XML', { headers: { accept: 'text/xml' } }, 'XML'],
  ])('of %s is decided by it', async (_, signing, format) => {
    const types = { JSON: 'application/json;charset=utf-8', XML: 'text/xml;charset=utf-8' }
    for (const changes of [{}, { ChannelType: 'line' }]) {
      const { headers, text } = await mockUnderTest().send(changes, signing)
      expect(headers['content-type']).toBe(types[format])
      expect(text.startsWith(format === 'JSON' ? '{' : '<?xml')).toBe(true)
    }
  })
})

describe('a JSON refusal', () => {
  it('has the fields of the gateway in the order it was seen to write them', async () => {
    const { body, headers } = await mockUnderTest().send(
      { ChannelType: 'line' },
      { host: 'cams.ap-southeast-1.aliyuncs.com' },
    )
    expect(Object.keys(body)).toEqual(['Recommend', 'Message', 'RequestId', 'HostId', 'Code'])
    expect(body['HostId']).toBe('cams.ap-southeast-1.aliyuncs.com')
    expect(body['Recommend']).toBe(
      `https://api.aliyun.com/troubleshoot?q=InvalidParameter.ChannelTypeNotSupport&product=cams&requestId=${headers['x-acs-request-id']}`,
    )
  })
})

describe('an XML answer', () => {
  it('to an accepted call has the root of its operation', async () => {
    const reply = await mockUnderTest().send({}, v1({ format: 'XML' }))
    const { root, fields } = parseXml(reply)
    expect(root).toBe('SendChatappMassMessageResponse')
    expect(fields).toEqual({
      RequestId: reply.headers['x-acs-request-id'],
      Code: 'OK',
      Message: 'OK',
      GroupMessageId: expect.stringMatching(/^89\d{14}$/) as string,
    })
  })

  it('to a refused call has the root Error and the fields of the printed template, in its order', async () => {
    const reply = await mockUnderTest().send({ ChannelType: 'line' }, v1({ format: 'XML' }))
    const { root, fields } = parseXml(reply)
    expect(root).toBe('Error')
    expect(Object.keys(fields)).toEqual(['RequestId', 'HostId', 'Code', 'Message', 'Recommend'])
    expect(fields).toMatchObject({
      RequestId: reply.headers['x-acs-request-id'],
      HostId: '127.0.0.1:4010',
      Code: 'InvalidParameter.ChannelTypeNotSupport',
    })
    expect(reply.text).toContain(`<Recommend><![CDATA[${fields['Recommend'] as string}]]></Recommend>`)
  })

  it('stays well-formed around anything the caller sent', async () => {
    const mock = mockUnderTest({ throttled: false })
    const hostile = `<>&"']]>\u{1F600}$(name)`
    const answers = [
      await mock.send({ TaskId: hostile }, v1({ format: 'XML', key: { id: 'mock-ak-1', secret: 'wrong' } })),
      await mock.send({}, { headers: { accept: 'text/xml', 'x-acs-note': hostile }, signature: 'wrong' }),
      await mock.send({}, v1({ format: 'XML', host: `a&b<c>` })),
      await mock.send({ CustSpaceId: 'cams-demo0001' }, v1({ format: 'XML', key: keys.reader })),
      await mock.call({ CustSpaceId: 'cams-demo0001' }, v1({ format: 'XML', action: 'ListChatappTemplate' })),
    ]
    const parsed = answers.map(parseXml)
    expect(parsed.map(({ root }) => root)).toEqual([
      'Error',
      'Error',
      'SendChatappMassMessageResponse',
      'Error',
      'ListChatappTemplateResponse',
    ])
    expect(parsed[3]?.fields['AccessDeniedDetail']).toMatchObject({
      AuthAction: 'cams:SendChatappMassMessage',
    })
  })
})

describe('the headers of an answer', () => {
  it('are those of the live gateway', async () => {
    const { headers, text } = await mockUnderTest().send()
    expect(headers).toEqual({
      'content-type': 'application/json;charset=utf-8',
      'content-length': String(Buffer.byteLength(text)),
      'access-control-allow-origin': '*',
      'access-control-expose-headers': '*',
      'x-acs-request-id': expect.stringMatching(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/) as string,
      'x-acs-trace-id': expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      etag: expect.any(String) as string,
      'x-mock-rule': 'SendChatappMassMessage.accepted',
      'x-mock-evidence': 'documented',
    })
  })

  it('count bytes, not characters', async () => {
    const { headers, text } = await mockUnderTest().send({}, v1({ host: 'höst' }))
    expect(headers['content-length']).toBe(String(Buffer.byteLength(text)))
    const refused = await mockUnderTest().send({ ChannelType: 'line' }, v1({ host: 'höst' }))
    expect(Number(refused.headers['content-length'])).toBe(refused.text.length + 1)
  })

  it('repeat the RequestId of the body, which no two answers share', async () => {
    const mock = mockUnderTest({ throttled: false })
    const ids = new Set<unknown>()
    for (let count = 0; count < 200; count++) {
      const { body, headers } = await mock.send(count % 2 === 0 ? {} : { ChannelType: 'line' })
      expect(headers['x-acs-request-id']).toBe(body['RequestId'])
      ids.add(body['RequestId'])
    }
    expect(ids.size).toBe(200)
  })
})

describe('the journal', () => {
  it('keeps the exchange without credentials', async () => {
    const mock = mockUnderTest()
    const { body, text } = await mock.send({}, v1({ key: keys.sts }))
    const exchange = mock.world.journal.find(String(body['RequestId']))
    expect(exchange).toMatchObject({
      operation: 'SendChatappMassMessage',
      status: 200,
      code: 'OK',
      body: text,
      accessKeyId: 'STS.mock-1',
      rule: 'SendChatappMassMessage.accepted',
      at: mock.clock.now(),
    })
    expect(exchange?.input).toMatchObject({ From: '8613900000001' })
    expect(JSON.stringify(exchange)).not.toMatch(/mock-sts-token-1|mock-sts-sk-1|"Signature"/)
  })

  it('keeps what was given and expected of a refusal', async () => {
    const mock = mockUnderTest()
    const { body } = await mock.send({ From: '+86139' })
    expect(mock.world.journal.find(String(body['RequestId']))?.refusal).toEqual({
      given: '+86139',
      expected: 'digits only: country code and number without + or blanks',
    })
  })
})

it('answers a defect of its own as InternalError and reports it', async () => {
  const defects: unknown[] = []
  const broken = new Error('the directory is gone')
  const mock = mockUnderTest({ onDefect: (error) => defects.push(error) })
  const directory = new Proxy(mock.world.directory, {
    get: () => {
      throw broken
    },
  })
  Object.assign(mock.world, { directory })
  const { status, code, message, rule } = await mock.ask(signed(massSend()))
  expect({ status, code, message, rule }).toEqual({
    status: 500,
    code: 'InternalError',
    message: 'The request processing has failed due to some unknown error.',
    rule: 'emulator.internal-error',
  })
  expect(defects).toEqual([broken])
})
