import type { ControlAccess } from '../../../mock-server/control/guard.ts'

/** Bytes somebody sends who may not, with what they could do if nothing stopped them. */
export interface Attack {
  readonly title: string
  /** The request as it goes over the wire; `PORT` stands for the port of the server. */
  readonly bytes: string
  readonly access?: ControlAccess
  /** Address the connection pretends to come from; this machine unless given. */
  readonly from?: string
}

const request = (
  line: string,
  headers: Readonly<Record<string, string>> | readonly string[],
  body = '',
): string => {
  const given = Array.isArray(headers)
    ? (headers as readonly string[])
    : Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return `${line} HTTP/1.1\r\n${given.map((header) => `${header}\r\n`).join('')}\r\n${body}`
}
const host = '127.0.0.1:PORT'
const get = (headers: Readonly<Record<string, string>>, path = '/_mock/worlds/demo'): string =>
  request(`GET ${path}`, { host, ...headers })
const post = (
  headers: Readonly<Record<string, string>>,
  body: string,
  path = '/_mock/worlds/demo/reset',
): string =>
  request(`POST ${path}`, { host, ...headers, 'content-length': String(Buffer.byteLength(body)) }, body)
const json = { 'content-type': 'application/json' }
const form = { 'content-type': 'application/x-www-form-urlencoded' }
const token = { token: 'a-long-secret-token' }

const rebinding = [
  'evil.com',
  'evil.com:PORT',
  '127.0.0.1.evil.com:PORT',
  'localhost.evil.com:PORT',
  'evil-localhost:PORT',
  '127.0.0.1@evil.com',
  'evil.com#127.0.0.1',
  '127.0.0.1:PORT/evil',
  '127.0.0.1:99999999',
  '0.0.0.0:PORT',
  '127.1:PORT',
  '2130706433:PORT',
  '[::ffff:127.0.0.1]:PORT',
  'localhost.:PORT',
  '',
]
const origins = [
  'http://evil.com',
  'http://127.0.0.1.evil.com:PORT',
  'null',
  'http://127.0.0.1:1',
  'http://localhost:PORT',
  'file://',
  'http://127.0.0.1:PORT.evil.com',
  'chrome-extension://abc',
  '',
  'http://127.0.0.1:PORT, http://evil.com',
]
const forms: readonly [string, string, string][] = [
  ['a form', form['content-type'], 'name=x'],
  ['plain text', 'text/plain', '{}'],
  [
    'a file upload',
    'multipart/form-data; boundary=x',
    '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n{}\r\n--x--\r\n',
  ],
  ['plain text that says JSON after it', 'text/plain; application/json', '{}'],
  ['plain text that says JSON before it', 'application/json, text/plain', '{}'],
  ['a type that begins like JSON', 'application/jsonp', '{}'],
  ['JSON in a charset trick', 'text/plain; charset=application/json', '{}'],
]
const paths = [
  '/_mock/../_mock/worlds',
  '/_mock/./worlds',
  '/_mock/%2e%2e/_mock/worlds',
  '/_mock/worlds/%2E%2E',
  '/_mock//worlds',
  '/_mock/worlds%2fdemo',
  '/_mock/worlds%5cdemo',
  '/_mock/worlds\\demo',
  '/_mock/worlds/demo%00',
  '/_mock/worlds/..;/demo',
  '//_mock/worlds',
  '/%5fmock/worlds',
  '/_MOCK/worlds',
  '/x/../_mock/worlds',
  'http://127.0.0.1:PORT/_mock/worlds/demo',
  'http://evil.com/_mock/worlds/demo',
]

