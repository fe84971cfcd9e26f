import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ApiError } from '../../../contracts/errors/api-error.ts'
import type { HttpRequest } from '../../../contracts/http.ts'
import * as acs3 from '../../../contracts/signature/acs3.ts'
import * as rpcV1 from '../../../contracts/signature/rpc-v1.ts'
import { readCall } from '../../../mock-server/call/call.ts'
import { createMock } from '../../watched-emulators.ts'
import {
  describeDiagnosis,
  diagnoseSignature,
  type Diagnosis,
} from '../../../mock-server/gateway/diagnose-signature.ts'
import { acs3Mistakes } from '../../../mock-server/gateway/diagnosis/acs3-mistakes.ts'
import { keyMistakes } from '../../../mock-server/gateway/diagnosis/key-mistakes.ts'
import { rpcV1Mistakes } from '../../../mock-server/gateway/diagnosis/rpc-v1-mistakes.ts'
import {
  acs3Signing,
  rpcV1Signing,
  signedByAcs3,
  signedByRpcV1,
} from '../../../mock-server/gateway/diagnosis/signing.ts'
import { verifySignature } from '../../../mock-server/gateway/verify-signature.ts'
import type { AccessKey } from '../../../mock-server/world/directory.ts'
import { wireForm } from '../../contracts/signature/independent-signer.ts'
import {
  changedBody,
  everyValue,
  header,
  mistakes,
  omit,
  own,
  plus,
  pythonJson,
  query,
  v1,
  v3,
  without,
} from '../../contracts/signature/mistaken-requests.ts'

const { world } = createMock({ assumptions: { emptyV1Values: 'refused' } })
const { keys } = world.directory

const verify = (request: HttpRequest): void => {
  const call = readCall(request)
  verifySignature(call, keys.get(call.accessKeyId) as AccessKey, world)
}

function refusalOf(request: HttpRequest): ApiError {
  try {
    verify(request)
  } catch (error) {
    if (error instanceof ApiError) return error
    throw error
  }
  throw new Error('the request was accepted')
}

/** The explanation, found now if nothing has asked for it before. */
const readExplanation = ({ explanation }: ApiError['details']): string | undefined =>
  typeof explanation === 'object' ? explanation.read() : explanation

function diagnose(request: HttpRequest): Diagnosis {
  const call = readCall(request)
  return diagnoseSignature(call, keys.get(call.accessKeyId) as AccessKey, keys)
}

/** Mistakes that give the same string as another one in these requests: which of them was made cannot be told. */
const sameString: Readonly<Record<string, readonly string[]>> = {
  'V1 values-unencoded': ['percent-not-encoded-again'],
  'V3 unsorted': ['sorted-without-case'],
}

