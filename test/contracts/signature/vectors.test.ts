import { createHmacKey } from '../../../contracts/signature/hmac.ts'
import { signingKey } from '../../../contracts/signature/rpc-v1.ts'
import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ApiError } from '../../../contracts/errors/api-error.ts'
import type { HttpRequest } from '../../../contracts/http.ts'
import * as acs3 from '../../../contracts/signature/acs3.ts'
import * as rpcV1 from '../../../contracts/signature/rpc-v1.ts'
import { readCall } from '../../../mock-server/call/call.ts'
import { createMock } from '../../watched-emulators.ts'
import { verifySignature } from '../../../mock-server/gateway/verify-signature.ts'
import type { AccessKey } from '../../../mock-server/world/directory.ts'
import {
  pairsOf,
  publishedRequest,
  senderListOf1000,
  sha256,
  vectors,
  wireRequest,
  type V1Vector,
  type V3Vector,
} from './vectors.ts'

const { world } = createMock()
const account = { uid: '1', subscribed: true, smsFallback: true }

const keyOf = (secret: string | null, publicKey?: string): AccessKey => ({
  id: vectors.credentials.accessKeyId,
  secret: secret ?? '',
  signs: { acs3: createHmacKey(secret ?? ''), rpcV1: signingKey(secret ?? '') },
  active: true,
  account,
  user: undefined,
  securityToken: undefined,
  expiresAt: undefined,
  publicKey,
})

const verify = (request: HttpRequest, key: AccessKey): void => verifySignature(readCall(request), key, world)

function refusalOf(request: HttpRequest, key: AccessKey): string {
  try {
    verify(request, key)
  } catch (error) {
    if (error instanceof ApiError) return error.code
    throw error
  }
  return 'accepted'
}

/** Another character of the same kind, so that only the value changes and not the form of the request. */
const other = (character: string | undefined): string =>
  character === 'a' || character === '1' ? '2' : /\d/.test(character ?? '') ? '1' : 'a'
const changedAt = (text: string, index: number): string =>
  text.slice(0, index) + other(text[index]) + text.slice(index + 1)

/** Every request that has one more character in one value of its query or form. */
function* withOneCharacterMore(request: HttpRequest): Generator<[where: string, request: HttpRequest]> {
  const body = Buffer.from(request.body).toString()
  const isForm = body !== '' && !body.startsWith('{')
  for (const [part, text] of [
    ['url', request.url.slice('/?'.length)],
    ['body', isForm ? body : ''],
  ] as const) {
    const fields = text === '' ? [] : text.split('&')
    for (const [index, field] of fields.entries()) {
      const [name] = field.split('=', 1)
      if (name === 'Signature') continue
      const changed = fields.with(index, `${field}x`).join('&')
      yield [
        `${part} ${name}`,
        part === 'url' ? { ...request, url: `/?${changed}` } : { ...request, body: Buffer.from(changed) },
      ]
    }
  }
}

const signedV1 = vectors.v1.filter(({ signature }) => signature !== null) as (V1Vector & {
  signature: string
})[]
const signedV3 = vectors.v3.filter(({ signature }) => signature !== null) as (V3Vector & {
  signature: string
  algorithm: acs3.Algorithm
})[]
const unsigned = [...vectors.v1, ...vectors.v3].filter(({ signature }) => signature === null)

describe('the file of vectors', () => {
  it('holds 3 published, 21 V1 and 20 V3 vectors, four of which are unsigned', () => {
    expect([vectors.published.length, vectors.v1.length, vectors.v3.length]).toEqual([3, 21, 20])
    expect(unsigned.map(({ id }) => id)).toEqual(['v1-anonymous', 'v1-bearer', 'v3-anonymous', 'v3-bearer'])
  })

  it.each([...vectors.v1, ...vectors.v3].filter(({ senderListRecipe }) => senderListRecipe !== undefined))(
    'describes the 1,000 recipients of $id',
    ({ senderListSha256, senderListBytes }) => {
      expect([sha256(senderListOf1000), Buffer.byteLength(senderListOf1000)]).toEqual([
        senderListSha256,
        senderListBytes,
      ])
    },
  )

  it.each([...vectors.v1, ...vectors.v3])('gives the request of $id back byte for byte', (vector) => {
    const { wire } = vector
    const { url, body } = wireRequest(vector)
    if (wire.bodySha256 !== undefined)
      expect([sha256(body), body.length]).toEqual([wire.bodySha256, wire.bodyBytes])
    if (wire.urlSha256 !== undefined) {
      const whole = `${wire.url.slice(0, -1)}${url}`
      expect([sha256(whole), Buffer.byteLength(whole)]).toEqual([wire.urlSha256, wire.urlBytes])
    }
  })
})

