import * as acs3 from '../../../contracts/signature/acs3.ts'
import type { HttpRequest } from '../../../contracts/http.ts'
import {
  rfc3986,
  v1Request,
  v3Request,
  wireForm,
  type Fields,
  type V1Client,
  type V3Client,
} from './independent-signer.ts'

/** Credentials of the demo world. */
export const own = { id: 'mock-ak-1', secret: 'mock-sk-1' }
export const sts = { id: 'STS.mock-1', secret: 'mock-sts-sk-1', token: 'mock-sts-token-1' }

const senderList = '[{"To":"8613800000001","TemplateParams":{"name":"Zoë","order":"A/1"}}]'
export const query: Fields = [
  ['Remark', "a b*c~d!e'f(g)h/i:j é模板"],
  ['isvCode', 'q1'],
]
export const form: Fields = [
  ['TaskId', 'b c'],
  ['Tag', ''],
  ['SenderList', senderList],
  ['Label', 'x+y'],
]

/** A request of the V1 or V3 client that does these steps otherwise. */
export const v1 = (mistake: Partial<V1Client>): HttpRequest =>
  v1Request({ key: own, query, form, ...mistake })
export const v3 = (mistake: Partial<V3Client>): HttpRequest =>
  v3Request({ key: own, query, form, ...mistake })
export const everyValue =
  (change: (value: string) => string) =>
  (fields: Fields): Fields =>
    fields.map(([name, value]) => [name, change(value)])
export const without =
  (...names: string[]) =>
  (fields: Fields): Fields =>
    fields.filter(([name]) => !names.includes(name))
export const omit = (headers: Readonly<Record<string, string>>, ...names: string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)))
const unsigned = (name: string) => (headers: Readonly<Record<string, string>>) =>
  Object.entries(omit(headers, name))
export const header = (name: string, value: string) => (headers: Readonly<Record<string, string>>) =>
  Object.entries({ ...headers, [name]: value })
