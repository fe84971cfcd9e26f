import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ApiError } from '../../../contracts/api-error.ts'
import type { HttpRequest } from '../../../contracts/http.ts'
import * as acs3 from '../../../contracts/signature/acs3.ts'
import * as rpcV1 from '../../../contracts/signature/rpc-v1.ts'
import { readCall } from '../../../mock-server/call.ts'
import { createMock } from '../../../mock-server/create-mock.ts'
import { describeDiagnosis, diagnoseSignature, type Diagnosis } from '../../../mock-server/gateway/diagnose-signature.ts'
import { acs3Mistakes } from '../../../mock-server/gateway/diagnosis/acs3-mistakes.ts'
import { keyMistakes } from '../../../mock-server/gateway/diagnosis/key-mistakes.ts'
import { rpcV1Mistakes } from '../../../mock-server/gateway/diagnosis/rpc-v1-mistakes.ts'
import { acs3Signing, rpcV1Signing, signedByAcs3, signedByRpcV1 } from '../../../mock-server/gateway/diagnosis/signing.ts'
import { verifySignature } from '../../../mock-server/gateway/verify-signature.ts'
import type { AccessKey } from '../../../mock-server/world/directory.ts'
import { rfc3986, v1Request, v3Request, wireForm, type Fields, type V1Client, type V3Client } from '../../contracts/signature/independent-signer.ts'

const { world } = createMock({ assumptions: { emptyV1Values: 'refused' } })
const { keys } = world.directory
const [own, sts] = [{ id: 'mock-ak-1', secret: 'mock-sk-1' }, { id: 'STS.mock-1', secret: 'mock-sts-sk-1', token: 'mock-sts-token-1' }]

const senderList = '[{"To":"8613800000001","TemplateParams":{"name":"Zoë","order":"A/1"}}]'
const query: Fields = [['Remark', "a b*c~d!e'f(g)h/i:j é模板"], ['isvCode', 'q1']]
const form: Fields = [['TaskId', 'b c'], ['Tag', ''], ['SenderList', senderList], ['Label', 'x+y']]

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

function diagnose(request: HttpRequest): Diagnosis {
  const call = readCall(request)
  return diagnoseSignature(call, keys.get(call.accessKeyId) as AccessKey, keys)
}