describe('the diagnosis of a signature that does not match', () => {
  it.each(mistakes)(
    'names the mistake of a client that does one thing wrong: %s → %s',
    (_, finding, request) => {
      expect(refusalOf(request).code).toBe('SignatureDoesNotMatch')
      const { certain, ranked } = diagnose(request)
      const others =
        sameString[`${request.headers['authorization'] === undefined ? 'V1' : 'V3'} ${finding}`] ?? []
      expect({ certain, ranked: ranked.map(({ id }) => id) }).toEqual({
        certain: others.length === 0,
        ranked: [finding, ...others],
      })
    },
  )

  it('is right for each of the 92 named mistakes', () => {
    const right = mistakes.filter(([, finding, request]) => diagnose(request).ranked[0]?.id === finding)
    expect([mistakes.length, right.length]).toEqual([92, 92])
    expect(new Set(mistakes.map(([name]) => name)).size).toBe(92)
  })

  it.each<readonly [string, readonly string[], HttpRequest]>([
    [
      'the bare secret and blanks as +',
      ['blank-as-plus', 'v1-key-without-ampersand'],
      v1({ encode: plus, macKey: (secret) => secret }),
    ],
    [
      'the form left out and the signature in hex',
      ['form-left-out', 'signature-in-hex'],
      v1({ signedFields: (_, parts) => parts.query, writeSignature: (mac) => mac.toString('hex') }),
    ],
    [
      'blanks as + and parameters unsorted',
      ['blank-as-plus', 'unsorted'],
      v1({ encode: plus, sort: (fields) => fields }),
    ],
    [
      'the wrong method and an unencoded path',
      ['method', 'path'],
      v1({ stringToSign: (_, encoded) => `GET&/&${encoded}` }),
    ],
    [
      'the host without port and & after the secret',
      ['host', 'v3-key-with-ampersand'],
      v3({ signedHeaders: header('host', '127.0.0.1'), macKey: (secret) => `${secret}&` }),
    ],
    [
      'another body and the signature in base64',
      ['payload-differs', 'signature-in-base64'],
      v3({ hashedBody: () => 'other', writeSignature: (mac) => mac.toString('base64') }),
    ],
    [
      'localhost and values unencoded',
      ['values-unencoded', 'host'],
      v3({ signedHeaders: header('host', 'localhost:4010'), encode: (text) => text }),
    ],
  ])('names two mistakes that come together: %s', (_, findings, request) => {
    const { certain, ranked } = diagnose(request)
    expect({ certain, ranked: ranked.map(({ id }) => id) }).toEqual({ certain: true, ranked: findings })
  })

  it('tries the public key where a key signs with RSA', () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    })
    const rsaSigned = (host: string): HttpRequest => {
      const headers = { host: '127.0.0.1:4010', 'x-acs-date': '2026-11-24T12:00:00Z' }
      const names = Object.keys(headers)
      const body = new Uint8Array()
      const canonical = acs3.canonicalRequest(
        { method: 'GET', query, headers: { ...headers, host }, body },
        names,
        acs3.hash('ACS3-RSA-SHA256', body),
      )
      const signature = acs3.sign(
        'ACS3-RSA-SHA256',
        privateKey,
        acs3.stringToSign('ACS3-RSA-SHA256', canonical),
      )
      const authorization = acs3.formatAuthorization({
        algorithm: 'ACS3-RSA-SHA256',
        accessKeyId: own.id,
        signedHeaders: names,
        signature,
      })
      return {
        method: 'GET',
        url: `/?${wireForm(query)}`,
        headers: { ...headers, authorization },
        body,
        secure: false,
      }
    }
    const key = { ...(keys.get(own.id) as AccessKey), publicKey }
    expect(() => verifySignature(readCall(rsaSigned('127.0.0.1:4010')), key, world)).not.toThrow()
    expect(diagnoseSignature(readCall(rsaSigned('localhost:4010')), key, keys)).toMatchObject({
      certain: true,
      ranked: [{ id: 'host' }],
    })
    expect(diagnoseSignature(readCall(rsaSigned('elsewhere')), key, keys)).toMatchObject({
      certain: false,
      ranked: [{ id: 'wrong-secret' }, {}],
    })
    expect(
      diagnoseSignature(readCall(rsaSigned('127.0.0.1:4010')), { ...key, publicKey: undefined }, keys)
        .ranked[0]?.id,
    ).toBe('no-public-key')
  })

  it.runIf(acs3.isSupported('ACS3-HMAC-SM3'))(
    'tells SM3 from SHA-256 where Authorization names the wrong one',
    () => {
      const renamed = v3({
        stringToSign: (canonical) => `ACS3-HMAC-SM3\n${acs3.hash('ACS3-HMAC-SHA256', canonical)}`,
        afterwards: ({ headers, ...request }) => ({
          ...request,
          headers: { ...headers, authorization: (headers['authorization'] ?? '').replace('SHA256', 'SM3') },
        }),
      })
      expect(diagnose(renamed)).toMatchObject({
        certain: true,
        ranked: [{ id: 'algorithm-mixed' }, { id: 'digest' }],
      })
      const onlyTheMac = v3({ mac: 'sm3' })
      expect(diagnose(onlyTheMac)).toMatchObject({ certain: true, ranked: [{ id: 'digest' }] })
    },
  )

  it('signs a bounded amount of text, however large the request is', () => {
    const recipients = JSON.stringify(
      Array.from({ length: 1000 }, (_, i) => ({ To: String(8613800000000 + i) })),
    )
    const unsorted = v1({ form: [['SenderList', recipients]], sort: (fields) => fields })
    expect(diagnose(unsorted)).toMatchObject({ certain: true, ranked: [{ id: 'unsorted' }] })
    const huge = v1({ form: [['SenderList', 'x'.repeat(2_000_000)]], macKey: () => 'z' })
    expect(diagnose(huge).certain).toBe(false)
  })

  it('says what was signed instead, where the hypothesis has a value', () => {
    expect(diagnose(v3({ signedHeaders: header('host', 'localhost:4010') })).ranked[0]?.says).toContain(
      'was signed as localhost:4010',
    )
    expect(diagnose(v1({ signedFields: without('Format') })).ranked[0]?.says).toContain(
      'The parameter Format was sent',
    )
    expect(diagnose(v1({ macKey: () => 'mock-sk-2&' })).ranked[0]?.says).toContain('the one of mock-ak-2')
    expect(diagnose(v1({ signedFields: everyValue(pythonJson) })).ranked[0]?.says).toContain(
      'signed with blanks after , and :',
    )
  })

  it('knows the string the client signed, and where it parts from the right one', () => {
    const { clientString, difference } = diagnose(v1({ encode: plus }))
    expect(clientString).toContain('Remark%3Da%2Bb')
    expect(difference).toMatchObject({ where: 'the parameter Remark' })
    expect(clientString?.slice(0, difference?.position)).toMatch(/Remark%3Da%2B$/)
    expect(diagnose(v3({ signedHeaders: header('host', 'localhost:4010') })).difference).toMatchObject({
      where: 'the header host',
    })
    expect(
      diagnose(v3({ hashedBody: () => '', headers: { 'x-acs-content-sha256': 'x' } })).difference,
    ).toMatchObject({ where: 'the hash of the payload' })
  })

  it('says of two mistakes with one string that it was one of them', () => {
    const text = describeDiagnosis(diagnose(v1({ encode: (each) => each })))
    expect(text).toContain('One of these mistakes was made')
    expect(text).toContain('1. Names and values were signed unencoded.')
    expect(text).toMatch(/2\. [^]*%3A becomes\s+%253A/)
    expect(text).not.toContain('certain')
  })

  it.each<[string, (query: string) => string]>([
    ['& and = alone', (query) => query],
    ['& = and :', (query) => query.replaceAll('%3A', '%253A')],
    ['& = + * blank and :', (query) => query.replaceAll(/%(?=20|2B|2A|3A)/g, '%25')],
  ])('names a second encoding that replaces %s and leaves %%', (_, again) => {
    const encodeAgain = (query: string): string => again(query).replaceAll('&', '%26').replaceAll('=', '%3D')
    for (const request of [v1({ encodeAgain }), v1({ encode: plus, encodeAgain })])
      expect(diagnose(request).ranked.map(({ id }) => id)).toContain('percent-not-encoded-again')
  })

  it('never prints a secret', () => {
    for (const [, , request] of mistakes)
      expect(describeDiagnosis(diagnose(request))).not.toMatch(/mock-(sts-)?sk-/)
  })

  it('fits a terminal of 80 columns', () => {
    for (const [, , request] of mistakes) {
      for (const line of describeDiagnosis(diagnose(request)).split('\n'))
        expect(line.length).toBeLessThanOrEqual(76)
    }
  })

  it('is the explanation of the refusal, and of it alone: the answer keeps its wording', () => {
    const { details, message } = refusalOf(v1({ encode: plus }))
    expect(message).toMatch(
      /^Specified signature is not matched with our calculation\. server string to sign is:POST&%2F&AccessKeyId%3D/,
    )
    expect(readExplanation(details)).toMatchInlineSnapshot(`
      "Blanks were encoded as + in the string to sign. Replace + by %20 after
      encoding.
      This is certain: signing so gives the signature that came.

      First difference at character 116, in the parameter Remark:
        yours   …Label%3Dx%252By%26Remark%3Da%2Bb%252Ac~d%2521e%2527f%2528g%2…
        server  …Label%3Dx%252By%26Remark%3Da%2520b%252Ac~d%2521e%2527f%2528g…
                                               ^"
    `)
  })

  it('explains a V3 refusal by its canonical request', () => {
    expect(readExplanation(refusalOf(v3({ signedHeaders: header('host', 'localhost:4010') })).details))
      .toMatchInlineSnapshot(`
      "The host header was signed as localhost:4010, but another one was sent.
      Sign the host and port of the URL you call, as the HTTP library sends
      them.
      This is certain: signing so gives the signature that came.

      First difference at character 141, in the header host:
        yours   …on/x-www-form-urlencoded\\nhost:localhost:4010\\nx-acs-action:…
        server  …on/x-www-form-urlencoded\\nhost:127.0.0.1:4010\\nx-acs-action:…
                                                ^"
    `)
  })
})

