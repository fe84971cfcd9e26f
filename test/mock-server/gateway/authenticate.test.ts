import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import * as acs3 from '../../../contracts/signature/acs3.ts'
import { mockUnderTest, refusalOf, type Reply } from '../../mock-under-test.ts'
import { keys, massSend, signed, testTime, wireTime, type Signing } from '../../signed-requests.ts'

const minute = 60_000
const schemes = ['v3', 'v1'] as const
const send = (signing: Signing): Promise<Reply> => mockUnderTest().send({}, { at: testTime, ...signing })
const missing = (parameter: string) => ({
  status: 400,
  code: `Missing${parameter}`,
  message: `${parameter} is mandatory for this action.`,
  rule: 'gateway.request-is-signed',
})
const newKeyPair = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
const tokenRefusal = (kind: string, message: string) => ({
  status: 400,
  code: `InvalidSecurityToken.${kind}`,
  message,
  rule: 'gateway.security-token-fits',
})
const worldWithToken = (expires?: string) => ({
  accounts: [
    {
      uid: '1000000000000001',
      keys: [
        {
          id: 'STS.mock-9',
          secret: 'mock-sts-sk-9',
          securityToken: 'mock-sts-token-9',
          ...(expires === undefined ? {} : { expires }),
        },
      ],
    },
  ],
})
const sts = { id: 'STS.mock-1', secret: 'mock-sts-sk-1' }

describe('the common parameters', () => {
  it.each(['AccessKeyId', 'Signature', 'SignatureMethod', 'SignatureVersion', 'Timestamp', 'SignatureNonce'])(
    'refuses a V1 request without %s',
    async (name) => {
      expect(refusalOf(await send({ scheme: 'v1', system: { [name]: undefined } }))).toEqual(missing(name))
      expect(refusalOf(await send({ scheme: 'v1', system: { [name]: '' } }))).toEqual(missing(name))
    },
  )

  it('refuses a V3 request without its date or nonce', async () => {
    expect(refusalOf(await send({ system: { 'x-acs-date': undefined } }))).toEqual(missing('Timestamp'))
    expect(refusalOf(await send({ system: { 'x-acs-signature-nonce': undefined } }))).toEqual(
      missing('SignatureNonce'),
    )
  })

  it('refuses an anonymous request', async () => {
    const request = signed(massSend())
    const { authorization: _, ...headers } = request.headers
    expect(refusalOf(await mockUnderTest().ask({ ...request, headers }))).toEqual(missing('AccessKeyId'))
  })

  it('refuses a bearer token, which this product does not take', async () => {
    const mock = mockUnderTest()
    const request = signed(massSend())
    const { authorization: _, ...headers } = request.headers
    expect(
      refusalOf(await mock.ask({ ...request, headers: { ...headers, 'x-acs-bearer-token': 'abc' } })),
    ).toEqual(missing('AccessKeyId'))
    expect(mock.exchanges[0]?.refusal?.expected).toContain('bearer')
  })

  it.each([
    'ACS3-HMAC-SHA256',
    'ACS3-HMAC-SHA256 Credential=mock-ak-1',
    'ACS3-HMAC-SHA256 Credential=,SignedHeaders=host,Signature=00',
    'ACS3-',
  ])('refuses the Authorization %o', async (authorization) => {
    const request = signed(massSend())
    const reply = await mockUnderTest().ask({ ...request, headers: { ...request.headers, authorization } })
    expect(refusalOf(reply)).toEqual({
      status: 400,
      code: 'IncompleteSignature',
      message: 'The request signature does not conform to Aliyun standards.',
      rule: 'gateway.request-is-signed',
    })
  })

  it('accepts blanks after the commas of Authorization', async () => {
    const request = signed(massSend())
    const authorization = request.headers['authorization']?.replaceAll(',', ', ') ?? ''
    expect(
      (await mockUnderTest().ask({ ...request, headers: { ...request.headers, authorization } })).code,
    ).toBe('OK')
  })
})

