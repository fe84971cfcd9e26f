import { describe, expect, it } from 'vitest'
import { catalogNames } from '../../../contracts/catalog/index.ts'
import { mockUnderTest, refusalOf } from '../../mock-under-test.ts'
import { massSend, signed } from '../../signed-requests.ts'

const mock = mockUnderTest({ throttled: false })
const notFound = {
  status: 404,
  code: 'InvalidAction.NotFound',
  message: 'Specified api is not found, please check your url and method.',
  rule: 'gateway.action-is-known',
}
const invalidVersion = {
  status: 400,
  code: 'InvalidVersion',
  message: 'Specified parameter Version is not valid.',
  rule: 'gateway.version-is-known',
}
const unsupportedMethod = {
  status: 400,
  code: 'UnsupportedHTTPMethod',
  message: 'This http method is not supported.',
  rule: 'gateway.method-is-supported',
}

/** A call whose form body is this text, byte by byte. */
const malformed = (text: string) => {
  const request = signed(massSend())
  return { ...request, body: Buffer.from(text, 'latin1') }
}

describe('Action', () => {
  it('knows all 177 operations of the API', () => {
    expect(catalogNames).toHaveLength(177)
    expect(catalogNames).toContain('SendChatappMassMessage')
  })

  it.each([
    'SendChatappMassMessages',
    'sendChatappMassMessage',
    'SENDCHATAPPMASSMESSAGE',
    'SendSms',
    '',
    ' SendChatappMassMessage',
    '__proto__',
    'constructor',
    'toString',
  ])('refuses %o', async (action) => {
    expect(refusalOf(await mock.call(massSend(), { action }))).toEqual(notFound)
    expect(refusalOf(await mock.call(massSend(), { action, scheme: 'v1' }))).toEqual(notFound)
  })

  it('is looked for before credentials: a bare GET is answered in XML', async () => {
    const { status, text, rule, evidence, headers } = await mock.ask({
      method: 'GET',
      url: '/',
      headers: { host: 'x' },
      body: new Uint8Array(),
      secure: false,
    })
    expect({ status, rule, evidence }).toEqual({
      status: 404,
      rule: 'gateway.action-is-known',
      evidence: 'observed',
    })
    expect(headers['content-type']).toBe('text/xml;charset=utf-8')
    expect(text).toContain('<Code>InvalidAction.NotFound</Code>')
  })

  it('comes from the headers in V3 and from the parameters in V1', async () => {
    expect((await mock.send({ Action: 'ListChatappTemplate' })).rule).toBe('SendChatappMassMessage.accepted')
    expect(
      (
        await mock.send(
          {},
          { scheme: 'v1', headers: { 'x-acs-action': 'ListChatappTemplate', 'x-acs-version': '1999-01-01' } },
        )
      ).rule,
    ).toBe('SendChatappMassMessage.accepted')
  })
})

describe('Version', () => {
  it.each(['2020-06-07', '2020-6-6', 'latest'])('refuses %s', async (version) => {
    expect(refusalOf(await mock.call(massSend(), { version }))).toEqual(invalidVersion)
    expect(refusalOf(await mock.call(massSend(), { version, scheme: 'v1' }))).toEqual(invalidVersion)
  })

  it('is mandatory', async () => {
    const refusal = {
      status: 400,
      code: 'MissingVersion',
      message: 'Version is mandatory for this action.',
      rule: 'gateway.version-is-known',
    }
    expect(refusalOf(await mock.call(massSend(), { system: { 'x-acs-version': undefined } }))).toEqual(
      refusal,
    )
    expect(refusalOf(await mock.call(massSend(), { scheme: 'v1', system: { Version: undefined } }))).toEqual(
      refusal,
    )
  })
})