export const plus = (text: string): string => rfc3986(text).replaceAll('%20', '+')
const lowerHex = (text: string): string => rfc3986(text).replaceAll(/%../g, (code) => code.toLowerCase())
export const pythonJson = (text: string): string => text.replaceAll(/([,:])(?=["{[])/g, '$1 ')
const caseless = (fields: Fields): Fields =>
  fields.toSorted(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
export const changedBody =
  (change: (body: string) => string) =>
  (request: HttpRequest): HttpRequest => ({
    ...request,
    body: Buffer.from(change(Buffer.from(request.body).toString())),
  })

/** A request of a client that makes one mistake, and the finding that names it. */
export type Mistake = readonly [name: string, finding: string, request: HttpRequest]

const v1Mistakes: readonly Mistake[] = [
  ['encodes blanks as + before signing', 'blank-as-plus', v1({ encode: plus })],
  ['encodes blanks as + both times', 'blank-as-plus', v1({ encode: plus, encodeAgain: plus })],
  ['leaves * bare', 'star-bare', v1({ encode: (text) => rfc3986(text).replaceAll('%2A', '*') })],
  ['encodes ~ as %7E', 'tilde-encoded', v1({ encode: (text) => rfc3986(text).replaceAll('~', '%7E') })],
  [
    "leaves ! ' ( ) bare",
    'marks-bare',
    v1({ encode: (text) => rfc3986(text).replaceAll(/%(21|27|28|29)/g, decodeURIComponent) }),
  ],
  [
    'encodes with encodeURIComponent, both times',
    'encode-uri-component',
    v1({ encode: encodeURIComponent, encodeAgain: encodeURIComponent }),
  ],
  [
    'encodes as a form',
    'form-encoding',
    v1({
      encode: (text) =>
        new URLSearchParams({ a: text }).toString().slice(2).replaceAll('%7E', '~').replaceAll('~', '%7E'),
    }),
  ],
  ['leaves / bare', 'slash-bare', v1({ encode: (text) => rfc3986(text).replaceAll('%2F', '/') })],
  ['leaves : bare', 'colon-bare', v1({ encode: (text) => rfc3986(text).replaceAll('%3A', ':') })],
  ['writes hex in lower case', 'lower-case-hex', v1({ encode: lowerHex, encodeAgain: lowerHex })],
  ['writes hex in lower case the second time only', 'lower-case-hex', v1({ encodeAgain: lowerHex })],
  ['signs unencoded values', 'values-unencoded', v1({ encode: (text) => text })],
  ['encodes values twice', 'values-encoded-twice', v1({ encode: (text) => rfc3986(rfc3986(text)) })],
  [
    'encodes the canonical query once too few',
    'query-not-encoded-again',
    v1({ encodeAgain: (text) => text }),
  ],
  [
    'encodes the canonical query once too many',
    'query-encoded-too-often',
    v1({ encodeAgain: (text) => rfc3986(rfc3986(text)) }),
  ],
  [
    'encodes in ISO-8859-1',
    'latin1',
    v1({
      query: [['Remark', 'Zoë é']],
      encode: (text) => rfc3986(text).replaceAll('%C3%AB', '%EB').replaceAll('%C3%A9', '%E9'),
      form: [],
    }),
  ],
  ['signs the parameters as they are sent', 'unsorted', v1({ sort: (fields) => fields })],
  ['sorts without regard to case', 'sorted-without-case', v1({ sort: caseless })],
  ['begins the canonical query with &', 'stray-ampersand', v1({ canonical: (text) => `&${text}` })],
  ['signs GET and sends POST', 'method', v1({ stringToSign: (_, encoded) => `GET&%2F&${encoded}` })],
  [
    'signs POST and sends GET',
    'method',
    v1({ form: [], stringToSign: (_, encoded) => `POST&%2F&${encoded}` }),
  ],
  ['leaves the form out', 'form-left-out', v1({ signedFields: (_, parts) => parts.query })],
  ['leaves the query out', 'query-left-out', v1({ signedFields: (_, parts) => parts.form })],
  [
    'leaves empty values out',
    'empty-values-left-out',
    v1({ signedFields: (all) => all.filter(([, value]) => value !== '') }),
  ],
  [
    'signs an empty Signature parameter',
    'signature-included',
    v1({ signedFields: (all) => [...all, ['Signature', '']] }),
  ],
  ['signs / instead of %2F', 'path', v1({ stringToSign: (method, encoded) => `${method}&/&${encoded}` })],
  ['leaves Format out', 'parameter-left-out', v1({ signedFields: without('Format') })],
  ['leaves Action out', 'parameter-left-out', v1({ signedFields: without('Action') })],
  ['leaves Version out', 'parameter-left-out', v1({ signedFields: without('Version') })],
  [
    'leaves SignatureMethod and SignatureVersion out',
    'signature-parameters-left-out',
    v1({ signedFields: without('SignatureMethod', 'SignatureVersion') }),
  ],
  [
    'leaves SecurityToken out',
    'security-token-left-out',
    v1({ key: sts, signedFields: without('SecurityToken') }),
  ],
  [
    'sends a + bare',
    'plus-arrived-as-blank',
    v1({
      query: [['To', '+8613800000001']],
      form: [],
      writeQuery: (fields) => wireForm(fields, (text) => encodeURIComponent(text).replace(/^%2B(?=86)/, '+')),
    }),
  ],
  [
    'lets the HTTP library encode once more',
    'sent-encoded-twice',
    v1({ writeForm: (fields) => wireForm(fields, (text) => encodeURIComponent(encodeURIComponent(text))) }),
  ],
  [
    'signs compact JSON and sends it with blanks',
    'json-rewritten',
    v1({ writeForm: (fields) => wireForm(everyValue(pythonJson)(fields)) }),
  ],
  [
    'signs JSON with blanks and sends it compact',
    'json-rewritten',
    v1({ signedFields: everyValue(pythonJson) }),
  ],
  [
    'signs line feeds and sends CR LF',
    'line-breaks',
    v1({ form: [['Text', 'one\ntwo']], writeForm: () => 'Text=one%0D%0Atwo' }),
  ],
  [
    'sends a byte order mark it did not sign',
    'byte-order-mark',
    v1({ form: [['Text', 'one']], writeForm: () => 'Text=%EF%BB%BFone' }),
  ],
  [
    'reads UTF-8 as ISO-8859-1 before signing',
    'utf8-read-as-latin1',
    v1({ signedFields: everyValue((value) => Buffer.from(value).toString('latin1')) }),
  ],
  [
    'signs decomposed accents',
    'unicode-normalization',
    v1({ signedFields: everyValue((value) => value.normalize('NFD')) }),
  ],
  [
    'signs milliseconds and sends none',
    'milliseconds-signed',
    v1({
      signedFields: (all) =>
        all.map(([name, value]) => [name, name === 'Timestamp' ? value.replace('Z', '.417Z') : value]),
    }),
  ],
  [
    'signs a time one second older',
    'timestamp',
    v1({
      signedFields: (all) =>
        all.map(([name, value]) => [name, name === 'Timestamp' ? '2026-11-24T11:59:59Z' : value]),
    }),
  ],
  ['uses the bare secret as V3 does', 'v1-key-without-ampersand', v1({ macKey: (secret) => secret })],
  ['uses the secret with a line feed', 'secret-with-blanks', v1({ macKey: (secret) => `${secret}\n&` })],
  ['uses the secret with quotes', 'secret-in-quotes', v1({ macKey: (secret) => `"${secret}"&` })],
  ['uses the secret of another key', 'secret-of-another-key', v1({ macKey: () => 'mock-sk-2&' })],
  ['uses an undefined secret', 'secret-missing', v1({ macKey: () => 'undefined&' })],
  ['uses HMAC-SHA256', 'digest', v1({ mac: 'sha256' })],
  ['writes the signature in hex', 'signature-in-hex', v1({ writeSignature: (mac) => mac.toString('hex') })],
  [
    'writes the base64 of the hex digits',
    'signature-base64-of-hex',
    v1({ writeSignature: (mac) => Buffer.from(mac.toString('hex')).toString('base64') }),
  ],
  [
    'does not encode the signature',
    'signature-plus-became-blank',
    v1({
      nonce: 'n-12',
      writeQuery: (fields) => wireForm(fields).replace(/(?<=Signature=).*/, decodeURIComponent),
    }),
  ],
]

const v3Mistakes: readonly Mistake[] = [
  ['encodes blanks as +', 'blank-as-plus', v3({ encode: plus })],
  ['leaves * bare', 'star-bare', v3({ encode: (text) => rfc3986(text).replaceAll('%2A', '*') })],
  ['writes hex in lower case', 'lower-case-hex', v3({ encode: lowerHex })],
  ['signs unencoded values', 'values-unencoded', v3({ encode: (text) => text })],
  ['encodes values twice', 'values-encoded-twice', v3({ encode: (text) => rfc3986(rfc3986(text)) })],
  ['signs the query unsorted', 'unsorted', v3({ query: query.toReversed(), sort: (fields) => fields })],
  [
    'signs the query as it is sent',
    'query-as-sent',
    v3({ query: query.toReversed(), sort: (fields) => fields, encode: encodeURIComponent }),
  ],
  [
    'puts the form into the canonical query',
    'form-in-query',
    v3({ signedQuery: (fields, more) => [...fields, ...more] }),
  ],
  ['leaves the query out', 'query-left-out', v3({ signedQuery: () => [] })],
  [
    'leaves empty values out',
    'empty-values-left-out',
    v3({ query: [...query, ['Empty', '']], signedQuery: without('Empty') }),
  ],
  ['hashes an empty body', 'payload-hash-of-nothing', v3({ hashedBody: () => '' })],
  ['hashes another body', 'payload-differs', v3({ hashedBody: () => 'something else' })],
  [
    'hashes the body before its blanks became +',
    'payload-written-otherwise',
    v3({ afterwards: changedBody((body) => body.replaceAll('%20', '+')) }),
  ],
  [
    'hashes the body before its JSON is written anew',
    'payload-written-otherwise',
    v3({
      afterwards: (request) => ({ ...request, body: Buffer.from(wireForm(everyValue(pythonJson)(form))) }),
    }),
  ],
  [
    'sends a line break after the body',
    'payload-written-otherwise',
    v3({ afterwards: changedBody((body) => `${body}\n`) }),
  ],
  ['signs GET and sends POST', 'method', v3({ joinLines: ([, ...lines]) => ['GET', ...lines].join('\n') })],
  [
    'signs %2F as path',
    'path',
    v3({ joinLines: ([method, , ...lines]) => [method, '%2F', ...lines].join('\n') }),
  ],
  ['signs the host without its port', 'host', v3({ signedHeaders: header('host', '127.0.0.1') })],
  ['signs localhost and calls 127.0.0.1', 'host', v3({ signedHeaders: header('host', 'localhost:4010') })],
  [
    'signs the public endpoint',
    'host',
    v3({ signedHeaders: header('host', 'cams.ap-southeast-1.aliyuncs.com') }),
  ],
  ['leaves the host out', 'host-left-out', v3({ signedHeaders: unsigned('host') })],
  ['leaves another header out', 'header-left-out', v3({ signedHeaders: unsigned('x-acs-action') })],
  [
    'signs a header it does not name',
    'header-added',
    v3({
      signedHeaders: (headers) =>
        [...Object.entries(headers), ['user-agent', 'test']].toSorted() as [string, string][],
    }),
  ],
  [
    'lets the HTTP library change the content type',
    'content-type',
    v3({
      afterwards: (request) => ({
        ...request,
        headers: { ...request.headers, 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' },
      }),
    }),
  ],
  [
    'writes a blank after the colon',
    'header-whitespace',
    v3({ headerLine: (name, value) => `${name}: ${value}\n` }),
  ],
  [
    'signs blanks around a header value',
    'header-whitespace',
    v3({ headers: { 'x-acs-note': ' two  words ' } }),
  ],
  [
    'signs header names in title case',
    'header-case',
    v3({ headerLine: (name, value) => `${name.replaceAll(/\b[a-z]/g, (c) => c.toUpperCase())}:${value}\n` }),
  ],
  [
    'signs the headers in another order',
    'header-order',
    v3({ signedHeaders: (headers) => Object.entries(headers).toReversed() }),
  ],
  [
    'signs milliseconds and sends none',
    'milliseconds-signed',
    v3({ signedHeaders: header('x-acs-date', '2026-11-24T12:00:00.093Z') }),
  ],
  [
    'leaves the token headers out',
    'token-headers-left-out',
    v3({ key: sts, signedHeaders: unsigned('x-acs-security-token') }),
  ],
  [
    'forgets the empty line after the headers',
    'blank-line',
    v3({ joinLines: ([a, b, c, block = '', ...rest]) => [a, b, c, block.trimEnd(), ...rest].join('\n') }),
  ],
  [
    'ends the canonical request with a line break',
    'final-line-break',
    v3({ joinLines: (lines) => `${lines.join('\n')}\n` }),
  ],
  [
    'joins lines with CR LF',
    'canonical-line-breaks',
    v3({ joinLines: (lines) => lines.join('\n').replaceAll('\n', '\r\n') }),
  ],
  [
    'signs the canonical request unhashed',
    'canonical-request-unhashed',
    v3({ stringToSign: (canonical) => `ACS3-HMAC-SHA256\n${canonical}` }),
  ],
  [
    'forgets the algorithm line',
    'algorithm-line-left-out',
    v3({ stringToSign: (canonical) => acs3.hash('ACS3-HMAC-SHA256', canonical) }),
  ],
  ['appends & to the secret as V1 does', 'v3-key-with-ampersand', v3({ macKey: (secret) => `${secret}&` })],
  ['uses the secret with a blank', 'secret-with-blanks', v3({ macKey: (secret) => `${secret} ` })],
  ['uses the secret of another key', 'secret-of-another-key', v3({ macKey: () => 'mock-sk-reader' })],
  ['uses the AccessKeyId as secret', 'id-as-secret', v3({ macKey: () => own.id })],
  ['uses HMAC-SHA1', 'digest', v3({ mac: 'sha1' })],
  [
    'writes the signature in base64',
    'signature-in-base64',
    v3({ writeSignature: (mac) => mac.toString('base64') }),
  ],
  [
    'writes the signature in upper case',
    'signature-in-upper-case',
    v3({ writeSignature: (mac) => mac.toString('hex').toUpperCase() }),
  ],
]

/** Everything a client is made to do wrong, one thing at a time. */
export const mistakes: readonly Mistake[] = [
  ...v1Mistakes.map(([name, ...rest]) => [`V1: ${name}`, ...rest] as const),
  ...v3Mistakes.map(([name, ...rest]) => [`V3: ${name}`, ...rest] as const),
]