describe('Format', () => {
  it.each(['JSON', 'json', 'XML', 'xml', 'Xml', ''])('accepts %o', async (Format) => {
    expect((await send({ scheme: 'v1', format: Format })).status).toBe(200)
  })

  it.each(['YAML', 'html', 'json '])('refuses %o', async (format) => {
    const { status, rule, text } = await send({ scheme: 'v1', format })
    expect({ status, rule }).toEqual({ status: 400, rule: 'gateway.format-is-known' })
    expect(text).toContain(
      '<Code>InvalidParameter.Format</Code><Message>Specified parameter format is not valid.</Message>',
    )
  })
})

describe('the algorithm', () => {
  it.each(['HMAC-SHA256', 'MD5', 'SHA1'])('refuses the SignatureMethod %s', async (SignatureMethod) => {
    expect(refusalOf(await send({ scheme: 'v1', system: { SignatureMethod } }))).toEqual({
      status: 400,
      code: 'InvalidSignatureMethod',
      message: 'Specified signature method is not valid.',
      rule: 'gateway.algorithm-is-supported',
    })
  })

  it.each(['2.0', '1', '1.00'])('refuses the SignatureVersion %s', async (SignatureVersion) => {
    expect(refusalOf(await send({ scheme: 'v1', system: { SignatureVersion } }))).toEqual({
      status: 400,
      code: 'InvalidSignatureVersion',
      message: 'Specified parameter SignatureVersion is not valid.',
      rule: 'gateway.algorithm-is-supported',
    })
  })

  it.each(['ACS3-HMAC-SHA512', 'ACS3-HMAC-MD5', 'ACS3-TOSTRING'])('refuses %s', async (name) => {
    const request = signed(massSend())
    const authorization = request.headers['authorization']?.replace('ACS3-HMAC-SHA256', name) ?? ''
    expect(
      refusalOf(await mockUnderTest().ask({ ...request, headers: { ...request.headers, authorization } })),
    ).toMatchObject({ code: 'InvalidSignatureMethod', rule: 'gateway.algorithm-is-supported' })
  })

  it('accepts ACS3-HMAC-SM3 where Node can compute it', async () => {
    const expected = acs3.isSupported('ACS3-HMAC-SM3') ? 'OK' : 'InvalidSignatureMethod'
    const reply = acs3.isSupported('ACS3-HMAC-SM3') ? await send({ algorithm: 'ACS3-HMAC-SM3' }) : undefined
    expect(reply?.code ?? 'InvalidSignatureMethod').toBe(expected)
  })

  it('accepts ACS3-RSA-SHA256 for a key with a public key, and no other private key', async () => {
    const { publicKey, privateKey } = newKeyPair()
    const mock = mockUnderTest({
      world: {
        accounts: [{ uid: '1000000000000001', keys: [{ id: 'mock-ak-rsa', secret: 'unused', publicKey }] }],
      },
    })
    const algorithm = 'ACS3-RSA-SHA256'
    expect((await mock.send({}, { algorithm, key: { id: 'mock-ak-rsa', secret: privateKey } })).code).toBe(
      'OK',
    )
    expect(
      (await mock.send({}, { algorithm, key: { id: 'mock-ak-rsa', secret: newKeyPair().privateKey } })).code,
    ).toBe('SignatureDoesNotMatch')
    expect((await mock.send({}, { algorithm, key: { id: 'mock-ak-1', secret: privateKey } })).code).toBe(
      'SignatureDoesNotMatch',
    )
    expect(
      (
        await mock.send(
          {},
          { algorithm, key: { id: 'mock-ak-rsa', secret: privateKey }, signature: 'not-hex' },
        )
      ).code,
    ).toBe('SignatureDoesNotMatch')
  })
})