describe('signing V1', () => {
  it.each(signedV1)(
    'computes the string to sign and the signature of $id: $note',
    ({ input, signature, stringToSign, stringToSignSha256, stringToSignBytes }) => {
      const text = rpcV1.stringToSign(input.method, [...pairsOf(input.query), ...pairsOf(input.form)])
      if (stringToSignSha256 === undefined) expect(text).toBe(stringToSign)
      else expect([sha256(text), Buffer.byteLength(text)]).toEqual([stringToSignSha256, stringToSignBytes])
      expect(rpcV1.sign(input.accessKeySecret, text)).toBe(signature)
    },
  )

  it('gives the same signature wherever the parameters travel', () => {
    const [split, query] = ['v1-split-form-1', 'v1-query-only-post'].map(
      (id) => vectors.v1.find((vector) => vector.id === id)?.signature,
    )
    expect(split).toBe(query)
  })
})

describe('signing V3', () => {
  it.each(signedV3)(
    'computes the canonical request, the string to sign and the signature of $id: $note',
    (vector) => {
      const { algorithm, input, wire, signature } = vector
      if (!acs3.isSupported(algorithm)) return
      const { authorization = '', ...headers } = wire.headers
      const { body } = wireRequest(vector)
      const signedHeaders = acs3.headersToSign(headers)
      expect(signedHeaders).toEqual(acs3.parseAuthorization(authorization)?.signedHeaders)

      const payloadHash = acs3.hash(algorithm, body)
      expect(payloadHash).toBe(headers['x-acs-content-sha256'])
      const canonical = acs3.canonicalRequest(
        { method: input.method, query: pairsOf(input.query), headers, body },
        signedHeaders,
        payloadHash,
      )
      if (vector.canonicalRequestSha256 === undefined) expect(canonical).toBe(vector.canonicalRequest)
      else
        expect([sha256(canonical), Buffer.byteLength(canonical)]).toEqual([
          vector.canonicalRequestSha256,
          vector.canonicalRequestBytes,
        ])

      const text = acs3.stringToSign(algorithm, canonical)
      expect(text).toBe(vector.stringToSign)
      if (algorithm === 'ACS3-RSA-SHA256')
        expect(acs3.verifyRsa(vector.publicKeyPem ?? '', text, signature)).toBe(true)
      else expect(acs3.sign(algorithm, input.accessKeySecret ?? '', text)).toBe(signature)
      expect(
        acs3.formatAuthorization({
          algorithm,
          accessKeyId: vectors.credentials.accessKeyId,
          signedHeaders,
          signature,
        }),
      ).toBe(authorization)
    },
  )

  it('computes SM3 signatures where the crypto library can', () => {
    expect(signedV3.filter(({ algorithm }) => algorithm === 'ACS3-HMAC-SM3')).toHaveLength(1)
  })

  it('signs with a bare or an armoured RSA key what the public key verifies', () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    })
    const text = signedV3.find(({ algorithm }) => algorithm === 'ACS3-RSA-SHA256')?.stringToSign ?? ''
    const signature = acs3.sign('ACS3-RSA-SHA256', privateKey, text)
    expect(acs3.verifyRsa(publicKey, text, signature)).toBe(true)
    expect(acs3.sign('ACS3-RSA-SHA256', privateKey.replaceAll(/-----.*-----|\n/g, ''), text)).toBe(signature)
    expect(acs3.verifyRsa(publicKey, `${text} `, signature)).toBe(false)
  })
})

describe('signing the published examples', () => {
  it.each(vectors.published)('computes the printed signature of $id', (vector) => {
    const { version, method, query, headers = {}, accessKeySecret, publishedSignature } = vector
    if (version === 'V1') {
      expect(rpcV1.sign(accessKeySecret, rpcV1.stringToSign(method, pairsOf(query)))).toBe(publishedSignature)
      return
    }
    const signedHeaders = acs3.headersToSign(headers)
    const body = new Uint8Array()
    const canonical = acs3.canonicalRequest(
      { method, query: pairsOf(query), headers, body },
      signedHeaders,
      acs3.hash('ACS3-HMAC-SHA256', body),
    )
    expect(
      acs3.sign('ACS3-HMAC-SHA256', accessKeySecret, acs3.stringToSign('ACS3-HMAC-SHA256', canonical)),
    ).toBe(publishedSignature)
  })
})