describe('the HTTP method', () => {
  it('is GET or POST for a mass send', async () => {
    expect((await mock.send({}, { method: 'GET' })).code).toBe('OK')
    expect((await mock.send({}, { method: 'GET', scheme: 'v1' })).code).toBe('OK')
    expect((await mock.send({}, { method: 'POST' })).code).toBe('OK')
  })

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'])('refuses %s', async (method) => {
    expect(refusalOf(await mock.send({}, { method }))).toEqual(unsupportedMethod)
  })

  it('refuses HEAD without a body', async () => {
    const { status, text, rule, headers } = await mock.send({}, { method: 'HEAD' })
    expect({ status, text, rule, length: headers['content-length'] }).toEqual({
      status: 400,
      text: '',
      rule: 'gateway.method-is-supported',
      length: '0',
    })
  })

  it('refuses GET for an operation that takes only POST', async () => {
    expect(refusalOf(await mock.call({}, { action: 'AddContacts', method: 'GET' }))).toEqual(
      unsupportedMethod,
    )
  })
})

describe('the host', () => {
  it.each([
    'cams.ap-southeast-1.aliyuncs.com',
    'CAMS.ap-southeast-1.aliyuncs.com',
    'localhost:4010',
    '127.0.0.1',
    '[::1]:4010',
    'emulator.internal',
  ])('accepts %s', async (host) => {
    expect((await mock.send({}, { host })).code).toBe('OK')
  })

  it.each(['ecs.aliyuncs.com', 'dysmsapi.ap-southeast-1.aliyuncs.com', 'ecs.aliyuncs.com:443'])(
    'refuses %s, which is another product',
    async (host) => {
      expect(refusalOf(await mock.send({}, { host }))).toEqual({
        status: 404,
        code: 'InvalidProduct.NotFound',
        message: 'Cannot find product according to your specified domain.',
        rule: 'gateway.host-serves-product',
      })
    },
  )
})

describe('the protocol', () => {
  const refusing = mockUnderTest({ assumptions: { plainHttp: 'refused' }, throttled: false })
  const members = { CustSpaceId: 'cams-demo0001' }

  it('lets https-only operations be called over http unless asked for', async () => {
    expect((await mock.call(members, { action: 'AddChatGroup' })).rule).not.toBe(
      'gateway.protocol-is-allowed',
    )
  })

  it('refuses an https-only operation over http by option, and answers it over https', async () => {
    expect(refusalOf(await refusing.call(members, { action: 'AddChatGroup' }))).toEqual({
      status: 400,
      code: 'InvalidProtocol.NeedSsl',
      message: 'Your request is denied as lack of ssl protect.',
      rule: 'gateway.protocol-is-allowed',
    })
    expect((await refusing.call(members, { action: 'AddChatGroup', secure: true })).rule).not.toBe(
      'gateway.protocol-is-allowed',
    )
    expect((await refusing.send()).code).toBe('OK')
  })
})

describe('the encoding of parameters', () => {
  it.each(['From=%', 'From=%4', 'From=%zz', 'From=%ff', 'From=%c3%28', 'Tag=1&From=%E0%A4%A'])(
    'refuses %s and names the parameter',
    async (text) => {
      expect(refusalOf(await mock.ask(malformed(text)))).toEqual({
        status: 400,
        code: 'InvalidFrom',
        message: 'Specified parameter From is not valid.',
        rule: 'gateway.request-is-readable',
      })
    },
  )

  it.each(['%=1', '%ff=1', 'From=\xff\xfe', '\x80'])('refuses %o, which names no parameter', async (text) => {
    expect(refusalOf(await mock.ask(malformed(text)))).toEqual({
      status: 400,
      code: 'InvalidParameter',
      message: 'The specified parameter is not valid.',
      rule: 'gateway.request-is-readable',
    })
  })

  it('refuses a malformed query in the same way', async () => {
    const request = signed(massSend(), { place: 'query' })
    expect((await mock.ask({ ...request, url: '/?Language=%' })).code).toBe('InvalidLanguage')
  })

  it('reads parameters from form bodies only, and from bodies that do not say what they are', async () => {
    for (const type of [
      'application/x-www-form-urlencoded; charset=UTF-8',
      'APPLICATION/X-WWW-FORM-URLENCODED',
    ]) {
      expect((await mock.send({}, { headers: { 'content-type': type } })).code, type).toBe('OK')
    }
    expect((await mock.send({}, { system: { 'content-type': undefined } })).code).toBe('OK')
    for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x']) {
      expect((await mock.send({}, { headers: { 'content-type': type } })).code, type).toBe(
        'MissingChannelType',
      )
    }
  })
})