describe.each(schemes)('the timestamp of %s', (scheme) => {
  it.each([
    '2026-11-24T12:00:00.000000Z',
    '2026-11-24T12:00:00.123456789Z',
    '2026-11-24T12:00:00.1Z',
    '2026-02-30T12:00:00.000Z',
    '2026-11-24 12:00:00',
    '2026-11-24T12:00:00+08:00',
    '2026-11-24T12:00:00',
    'Tue, 24 Nov 2026 12:00:00 GMT',
    '1795521600',
    '2026-13-24T12:00:00Z',
    '2026-11-24T25:00:00Z',
    '2026-02-30T12:00:00Z',
  ])('refuses the form %s', async (timestamp) => {
    expect(refusalOf(await send({ scheme, timestamp }))).toEqual({
      status: 400,
      code: 'InvalidTimeStamp.Format',
      message: 'Specified time stamp or date value is not well formatted.',
      rule: 'gateway.timestamp-is-well-formed',
    })
  })

  it('may have three digits of milliseconds, unless the switch refuses them', async () => {
    const timestamp = '2026-11-24T12:00:00.123Z'
    expect((await send({ scheme, timestamp })).code).toBe('OK')
    const mock = mockUnderTest({ assumptions: { timestampMilliseconds: 'refused' } })
    expect(await mock.send({}, { scheme, timestamp })).toMatchObject({
      code: 'InvalidTimeStamp.Format',
      evidence: 'assumed',
    })
    expect(mock.exchanges[0]?.evidence.assumption).toBe('timestampMilliseconds=refused')
  })

  it.each([-15 * minute, -1, 0, 1, 15 * minute])(
    'accepts a client that is %d ms ahead of the server',
    async (ahead) => {
      const mock = mockUnderTest({ at: testTime - ahead })
      expect((await mock.send({}, { scheme, at: testTime })).code).toBe('OK')
    },
  )

  it.each([-15 * minute - 1, 15 * minute + 1, 365 * 24 * 60 * minute])(
    'refuses a client that is %d ms ahead of the server',
    async (ahead) => {
      const mock = mockUnderTest({ at: testTime - ahead })
      expect(refusalOf(await mock.send({}, { scheme, at: testTime }))).toEqual({
        status: 400,
        code: 'InvalidTimeStamp.Expired',
        message: 'Specified time stamp or date value is expired.',
        rule: 'gateway.timestamp-is-recent',
      })
    },
  )
})

describe.each(schemes)('a refusal of %s before the signature', (scheme) => {
  it('says what looks wrong with the timestamp', async () => {
    const mock = mockUnderTest()
    await mock.send({}, { scheme, timestamp: '2026-11-24T12:00:00.000000Z' })
    await mock.send({}, { scheme, at: testTime + 8 * 60 * minute })
    expect(mock.exchanges.map(({ refusal }) => refusal?.explanation)).toEqual([
      expect.stringContaining('fractions of a second'),
      expect.stringContaining('local time of UTC+08:00'),
    ])
  })

  it('says that a retry needs a nonce of its own', async () => {
    const mock = mockUnderTest()
    await mock.send({}, { scheme, nonce: 'once' })
    await mock.send({}, { scheme, nonce: 'once' })
    expect(mock.exchanges.at(-1)).toMatchObject({
      code: 'SignatureNonceUsed',
      refusal: { explanation: expect.stringContaining('signed again') },
    })
  })
})

describe.each(schemes)('the key of %s', (scheme) => {
  it('refuses one that nobody knows', async () => {
    expect(refusalOf(await send({ scheme, key: { id: 'mock-ak-nobody', secret: 'x' } }))).toEqual({
      status: 404,
      code: 'InvalidAccessKeyId.NotFound',
      message: 'Specified access key is not found.',
      rule: 'gateway.key-is-known',
    })
  })

  it('refuses one that is disabled', async () => {
    expect(refusalOf(await send({ scheme, key: keys.inactive }))).toEqual({
      status: 400,
      code: 'InvalidAccessKeyId.Inactive',
      message: 'Specified access key is disabled.',
      rule: 'gateway.key-is-active',
    })
  })

  it('does not know names of JavaScript itself', async () => {
    expect((await send({ scheme, key: { id: '__proto__', secret: 'x' } })).code).toBe(
      'InvalidAccessKeyId.NotFound',
    )
    expect((await send({ scheme, key: { id: 'constructor', secret: 'x' } })).code).toBe(
      'InvalidAccessKeyId.NotFound',
    )
  })
})