describe('a signature that no known mistake gives', () => {
  it('is put down to the secret first', () => {
    const diagnosis = diagnose(v1({ macKey: () => 'some other secret&' }))
    expect(diagnosis.certain).toBe(false)
    expect(diagnosis.ranked.map(({ id }) => id)).toEqual(['wrong-secret', 'unknown-difference'])
    expect(describeDiagnosis(diagnosis)).toMatchInlineSnapshot(`
      "No known mistake gives this signature. Possible causes, likeliest first:
      1. The secret is not the one of mock-ak-1 in this world. Compare your
         string to sign with the one in the answer: if they are equal, it is the
         secret.
      2. The string to sign differs in a way not known here. If yours is not
         equal to the one in the answer, the first difference is the mistake; a
         nonce or time that is made twice, once to sign and once to send, is a
         frequent one."
    `)
  })

  it.each<readonly [string, string, HttpRequest]>([
    ['a signature that is none', 'not-a-signature', v1({ writeSignature: () => 'abc' })],
    ['a V3 signature that is none', 'not-a-signature', v3({ writeSignature: () => 'abc' })],
    [
      'a signed header that did not arrive',
      'signed-header-missing',
      v3({
        macKey: () => 'z',
        headers: { 'x-acs-lost': '1' },
        afterwards: (request) => ({ ...request, headers: omit(request.headers, 'x-acs-lost') }),
      }),
    ],
    [
      'a body that does not fit its hash',
      'body-does-not-fit-its-hash',
      v3({ macKey: () => 'z', afterwards: changedBody((body) => `${body}&More=1`) }),
    ],
    [
      'a parameter that cannot be decoded',
      'malformed-parameter',
      v1({
        writeForm: (fields) => `${wireForm(fields)}&Bad=%E9`,
        signedFields: (all) => [...all, ['Bad', '?']],
      }),
    ],
  ])('first points to %s', (_, clue, request) => {
    expect(refusalOf(request).code).toBe('SignatureDoesNotMatch')
    const { certain, ranked } = diagnose(request)
    expect([certain, ranked[0]?.id]).toEqual([false, clue])
  })
})

describe('the hypotheses', () => {
  it('start from the same strings as contracts/signature', () => {
    const one = readCall(v1({}))
    expect(signedByRpcV1(rpcV1Signing(one)).text).toBe(
      rpcV1.stringToSign('POST', [...one.query, ...one.form]),
    )
    const three = readCall(v3({}))
    const { signedHeaders = [] } = three.authorization ?? {}
    const canonical = acs3.canonicalRequest(
      { ...three.request, query: three.query },
      signedHeaders,
      acs3.hash('ACS3-HMAC-SHA256', three.request.body),
    )
    expect(signedByAcs3(acs3Signing(three))).toEqual({
      text: acs3.stringToSign('ACS3-HMAC-SHA256', canonical),
      readable: canonical,
    })
  })

  it.each([
    ['V1', rpcV1Mistakes],
    ['V3', acs3Mistakes],
    ['key', keyMistakes],
  ] as const)('of %s have names of their own and say something in full sentences', (_, list) => {
    expect(new Set(list.map(({ id }) => id)).size).toBe(list.length)
    for (const { says } of list) expect(says).toMatch(/^[A-Z{].*[.:]$/)
  })
})
