import type { Pair } from '../../../contracts/signature/percent-encode.ts'
import type { Hypothesis } from './hypothesis.ts'
import type { Acs3Signing } from './signing.ts'
import { otherTimes } from './unsaid.ts'

const publicEndpoint = 'cams.ap-southeast-1.aliyuncs.com'
const local = ['localhost', '127.0.0.1', '[::1]', '0.0.0.0', 'host.docker.internal']
const contentTypes = [
  'application/x-www-form-urlencoded',
  'application/json',
  'application/json; charset=utf-8',
  'application/octet-stream',
  '',
]

/** Mistakes in the canonical headers and in the list of their names. */
export const headerMistakes: readonly Hypothesis<Acs3Signing>[] = [
  {
    id: 'host',
    says: 'The host header was signed as {detail}, but another one was sent. Sign the host and port of the URL you call, as the HTTP library sends them.',
    common: true,
    change: ({ headers }, { call }) =>
      replacedEach(headers, 'host', otherHosts(call.request.headers['host'] ?? '')),
  },
  {
    id: 'host-left-out',
    says: 'SignedHeaders names host, but the canonical headers have no line for it. Add host:<host and port of the URL>.',
    change: ({ headers, signedHeaders }) => without(headers, signedHeaders, ['host']),
  },
  {
    id: 'content-type',
    says: 'The content-type header was signed as {detail}, but another one was sent. HTTP libraries add a charset or set a type of their own: set it yourself, then sign it.',
    common: true,
    change: ({ headers }, { call }) => {
      const sent = call.request.headers['content-type'] ?? ''
      const bare = sent.split(';', 1)[0]?.trim() ?? ''
      return replacedEach(headers, 'content-type', [
        bare,
        ...['; charset=utf-8', '; charset=UTF-8', ';charset=utf-8', ';charset=UTF-8'].map(
          (charset) => bare + charset,
        ),
        ...contentTypes,
      ])
    },
  },
  {
    id: 'date',
    says: 'The x-acs-date that was signed is not the one that was sent: {detail} gives the signature. Format the time once, and sign and send that text.',
    change: ({ headers }) =>
      replacedEach(
        headers,
        'x-acs-date',
        otherTimes(headers.find(([name]) => name === 'x-acs-date')?.[1] ?? ''),
      ),
  },
  {
    id: 'token-headers-left-out',
    says: 'The headers of the STS token were sent, and named in SignedHeaders, but left out of the canonical headers. Sign every x-acs- header.',
    change: ({ headers, signedHeaders }) => [
      ...without(headers, signedHeaders, ['x-acs-security-token', 'x-acs-accesskey-id']),
      ...without(headers, signedHeaders, ['x-acs-security-token']),
    ],
  },
  {
    id: 'header-order',
    says: 'The signed headers were not in alphabetical order, in the canonical headers or in the list of names. Sort both by lower-case name.',
    common: true,
    change: ({ headers, signedHeaders }, { call: { request, authorization } }) => {
      const listed = authorization?.signedHeaders ?? []
      const sent = Object.keys(request.headers).filter((name) => signedHeaders.includes(name))
      return [listed, sent, [...signedHeaders].reverse()].flatMap((names) => {
        const block = names.map((name) => headers.find(([other]) => other === name) ?? ([name, ''] as const))
        return [{ headers: block, signedHeaders: names }, { headers: block }, { signedHeaders: names }]
      })
    },
  },
  {
    id: 'header-whitespace',
    says: 'The lines of the canonical headers were not written as name:value, without blanks after the colon and around the value.',
    change: ({ headers }, { call: { request } }) => [
      { headers: headers.map(([name, value]): Pair => [name, ` ${value}`]) },
      ...changed(headers, ([name, value]) => [name, request.headers[name] ?? value]),
      ...changed(headers, ([name, value]) => [name, value.replaceAll(/\s+/g, ' ')]),
      ...changed(headers, ([name, value]) => [name, value.replaceAll(/\s+/g, '')]),
    ],
  },
  {
    id: 'header-case',
    says: 'Header names or values were signed in another case. Names are lower case, in the lines and in the list; values stay as they are sent.',
    change: ({ headers, signedHeaders }) => {
      const titled = headers.map(([name, value]): Pair => [inTitleCase(name), value])
      const names = signedHeaders.map(inTitleCase)
      return [
        { headers: titled },
        { headers: titled, signedHeaders: names },
        { signedHeaders: names },
        ...changed(headers, ([name, value]) => [name, value.toLowerCase()]),
      ]
    },
  },
  {
    id: 'header-left-out',
    general: true,
    says: 'SignedHeaders names {detail}, but the canonical headers have no line for it. Every name in the list needs its line.',
    change: ({ headers, signedHeaders }) =>
      signedHeaders.slice(0, 20).flatMap((name) => without(headers, signedHeaders, [name])),
  },
  {
    id: 'header-added',
    says: 'The header {detail} was signed, but SignedHeaders does not name it. Name it in Authorization, or leave it out of the canonical headers.',
    change: ({ headers, signedHeaders }, { call: { request } }) =>
      Object.entries(request.headers)
        .filter(([name]) => name !== 'authorization' && !signedHeaders.includes(name))
        .slice(0, 12)
        .flatMap((added) => {
          const block = [...headers, added].sort(([a], [b]) => (a < b ? -1 : 1))
          return [
            { detail: added[0], headers: block, signedHeaders: block.map(([name]) => name) },
            { detail: added[0], headers: block },
          ]
        }),
  },
]

/** With and without a port, and the names by which one machine is called. */
function otherHosts(host: string): string[] {
  const [, name = '', port = ''] = /^(.*?)(:\d+)?$/.exec(host) ?? []
  const neighbours = local.includes(name) ? local.filter((other) => other !== name) : []
  const others = [
    name,
    ...neighbours.slice(0, 1).map((other) => other + port),
    publicEndpoint,
    ...neighbours.flatMap((other) => [other + port, other]),
    publicEndpoint + port,
    `${name}:80`,
    `${name}:443`,
    `http://${host}`,
    `https://${host}`,
    `${host}/`,
    '',
  ]
  return [...new Set(others)]
}

/** One change per other value of a header that is signed. */
function replacedEach(
  headers: readonly Pair[],
  name: string,
  values: readonly string[],
): { headers: Pair[]; detail: string }[] {
  const sent = headers.find((pair) => pair[0] === name)?.[1]
  if (sent === undefined) return []
  return values
    .filter((value) => value !== sent)
    .map((value) => ({
      detail: value === '' ? 'nothing' : value,
      headers: headers.map((pair): Pair => (pair[0] === name ? [name, value] : pair)),
    }))
}

/** Headers left out of the lines, or of lines and list. */
function without(
  headers: readonly Pair[],
  signedHeaders: readonly string[],
  names: readonly string[],
): { headers: Pair[]; signedHeaders?: string[]; detail: string }[] {
  const left = headers.filter(([name]) => !names.includes(name))
  if (left.length === headers.length) return []
  const detail = names.join(', ')
  return [
    { detail, headers: left },
    { detail, headers: left, signedHeaders: signedHeaders.filter((name) => !names.includes(name)) },
  ]
}

function changed(headers: readonly Pair[], change: (pair: Pair) => Pair): { headers: Pair[] }[] {
  const others = headers.map(change)
  return others.some(([, value], index) => value !== headers[index]?.[1]) ? [{ headers: others }] : []
}

const inTitleCase = (name: string): string =>
  name.replaceAll(/(?<=^|-)[a-z]/g, (letter) => letter.toUpperCase())