describe.each(schemes)('the security token of %s', (scheme) => {
  it('is accepted with its own key', async () => {
    expect((await send({ scheme, key: keys.sts })).code).toBe('OK')
  })

  it('is mandatory for an STS key', async () => {
    expect(refusalOf(await send({ scheme, key: sts }))).toEqual({
      status: 400,
      code: 'MissingSecurityToken',
      message: 'SecurityToken is mandatory for this action.',
      rule: 'gateway.security-token-fits',
    })
  })

  it('is refused when nobody issued it', async () => {
    expect(refusalOf(await send({ scheme, key: { ...sts, token: 'garbage' } }))).toEqual(
      tokenRefusal('Malformed', 'Specified SecurityToken is malformed.'),
    )
    expect(refusalOf(await send({ scheme, key: { ...keys.account1, token: 'garbage' } }))).toEqual(
      tokenRefusal('Malformed', 'Specified SecurityToken is malformed.'),
    )
  })

  it('is refused with another key', async () => {
    const mock = mockUnderTest({ world: worldWithToken() })
    expect(refusalOf(await mock.send({}, { scheme, key: { ...sts, token: 'mock-sts-token-9' } }))).toEqual(
      tokenRefusal('MismatchWithAccessKey', 'Specified SecurityToken mismatch with the AccessKey.'),
    )
    expect(
      refusalOf(await mock.send({}, { scheme, key: { ...keys.account1, token: 'mock-sts-token-9' } })),
    ).toEqual(tokenRefusal('MismatchWithAccessKey', 'Specified SecurityToken mismatch with the AccessKey.'))
  })

  it('expires to the millisecond', async () => {
    const key = { id: 'STS.mock-9', secret: 'mock-sts-sk-9', token: 'mock-sts-token-9' }
    const mock = mockUnderTest({ world: worldWithToken(new Date(testTime + 1000).toISOString()) })
    mock.clock.moveTo(testTime + 999)
    expect((await mock.send({}, { scheme, key })).code).toBe('OK')
    mock.clock.moveTo(testTime + 1000)
    expect(refusalOf(await mock.send({}, { scheme, key }))).toEqual(
      tokenRefusal('Expired', 'Specified SecurityToken is expired.'),
    )
  })
})