const requests = [
  ...vectors.published.map((vector) => ({
    id: vector.id,
    request: publishedRequest(vector),
    key: keyOf(vector.accessKeySecret),
  })),
  ...signedV1.map((vector) => ({
    id: vector.id,
    request: wireRequest(vector),
    key: keyOf(vector.input.accessKeySecret),
  })),
  ...signedV3
    .filter(({ algorithm }) => acs3.isSupported(algorithm))
    .map((vector) => ({
      id: vector.id,
      request: wireRequest(vector),
      key: keyOf(vector.input.accessKeySecret, vector.publicKeyPem),
    })),
]

describe('verifying what went over the wire', () => {
  it.each(requests)('accepts $id', ({ request, key }) => {
    expect(() => verify(request, key)).not.toThrow()
  })

  it.each(requests.filter(({ key }) => key.secret !== ''))(
    'refuses $id when one character of the secret differs',
    ({ request, key }) => {
      for (const index of [0, key.secret.length - 1])
        expect(refusalOf(request, keyOf(changedAt(key.secret, index), key.publicKey))).toBe(
          'SignatureDoesNotMatch',
        )
    },
  )

  it('refuses an RSA signature when the public key is another or none', () => {
    const { request, key } = requests.find(({ id }) => id === 'v3-rsa') as (typeof requests)[number]
    const { publicKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    })
    expect(refusalOf(request, { ...key, publicKey })).toBe('SignatureDoesNotMatch')
    expect(refusalOf(request, { ...key, publicKey: undefined })).toBe('SignatureDoesNotMatch')
  })

  it.each(requests.filter(({ id }) => id !== 'v3-json-body'))(
    'refuses $id when a parameter has one character more',
    ({ request, key }) => {
      const changed = [...withOneCharacterMore(request)]
      expect(changed.length).toBeGreaterThan(0)
      for (const [where, altered] of changed)
        expect([where, refusalOf(altered, key)]).toEqual([where, 'SignatureDoesNotMatch'])
    },
  )

  it.each(requests.filter(({ request }) => request.body.length > 0))(
    'refuses $id when the last byte of the body differs',
    ({ request, key }) => {
      const body = Buffer.from(request.body)
      body[body.length - 1] = body.at(-1) === 0x41 ? 0x42 : 0x41
      expect(refusalOf({ ...request, body }, key)).toBe('SignatureDoesNotMatch')
    },
  )

  it.each(requests.filter(({ request }) => request.headers['authorization'] !== undefined))(
    'refuses $id when one character of a signed header differs',
    ({ request, key }) => {
      for (const name of acs3.parseAuthorization(request.headers['authorization'] ?? '')?.signedHeaders ??
        []) {
        const headers = { ...request.headers, [name]: changedAt(request.headers[name] ?? '', 0) }
        expect([name, refusalOf({ ...request, headers }, key)]).toEqual([name, 'SignatureDoesNotMatch'])
      }
    },
  )
})

describe('unsigned requests', () => {
  it.each(unsigned)('reads $id as unsigned: $note', (vector) => {
    const call = readCall(wireRequest(vector))
    expect([call.scheme, call.accessKeyId, call.authorization]).toEqual(['unsigned', '', undefined])
    expect([call.action, call.version]).toEqual(['QueryChatappPhoneNumbers', '2020-06-06'])
    expect(call.parameters.get('CustSpaceId')).toBe('cams-8c8000001')
  })

  it.each(unsigned)('refuses $id for want of credentials', async (vector) => {
    const { body } = await createMock().handle(wireRequest(vector))
    expect(body).toContain('MissingAccessKeyId')
  })

  it('computes the string that an anonymous or bearer V1 client would sign', () => {
    for (const { input, stringToSign } of vectors.v1.filter(({ signature }) => signature === null)) {
      expect(rpcV1.stringToSign(input.method, pairsOf(input.query))).toBe(stringToSign)
    }
  })
})

describe('the names of signed headers', () => {
  it('are put in order before the canonical request is built, however Authorization lists them', () => {
    const names = ['x-acs-date', 'host', 'accept']
    const headers = { host: 'h', 'x-acs-date': 'd', accept: 'a' }
    const canonical = acs3.canonicalRequest(
      { method: 'post', query: [], headers, body: new Uint8Array() },
      names,
      'hash',
    )
    expect(canonical).toBe('POST\n/\n\naccept:a\nhost:h\nx-acs-date:d\n\naccept;host;x-acs-date\nhash')
  })
})