const v1 = (mistake: Partial<V1Client>): HttpRequest => v1Request({ key: own, query, form, ...mistake })
const v3 = (mistake: Partial<V3Client>): HttpRequest => v3Request({ key: own, query, form, ...mistake })
const everyValue = (change: (value: string) => string) => (fields: Fields): Fields => fields.map(([name, value]) => [name, change(value)])
const without = (...names: string[]) => (fields: Fields): Fields => fields.filter(([name]) => !names.includes(name))
const omit = (headers: Readonly<Record<string, string>>, ...names: string[]): Record<string, string> => Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)))
const unsigned = (name: string) => (headers: Readonly<Record<string, string>>) => Object.entries(omit(headers, name))
const header = (name: string, value: string) => (headers: Readonly<Record<string, string>>) => Object.entries({ ...headers, [name]: value })
const plus = (text: string): string => rfc3986(text).replaceAll('%20', '+')
const lowerHex = (text: string): string => rfc3986(text).replaceAll(/%../g, (code) => code.toLowerCase())
const pythonJson = (text: string): string => text.replaceAll(/([,:])(?=["{[])/g, '$1 ')
const caseless = (fields: Fields): Fields => fields.toSorted(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
const changedBody = (change: (body: string) => string) => (request: HttpRequest): HttpRequest => ({ ...request, body: Buffer.from(change(Buffer.from(request.body).toString())) })

/** A client that makes one mistake, and the finding that names it. */
type Mistake = readonly [name: string, finding: string, request: HttpRequest]

const v1Mistakes: readonly Mistake[] = [
  ['encodes blanks as + before signing', 'blank-as-plus', v1({ encode: plus })],
  ['encodes blanks as + both times', 'blank-as-plus', v1({ encode: plus, encodeAgain: plus })],
  ['leaves * bare', 'star-bare', v1({ encode: (text) => rfc3986(text).replaceAll('%2A', '*') })],
  ['encodes ~ as %7E', 'tilde-encoded', v1({ encode: (text) => rfc3986(text).replaceAll('~', '%7E') })],
  ["leaves ! ' ( ) bare", 'marks-bare', v1({ encode: (text) => rfc3986(text).replaceAll(/%(21|27|28|29)/g, decodeURIComponent) })],
  ['encodes with encodeURIComponent, both times', 'encode-uri-component', v1({ encode: encodeURIComponent, encodeAgain: encodeURIComponent })],
  ['encodes as a form', 'form-encoding', v1({ encode: (text) => new URLSearchParams({ a: text }).toString().slice(2).replaceAll('%7E', '~').replaceAll('~', '%7E') })],
  ['leaves / bare', 'slash-bare', v1({ encode: (text) => rfc3986(text).replaceAll('%2F', '/') })],
  ['leaves : bare', 'colon-bare', v1({ encode: (text) => rfc3986(text).replaceAll('%3A', ':') })],
  ['writes hex in lower case', 'lower-case-hex', v1({ encode: lowerHex, encodeAgain: lowerHex })],
  ['writes hex in lower case the second time only', 'lower-case-hex', v1({ encodeAgain: lowerHex })],
  ['signs unencoded values', 'values-unencoded', v1({ encode: (text) => text })],
  ['encodes values twice', 'values-encoded-twice', v1({ encode: (text) => rfc3986(rfc3986(text)) })],
  ['encodes the canonical query once too few', 'query-not-encoded-again', v1({ encodeAgain: (text) => text })],
  ['encodes the canonical query once too many', 'query-encoded-too-often', v1({ encodeAgain: (text) => rfc3986(rfc3986(text)) })],
  ['encodes in ISO-8859-1', 'latin1', v1({ query: [['Remark', 'Zoë é']], encode: (text) => rfc3986(text).replaceAll('%C3%AB', '%EB').replaceAll('%C3%A9', '%E9'), form: [] })],
  ['signs the parameters as they are sent', 'unsorted', v1({ sort: (fields) => fields })],
  ['sorts without regard to case', 'sorted-without-case', v1({ sort: caseless })],
  ['begins the canonical query with &', 'stray-ampersand', v1({ canonical: (text) => `&${text}` })],
  ['signs GET and sends POST', 'method', v1({ stringToSign: (_, encoded) => `GET&%2F&${encoded}` })],
  ['signs POST and sends GET', 'method', v1({ form: [], stringToSign: (_, encoded) => `POST&%2F&${encoded}` })],
  ['leaves the form out', 'form-left-out', v1({ signedFields: (_, parts) => parts.query })],
  ['leaves the query out', 'query-left-out', v1({ signedFields: (_, parts) => parts.form })],
  ['leaves empty values out', 'empty-values-left-out', v1({ signedFields: (all) => all.filter(([, value]) => value !== '') })],
  ['signs an empty Signature parameter', 'signature-included', v1({ signedFields: (all) => [...all, ['Signature', '']] })],
  ['signs / instead of %2F', 'path', v1({ stringToSign: (method, encoded) => `${method}&/&${encoded}` })],
  ['leaves Format out', 'parameter-left-out', v1({ signedFields: without('Format') })],
  ['leaves Action out', 'parameter-left-out', v1({ signedFields: without('Action') })],
  ['leaves Version out', 'parameter-left-out', v1({ signedFields: without('Version') })],
  ['leaves SignatureMethod and SignatureVersion out', 'signature-parameters-left-out', v1({ signedFields: without('SignatureMethod', 'SignatureVersion') })],
  ['leaves SecurityToken out', 'security-token-left-out', v1({ key: sts, signedFields: without('SecurityToken') })],
  ['sends a + bare', 'plus-arrived-as-blank', v1({ query: [['To', '+8613800000001']], form: [], writeQuery: (fields) => wireForm(fields, (text) => encodeURIComponent(text).replace(/^%2B(?=86)/, '+')) })],
  ['lets the HTTP library encode once more', 'sent-encoded-twice', v1({ writeForm: (fields) => wireForm(fields, (text) => encodeURIComponent(encodeURIComponent(text))) })],
  ['signs compact JSON and sends it with blanks', 'json-rewritten', v1({ writeForm: (fields) => wireForm(everyValue(pythonJson)(fields)) })],
  ['signs JSON with blanks and sends it compact', 'json-rewritten', v1({ signedFields: everyValue(pythonJson) })],
  ['signs line feeds and sends CR LF', 'line-breaks', v1({ form: [['Text', 'one\ntwo']], writeForm: () => 'Text=one%0D%0Atwo' })],
  ['sends a byte order mark it did not sign', 'byte-order-mark', v1({ form: [['Text', 'one']], writeForm: () => 'Text=%EF%BB%BFone' })],
  ['reads UTF-8 as ISO-8859-1 before signing', 'utf8-read-as-latin1', v1({ signedFields: everyValue((value) => Buffer.from(value).toString('latin1')) })],
  ['signs decomposed accents', 'unicode-normalization', v1({ signedFields: everyValue((value) => value.normalize('NFD')) })],
  ['signs milliseconds and sends none', 'milliseconds-signed', v1({ signedFields: (all) => all.map(([name, value]) => [name, name === 'Timestamp' ? value.replace('Z', '.417Z') : value]) })],
  ['signs a time one second older', 'timestamp', v1({ signedFields: (all) => all.map(([name, value]) => [name, name === 'Timestamp' ? '2026-11-24T11:59:59Z' : value]) })],
  ['uses the bare secret as V3 does', 'v1-key-without-ampersand', v1({ macKey: (secret) => secret })],
  ['uses the secret with a line feed', 'secret-with-blanks', v1({ macKey: (secret) => `${secret}\n&` })],
  ['uses the secret with quotes', 'secret-in-quotes', v1({ macKey: (secret) => `"${secret}"&` })],
  ['uses the secret of another key', 'secret-of-another-key', v1({ macKey: () => 'mock-sk-2&' })],
  ['uses an undefined secret', 'secret-missing', v1({ macKey: () => 'undefined&' })],
  ['uses HMAC-SHA256', 'digest', v1({ mac: 'sha256' })],
  ['writes the signature in hex', 'signature-in-hex', v1({ writeSignature: (mac) => mac.toString('hex') })],
  ['writes the base64 of the hex digits', 'signature-base64-of-hex', v1({ writeSignature: (mac) => Buffer.from(mac.toString('hex')).toString('base64') })],
  ['does not encode the signature', 'signature-plus-became-blank', v1({ nonce: 'n-12', writeQuery: (fields) => wireForm(fields).replace(/(?<=Signature=).*/, decodeURIComponent) })],
]

const v3Mistakes: readonly Mistake[] = [
  ['encodes blanks as +', 'blank-as-plus', v3({ encode: plus })],
  ['leaves * bare', 'star-bare', v3({ encode: (text) => rfc3986(text).replaceAll('%2A', '*') })],
  ['writes hex in lower case', 'lower-case-hex', v3({ encode: lowerHex })],
  ['signs unencoded values', 'values-unencoded', v3({ encode: (text) => text })],
  ['encodes values twice', 'values-encoded-twice', v3({ encode: (text) => rfc3986(rfc3986(text)) })],
  ['signs the query unsorted', 'unsorted', v3({ query: query.toReversed(), sort: (fields) => fields })],
  ['signs the query as it is sent', 'query-as-sent', v3({ query: query.toReversed(), sort: (fields) => fields, encode: encodeURIComponent })],
  ['puts the form into the canonical query', 'form-in-query', v3({ signedQuery: (fields, more) => [...fields, ...more] })],
  ['leaves the query out', 'query-left-out', v3({ signedQuery: () => [] })],
  ['leaves empty values out', 'empty-values-left-out', v3({ query: [...query, ['Empty', '']], signedQuery: without('Empty') })],
  ['hashes an empty body', 'payload-hash-of-nothing', v3({ hashedBody: () => '' })],
  ['hashes another body', 'payload-differs', v3({ hashedBody: () => 'something else' })],
  ['hashes the body before its blanks became +', 'payload-written-otherwise', v3({ afterwards: changedBody((body) => body.replaceAll('%20', '+')) })],
  ['hashes the body before its JSON is written anew', 'payload-written-otherwise', v3({ afterwards: (request) => ({ ...request, body: Buffer.from(wireForm(everyValue(pythonJson)(form))) }) })],
  ['sends a line break after the body', 'payload-written-otherwise', v3({ afterwards: changedBody((body) => `${body}\n`) })],
  ['signs GET and sends POST', 'method', v3({ joinLines: ([, ...lines]) => ['GET', ...lines].join('\n') })],
  ['signs %2F as path', 'path', v3({ joinLines: ([method, , ...lines]) => [method, '%2F', ...lines].join('\n') })],
  ['signs the host without its port', 'host', v3({ signedHeaders: header('host', '127.0.0.1') })],
  ['signs localhost and calls 127.0.0.1', 'host', v3({ signedHeaders: header('host', 'localhost:4010') })],
  ['signs the public endpoint', 'host', v3({ signedHeaders: header('host', 'cams.ap-southeast-1.aliyuncs.com') })],
  ['leaves the host out', 'host-left-out', v3({ signedHeaders: unsigned('host') })],
  ['leaves another header out', 'header-left-out', v3({ signedHeaders: unsigned('x-acs-action') })],
  ['signs a header it does not name', 'header-added', v3({ signedHeaders: (headers) => [...Object.entries(headers), ['user-agent', 'test']].toSorted() as [string, string][] })],
  ['lets the HTTP library change the content type', 'content-type', v3({ afterwards: (request) => ({ ...request, headers: { ...request.headers, 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' } }) })],
  ['writes a blank after the colon', 'header-whitespace', v3({ headerLine: (name, value) => `${name}: ${value}\n` })],
  ['signs blanks around a header value', 'header-whitespace', v3({ headers: { 'x-acs-note': ' two  words ' } })],
  ['signs header names in title case', 'header-case', v3({ headerLine: (name, value) => `${name.replaceAll(/\b[a-z]/g, (c) => c.toUpperCase())}:${value}\n` })],
  ['signs the headers in another order', 'header-order', v3({ signedHeaders: (headers) => Object.entries(headers).toReversed() })],
  ['signs milliseconds and sends none', 'milliseconds-signed', v3({ signedHeaders: header('x-acs-date', '2026-11-24T12:00:00.093Z') })],
  ['leaves the token headers out', 'token-headers-left-out', v3({ key: sts, signedHeaders: unsigned('x-acs-security-token') })],
  ['forgets the empty line after the headers', 'blank-line', v3({ joinLines: ([a, b, c, block = '', ...rest]) => [a, b, c, block.trimEnd(), ...rest].join('\n') })],
  ['ends the canonical request with a line break', 'final-line-break', v3({ joinLines: (lines) => `${lines.join('\n')}\n` })],
  ['joins lines with CR LF', 'canonical-line-breaks', v3({ joinLines: (lines) => lines.join('\n').replaceAll('\n', '\r\n') })],
  ['signs the canonical request unhashed', 'canonical-request-unhashed', v3({ stringToSign: (canonical) => `ACS3-HMAC-SHA256\n${canonical}` })],
  ['forgets the algorithm line', 'algorithm-line-left-out', v3({ stringToSign: (canonical) => acs3.hash('ACS3-HMAC-SHA256', canonical) })],
  ['appends & to the secret as V1 does', 'v3-key-with-ampersand', v3({ macKey: (secret) => `${secret}&` })],
  ['uses the secret with a blank', 'secret-with-blanks', v3({ macKey: (secret) => `${secret} ` })],
  ['uses the secret of another key', 'secret-of-another-key', v3({ macKey: () => 'mock-sk-reader' })],
  ['uses the AccessKeyId as secret', 'id-as-secret', v3({ macKey: () => own.id })],
  ['uses HMAC-SHA1', 'digest', v3({ mac: 'sha1' })],
  ['writes the signature in base64', 'signature-in-base64', v3({ writeSignature: (mac) => mac.toString('base64') })],
  ['writes the signature in upper case', 'signature-in-upper-case', v3({ writeSignature: (mac) => mac.toString('hex').toUpperCase() })],
]

const mistakes: readonly Mistake[] = [...v1Mistakes.map(([name, ...rest]) => [`V1: ${name}`, ...rest] as const), ...v3Mistakes.map(([name, ...rest]) => [`V3: ${name}`, ...rest] as const)]

describe('the diagnosis of a signature that does not match', () => {
  it.each(mistakes)('names the mistake of a client that does one thing wrong: %s → %s', (_, finding, request) => {
    expect(refusalOf(request).code).toBe('SignatureDoesNotMatch')
    const { certain, ranked } = diagnose(request)
    expect({ certain, ranked: ranked.map(({ id }) => id) }).toEqual({ certain: true, ranked: [finding] })
  })

  it('is right for each of the 92 named mistakes', () => {
    const right = mistakes.filter(([, finding, request]) => diagnose(request).ranked[0]?.id === finding)
    expect([mistakes.length, right.length]).toEqual([92, 92])
    expect(new Set(mistakes.map(([name]) => name)).size).toBe(92)
  })

  it.each<readonly [string, readonly string[], HttpRequest]>([
    ['the bare secret and blanks as +', ['blank-as-plus', 'v1-key-without-ampersand'], v1({ encode: plus, macKey: (secret) => secret })],
    ['the form left out and the signature in hex', ['form-left-out', 'signature-in-hex'], v1({ signedFields: (_, parts) => parts.query, writeSignature: (mac) => mac.toString('hex') })],
    ['blanks as + and parameters unsorted', ['blank-as-plus', 'unsorted'], v1({ encode: plus, sort: (fields) => fields })],
    ['the wrong method and an unencoded path', ['method', 'path'], v1({ stringToSign: (_, encoded) => `GET&/&${encoded}` })],
    ['the host without port and & after the secret', ['host', 'v3-key-with-ampersand'], v3({ signedHeaders: header('host', '127.0.0.1'), macKey: (secret) => `${secret}&` })],
    ['another body and the signature in base64', ['payload-differs', 'signature-in-base64'], v3({ hashedBody: () => 'other', writeSignature: (mac) => mac.toString('base64') })],
    ['localhost and values unencoded', ['values-unencoded', 'host'], v3({ signedHeaders: header('host', 'localhost:4010'), encode: (text) => text })],
  ])('names two mistakes that come together: %s', (_, findings, request) => {
    const { certain, ranked } = diagnose(request)
    expect({ certain, ranked: ranked.map(({ id }) => id) }).toEqual({ certain: true, ranked: findings })
  })

  it('tries the public key where a key signs with RSA', () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } })
    const rsaSigned = (host: string): HttpRequest => {
      const headers = { host: '127.0.0.1:4010', 'x-acs-date': '2026-11-24T12:00:00Z' }
      const names = Object.keys(headers)
      const body = new Uint8Array()
      const canonical = acs3.canonicalRequest({ method: 'GET', query, headers: { ...headers, host }, body }, names, acs3.hash('ACS3-RSA-SHA256', body))
      const signature = acs3.sign('ACS3-RSA-SHA256', privateKey, acs3.stringToSign('ACS3-RSA-SHA256', canonical))
      const authorization = acs3.formatAuthorization({ algorithm: 'ACS3-RSA-SHA256', accessKeyId: own.id, signedHeaders: names, signature })
      return { method: 'GET', url: `/?${wireForm(query)}`, headers: { ...headers, authorization }, body, secure: false }
    }
    const key = { ...(keys.get(own.id) as AccessKey), publicKey }
    expect(() => verifySignature(readCall(rsaSigned('127.0.0.1:4010')), key, world)).not.toThrow()
    expect(diagnoseSignature(readCall(rsaSigned('localhost:4010')), key, keys)).toMatchObject({ certain: true, ranked: [{ id: 'host' }] })
    expect(diagnoseSignature(readCall(rsaSigned('elsewhere')), key, keys)).toMatchObject({ certain: false, ranked: [{ id: 'wrong-secret' }, {}] })
    expect(diagnoseSignature(readCall(rsaSigned('127.0.0.1:4010')), { ...key, publicKey: undefined }, keys).ranked[0]?.id).toBe('no-public-key')
  })

  it.runIf(acs3.isSupported('ACS3-HMAC-SM3'))('tells SM3 from SHA-256 where Authorization names the wrong one', () => {
    const renamed = v3({ stringToSign: (canonical) => `ACS3-HMAC-SM3\n${acs3.hash('ACS3-HMAC-SHA256', canonical)}`, afterwards: ({ headers, ...request }) => ({ ...request, headers: { ...headers, authorization: (headers['authorization'] ?? '').replace('SHA256', 'SM3') } }) })
    expect(diagnose(renamed)).toMatchObject({ certain: true, ranked: [{ id: 'algorithm-mixed' }, { id: 'digest' }] })
    const onlyTheMac = v3({ mac: 'sm3' })
    expect(diagnose(onlyTheMac)).toMatchObject({ certain: true, ranked: [{ id: 'digest' }] })
  })

  it('signs a bounded amount of text, however large the request is', () => {
    const recipients = JSON.stringify(Array.from({ length: 1000 }, (_, i) => ({ To: String(8613800000000 + i) })))
    const unsorted = v1({ form: [['SenderList', recipients]], sort: (fields) => fields })
    expect(diagnose(unsorted)).toMatchObject({ certain: true, ranked: [{ id: 'unsorted' }] })
    const huge = v1({ form: [['SenderList', 'x'.repeat(2_000_000)]], macKey: () => 'z' })
    expect(diagnose(huge).certain).toBe(false)
  })

  it('says what was signed instead, where the hypothesis has a value', () => {
    expect(diagnose(v3({ signedHeaders: header('host', 'localhost:4010') })).ranked[0]?.says).toContain('was signed as localhost:4010')
    expect(diagnose(v1({ signedFields: without('Format') })).ranked[0]?.says).toContain('The parameter Format was sent')
    expect(diagnose(v1({ macKey: () => 'mock-sk-2&' })).ranked[0]?.says).toContain('the one of mock-ak-2')
    expect(diagnose(v1({ signedFields: everyValue(pythonJson) })).ranked[0]?.says).toContain('signed with blanks after , and :')
  })

  it('knows the string the client signed, and where it parts from the right one', () => {
    const { clientString, difference } = diagnose(v1({ encode: plus }))
    expect(clientString).toContain('Remark%3Da%2Bb')
    expect(difference).toMatchObject({ where: 'the parameter Remark' })
    expect(clientString?.slice(0, difference?.position)).toMatch(/Remark%3Da%2B$/)
    expect(diagnose(v3({ signedHeaders: header('host', 'localhost:4010') })).difference).toMatchObject({ where: 'the header host' })
    expect(diagnose(v3({ hashedBody: () => '', headers: { 'x-acs-content-sha256': 'x' } })).difference).toMatchObject({ where: 'the hash of the payload' })
  })

  it('never prints a secret', () => {
    for (const [, , request] of mistakes) expect(describeDiagnosis(diagnose(request))).not.toMatch(/mock-(sts-)?sk-/)
  })

  it('fits a terminal of 80 columns', () => {
    for (const [, , request] of mistakes) {
      for (const line of describeDiagnosis(diagnose(request)).split('\n')) expect(line.length).toBeLessThanOrEqual(76)
    }
  })

  it('is the explanation of the refusal, and of it alone: the answer keeps its wording', () => {
    const { details, message } = refusalOf(v1({ encode: plus }))
    expect(message).toMatch(/^Specified signature is not matched with our calculation\. server string to sign is:POST&%2F&AccessKeyId%3D/)
    expect(details.explanation).toMatchInlineSnapshot(`
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
    expect(refusalOf(v3({ signedHeaders: header('host', 'localhost:4010') })).details.explanation).toMatchInlineSnapshot(`
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
    ['a signed header that did not arrive', 'signed-header-missing', v3({ macKey: () => 'z', headers: { 'x-acs-lost': '1' }, afterwards: (request) => ({ ...request, headers: omit(request.headers, 'x-acs-lost') }) })],
    ['a body that does not fit its hash', 'body-does-not-fit-its-hash', v3({ macKey: () => 'z', afterwards: changedBody((body) => `${body}&More=1`) })],
    ['a parameter that cannot be decoded', 'malformed-parameter', v1({ writeForm: (fields) => `${wireForm(fields)}&Bad=%E9`, signedFields: (all) => [...all, ['Bad', '?']] })],
  ])('first points to %s', (_, clue, request) => {
    expect(refusalOf(request).code).toBe('SignatureDoesNotMatch')
    const { certain, ranked } = diagnose(request)
    expect([certain, ranked[0]?.id]).toEqual([false, clue])
  })
})

describe('the hypotheses', () => {
  it('start from the same strings as contracts/signature', () => {
    const one = readCall(v1({}))
    expect(signedByRpcV1(rpcV1Signing(one)).text).toBe(rpcV1.stringToSign('POST', [...one.query, ...one.form]))
    const three = readCall(v3({}))
    const { signedHeaders = [] } = three.authorization ?? {}
    const canonical = acs3.canonicalRequest({ ...three.request, query: three.query }, signedHeaders, acs3.hash('ACS3-HMAC-SHA256', three.request.body))
    expect(signedByAcs3(acs3Signing(three))).toEqual({ text: acs3.stringToSign('ACS3-HMAC-SHA256', canonical), readable: canonical })
  })

  it.each([['V1', rpcV1Mistakes], ['V3', acs3Mistakes], ['key', keyMistakes]] as const)('of %s have names of their own and say something in full sentences', (_, list) => {
    expect(new Set(list.map(({ id }) => id)).size).toBe(list.length)
    for (const { says } of list) expect(says).toMatch(/^[A-Z{].*[.:]$/)
  })
})

/** A seeded generator of numbers in [0, 1): mulberry32. */
function createChance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const alphabet = [...'abcXYZ019', ...` +*~!'()/:;?#[]@&=%,"\\<>|^{}$-_.\n\r\t`, 'é', 'ë', 'ÿ', '模', '板', '😀', 'e\u{301}', '\u{FEFF}', '\u{200B}', 'ß', '\u{7F}']

function randomRequest(chance: () => number): HttpRequest {
  const upTo = (count: number): number => Math.floor(chance() * count)
  const pick = <T>(...choices: readonly T[]): T => choices[upTo(choices.length)] as T
  const text = (length: number): string => Array.from({ length: upTo(length) }, () => pick(...alphabet)).join('')
  const fields = (prefix: string, count: number): Fields => Array.from({ length: upTo(count) }, (_, i) => [`${prefix}${pick('Tag', 'a', 'B.1.To', 'Z_')}${i}`, text(16)])
  const encode = pick(
    encodeURIComponent,
    rfc3986,
    (value: string) => encodeURIComponent(value).replaceAll('%20', '+'),
    (value: string) => encodeURIComponent(value).replaceAll('~', '%7E').replaceAll("'", '%27'),
    (value: string) => rfc3986(value).replaceAll(/%../g, (code) => code.toLowerCase()),
  )
  const write = (all: Fields): string => wireForm(all, encode)
  const client = {
    key: pick(own, sts),
    query: fields('q', 6),
    form: pick(fields('f', 6), []),
    nonce: text(12) || 'n',
    writeQuery: write,
    writeForm: write,
  }
  const method = client.form.length > 0 ? 'POST' : pick('GET', 'POST')
  return chance() < 0.5 ? v1Request({ ...client, method }) : v3Request({ ...client, method, nonce: String(upTo(1e9)) })
}

describe('a request that is signed correctly', () => {
  it('is accepted, 10,000 times out of 10,000', () => {
    const chance = createChance(20_260_606)
    for (let i = 0; i < 10_000; i++) {
      const request = randomRequest(chance)
      try {
        verify(request)
      } catch (error) {
        throw new Error(`request ${i} was refused: ${JSON.stringify({ ...request, body: Buffer.from(request.body).toString() })}`, { cause: error })
      }
    }
  })

  it('is diagnosed without failing when its secret is replaced, whatever it carries', () => {
    const chance = createChance(7)
    for (let i = 0; i < 60; i++) {
      const call = readCall(randomRequest(chance))
      const key = { ...(keys.get(call.accessKeyId) as AccessKey), secret: 'not the secret' }
      expect(diagnoseSignature(call, key, new Map())).toMatchObject({ certain: false, ranked: [{ id: 'wrong-secret' }, {}] })
    }
  })
})