describe('the signature', () => {
  it.each(schemes)('refuses the wrong secret in %s and echoes what the server signed', async (scheme) => {
    const reply = await send({ scheme, key: { id: 'mock-ak-1', secret: 'mock-sk-2' } })
    expect({ status: reply.status, code: reply.code, rule: reply.rule }).toEqual({
      status: 400,
      code: 'SignatureDoesNotMatch',
      rule: 'gateway.signature-matches',
    })
    expect(reply.message).toMatch(
      scheme === 'v1'
        ? /^Specified signature is not matched with our calculation\. server string to sign is:POST&%2F&AccessKeyId%3Dmock-ak-1%26/
        : /^Specified signature does not match our calculation\. server StringToSign is \[ACS3-HMAC-SHA256\\n[0-9a-f]{64}\] server CanonicalRequest is \[POST\\n\/\\n/,
    )
  })

  it('covers every parameter, wherever it travels', async () => {
    for (const scheme of schemes) {
      const request = signed(massSend(), { scheme })
      const body = Buffer.from(Buffer.from(request.body).toString().replace('Ann', 'Eve'))
      expect((await mockUnderTest().ask({ ...request, body })).code).toBe('SignatureDoesNotMatch')
      expect(
        (await mockUnderTest().ask({ ...request, url: `${request.url}${scheme === 'v1' ? '&' : '?'}Tag=x` }))
          .code,
      ).toBe('SignatureDoesNotMatch')
    }
  })

  it('covers the method and the signed headers, and never trusts the hash the sender gives', async () => {
    const request = signed(massSend(), { place: 'query' })
    expect((await mockUnderTest().ask({ ...request, method: 'GET' })).code).toBe('SignatureDoesNotMatch')
    expect(
      (await mockUnderTest().ask({ ...request, headers: { ...request.headers, host: 'elsewhere' } })).code,
    ).toBe('SignatureDoesNotMatch')
    const form = signed(massSend())
    expect((await mockUnderTest().ask({ ...form, body: Buffer.from('From=1') })).code).toBe(
      'SignatureDoesNotMatch',
    )
  })

  it('may sign more headers than it has to', async () => {
    expect(
      (await send({ headers: { 'x-acs-credentials-provider': 'static_ak', 'user-agent': 'x' } })).code,
    ).toBe('OK')
  })
})

describe.each(schemes)('the nonce of %s', (scheme) => {
  const used = {
    status: 400,
    code: 'SignatureNonceUsed',
    message: 'Specified signature nonce was used already.',
    rule: 'gateway.nonce-is-fresh',
  }

  it('is refused the second time', async () => {
    const mock = mockUnderTest()
    expect((await mock.send({}, { scheme, nonce: 'once' })).code).toBe('OK')
    expect(refusalOf(await mock.send({ TaskId: 'other' }, { scheme, nonce: 'once' }))).toEqual(used)
  })

  it('belongs to its key: two keys may choose the same', async () => {
    const mock = mockUnderTest()
    expect((await mock.send({}, { scheme, nonce: 'same' })).code).toBe('OK')
    expect((await mock.send({}, { scheme, nonce: 'same', key: keys.sender })).code).toBe('OK')
  })

  it('is not used up by a request whose signature is wrong', async () => {
    const mock = mockUnderTest()
    expect(
      (await mock.send({}, { scheme, nonce: 'n', key: { id: 'mock-ak-1', secret: 'wrong' } })).code,
    ).toBe('SignatureDoesNotMatch')
    expect((await mock.send({}, { scheme, nonce: 'n' })).code).toBe('OK')
  })

  it('is remembered as long as a request that carries it could be accepted, and forgotten later', async () => {
    const mock = mockUnderTest()
    const replayed = signed(massSend(), { scheme, nonce: 'once', at: testTime + 15 * minute })
    expect((await mock.ask(replayed)).code).toBe('OK')
    mock.clock.moveTo(testTime + 30 * minute)
    expect(refusalOf(await mock.ask(replayed))).toEqual(used)
    mock.clock.moveTo(testTime + 61 * minute)
    await mock.send()
    expect((await mock.send({}, { scheme, nonce: 'once' })).code).toBe('OK')
  })

  it('takes every form that clients choose', async () => {
    const mock = mockUnderTest()
    const nonces = [
      '0f8fad5b-d9cb-469f-a165-70867728950e',
      'a'.repeat(64),
      '5f4dcc3b5aa765d61d8327deb882cf99',
      'abc.123456.7+8=',
      '24'.repeat(16),
      'ключ',
    ]
    for (const nonce of nonces)
      expect(
        (await mock.send({}, { scheme, nonce: scheme === 'v3' ? nonce.replace('ключ', 'k') : nonce })).code,
        nonce,
      ).toBe('OK')
  })
})

it('tells the time of its own world in the explanation of an expired timestamp', async () => {
  const mock = mockUnderTest()
  await mock.send({}, { at: testTime - 16 * minute })
  expect(mock.exchanges[0]?.refusal).toMatchObject({
    given: wireTime(testTime - 16 * minute),
    expected: expect.stringContaining('2026-11-24T12:00:00.000Z') as string,
  })
})