/** Attacks on the control API; every one must be refused. */
export const attacks: readonly Attack[] = [
  ...rebinding.map((name): Attack => ({
    title: `DNS rebinding: the host ${JSON.stringify(name)}`,
    bytes: get({ host: name }),
  })),
  { title: 'no host at all', bytes: request('GET /_mock/worlds/demo', []) },
  {
    title: 'two hosts, the known one first',
    bytes: request('GET /_mock/worlds/demo', [`Host: ${host}`, 'Host: evil.com']),
  },
  {
    title: 'two hosts, the known one last',
    bytes: request('GET /_mock/worlds/demo', ['Host: evil.com', `Host: ${host}`]),
  },
  ...origins.map((origin): Attack => ({
    title: `a page of ${JSON.stringify(origin)}`,
    bytes: get({ origin }),
  })),
  ...origins.slice(0, 3).map((origin): Attack => ({
    title: `a page of ${JSON.stringify(origin)} that posts JSON`,
    bytes: post({ ...json, origin }, '{}'),
  })),
  {
    title: 'two origins',
    bytes: request('GET /_mock/worlds/demo', [
      `Host: ${host}`,
      `Origin: http://${host}`,
      'Origin: http://evil.com',
    ]),
  },
  { title: 'a cross-site page without an origin', bytes: get({ 'sec-fetch-site': 'cross-site' }) },
  { title: 'a page of another port or subdomain', bytes: get({ 'sec-fetch-site': 'same-site' }) },
  {
    title: 'a cross-site page that says twice where it is from',
    bytes: request('GET /_mock/worlds/demo', [
      `Host: ${host}`,
      'Sec-Fetch-Site: same-origin',
      'Sec-Fetch-Site: cross-site',
    ]),
  },
  ...forms.map(([title, type, body]): Attack => ({
    title: `${title}, posted`,
    bytes: post({ 'content-type': type }, body),
  })),
  { title: 'a post that does not say what it is', bytes: post({}, '{}') },
  { title: 'an empty post that does not say what it is', bytes: post({}, '') },
  {
    title: 'two content types',
    bytes: request(
      'POST /_mock/worlds/demo/reset',
      [`Host: ${host}`, 'Content-Type: application/json', 'Content-Type: text/plain', 'Content-Length: 2'],
      '{}',
    ),
  },
  {
    title: 'a preflight of another site',
    bytes: request('OPTIONS /_mock/worlds/demo/reset', {
      host,
      origin: 'http://evil.com',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    }),
  },
  ...paths.map((path): Attack => ({ title: `the path ${path}`, bytes: get({}, path) })),
  {
    title: 'content length and transfer encoding',
    bytes: request(
      'POST /_mock/worlds/demo/reset',
      { host, ...json, 'content-length': '2', 'transfer-encoding': 'chunked' },
      '0\r\n\r\nGET /_mock/worlds HTTP/1.1\r\n',
    ),
  },
  {
    title: 'two content lengths',
    bytes: request(
      'POST /_mock/worlds/demo/reset',
      [`Host: ${host}`, 'Content-Type: application/json', 'Content-Length: 2', 'Content-Length: 40'],
      '{}',
    ),
  },
  {
    title: 'two content lengths in one',
    bytes: request('POST /_mock/worlds/demo/reset', { host, ...json, 'content-length': '2, 2' }, '{}'),
  },
  {
    title: 'a transfer encoding that is disguised',
    bytes: request(
      'POST /_mock/worlds/demo/reset',
      { host, ...json, 'transfer-encoding': 'xchunked' },
      '0\r\n\r\n',
    ),
  },
  {
    title: 'a folded header',
    bytes: request('GET /_mock/worlds/demo', [`Host:\r\n ${host}`, 'X:\r\n folded']).replace(
      'X:',
      'Origin: http://evil.com\r\nX:',
    ),
  },
  { title: 'a blank before the colon', bytes: request('GET /_mock/worlds/demo', [`Host : ${host}`]) },
  { title: 'bare line feeds', bytes: `GET /_mock/worlds/demo HTTP/1.1\nHost: evil.com\n\n` },
  {
    title: 'prototype pollution by __proto__',
    bytes: post(json, '{"__proto__":{"polluted":true},"seed":1}', '/_mock/worlds'),
  },
  {
    title: 'prototype pollution by constructor',
    bytes: post(json, '{"constructor":{"prototype":{"polluted":true}}}', '/_mock/worlds'),
  },
  {
    title: 'prototype pollution deep in a document',
    bytes: post(
      json,
      '{"document":{"accounts":[{"uid":"1","__proto__":{"polluted":true}}]}}',
      '/_mock/worlds',
    ),
  },
  {
    title: 'prototype pollution in a query',
    bytes: get({}, '/_mock/journal?__proto__[polluted]=1&__proto__=1&constructor.prototype.polluted=1'),
  },
  {
    title: 'a world that claims the keys of the demo world',
    bytes: post(
      json,
      '{"document":{"extends":"nothing","accounts":[{"uid":"1","keys":[{"id":"mock-ak-1","secret":"mine"}]}]}}',
      '/_mock/worlds',
    ),
  },
  { title: 'a body that is an array', bytes: post(json, '[]') },
  { title: 'a body that is no JSON', bytes: post(json, '{"name":') },
  {
    title: 'a body in a charset nobody reads',
    bytes: post({ 'content-type': 'application/json; charset=utf-7' }, '{}'),
  },
  { title: 'a packed body that is not packed', bytes: post({ ...json, 'content-encoding': 'gzip' }, '{}') },
  { title: 'a body of 3 MB', bytes: post(json, `{"name":"${'x'.repeat(3_000_000)}"}`, '/_mock/mark') },
  { title: 'another machine', bytes: get({}), from: '192.0.2.7' },
  { title: 'another machine over IPv6', bytes: get({}), from: '::ffff:192.0.2.7' },
  { title: 'another machine whose name begins like this one', bytes: get({}), from: '2001:db8::127.0.0.1' },
  { title: 'another machine that posts', bytes: post(json, '{}'), from: '10.0.0.1' },
  { title: 'no token', bytes: get({}), access: token },
  { title: 'a wrong token', bytes: get({ authorization: 'Bearer a-long-secret-tokem' }), access: token },
  {
    title: 'the beginning of the token',
    bytes: get({ authorization: 'Bearer a-long-secret' }),
    access: token,
  },
  {
    title: 'the token and more',
    bytes: get({ authorization: 'Bearer a-long-secret-token2' }),
    access: token,
  },
  {
    title: 'the token in another scheme',
    bytes: get({ authorization: 'Basic a-long-secret-token' }),
    access: token,
  },
  { title: 'an empty token', bytes: get({ authorization: 'Bearer ' }), access: token },
  {
    title: 'the token in the query',
    bytes: get({}, '/_mock/worlds/demo?token=a-long-secret-token'),
    access: token,
  },
  {
    title: 'two tokens',
    bytes: request('GET /_mock/worlds/demo', [
      `Host: ${host}`,
      'Authorization: Bearer a-long-secret-token',
      'Authorization: Bearer other',
    ]),
    access: token,
  },
  { title: 'another machine without the token', bytes: get({}), access: token, from: '192.0.2.7' },
]
