import * as acs3 from '../../../contracts/signature/acs3.ts'
import { percentEncode } from '../../../contracts/signature/percent-encode.ts'
import { acs3EncodingMistakes } from './encoding-mistakes.ts'
import { headerMistakes } from './header-mistakes.ts'
import type { Hypothesis } from './hypothesis.ts'
import { parameterMistakes } from './parameter-mistakes.ts'
import { payloadMistakes } from './payload-mistakes.ts'
import type { Acs3Signing } from './signing.ts'
import { otherMethods } from './unsaid.ts'

const crlf = (text: string): string => text.replaceAll('\n', '\r\n')
const escaped = (text: string): string => text.replaceAll('\n', String.raw`\n`)

/** Mistakes in putting the canonical request and the string to sign together. */
const canonicalMistakes: readonly Hypothesis<Acs3Signing>[] = [
  {
    id: 'method',
    says: 'The canonical request begins with {detail}, but that is not how the request was sent. Sign the method you send, in upper case.',
    common: true,
    change: ({ method }) => otherMethods(method),
  },
  {
    id: 'path',
    says: 'The path was signed as {detail} instead of /. The second line of the canonical request is / for this API.',
    change: (_, { call: { request } }) => {
      const path = request.url.split('?', 1)[0] ?? ''
      return [...new Set(['%2F', '', path, percentEncode(path), request.url])]
        .filter((other) => other !== '/')
        .map((other) => ({ path: other, detail: other === '' ? 'nothing' : other }))
    },
  },
  {
    id: 'form-in-query',
    says: 'The form parameters were put into the canonical query. A form body takes part only through its hash; the third line has the parameters of the URL alone.',
    common: true,
    change: ({ pairs }, { call: { form } }) => (form.length === 0 ? [] : { pairs: [...pairs, ...form] }),
  },
  {
    id: 'query-left-out',
    says: 'The parameters of the URL were left out of the canonical request. They are its third line, sorted and encoded.',
    common: true,
    change: ({ pairs }) => (pairs.length === 0 ? [] : { pairs: [] }),
  },
  {
    id: 'blank-line',
    says: 'The canonical headers were joined with a wrong number of line breaks. Each header line ends with one, the last too, so an empty line stands before SignedHeaders.',
    common: true,
    change: () => [
      {
        joinLines: ([method, path, query, block = '', ...rest]) =>
          [method, path, query, block.trimEnd(), ...rest].join('\n'),
      },
      {
        joinLines: ([method, path, query, block = '', ...rest]) =>
          [method, path, query, `${block}\n`, ...rest].join('\n'),
      },
    ],
  },
  {
    id: 'final-line-break',
    says: 'The canonical request ends with a line break. Its last line, the hash of the payload, has none.',
    common: true,
    change: () => [{ joinLines: (lines) => `${lines.join('\n')}\n` }],
  },
  {
    id: 'canonical-line-breaks',
    says: 'The lines of the canonical request were joined with {detail} instead of one line feed (0x0A).',
    change: ({ algorithm }) => [
      { detail: 'CR LF', joinLines: (lines) => crlf(lines.join('\n')) },
      {
        detail: 'CR LF',
        joinLines: (lines) => crlf(lines.join('\n')),
        finish: (canonical) => crlf(acs3.stringToSign(algorithm, canonical)),
      },
      { detail: 'a backslash and an n', joinLines: (lines) => escaped(lines.join('\n')) },
      {
        detail: 'a backslash and an n',
        joinLines: (lines) => escaped(lines.join('\n')),
        finish: (canonical) => escaped(acs3.stringToSign(algorithm, canonical)),
      },
      {
        detail: 'a backslash and an n',
        finish: (canonical) => escaped(acs3.stringToSign(algorithm, canonical)),
      },
    ],
  },
  {
    id: 'payload-hash-left-out',
    says: 'The canonical request lacks its last line, the hash of the payload. It is there for an empty body too.',
    change: () => [{ joinLines: (lines) => lines.slice(0, 5).join('\n') }, { payloadHash: '' }],
  },
  {
    id: 'signed-headers-left-out',
    says: 'The canonical request lacks the line with the names of the signed headers. It stands between the headers and the hash of the payload.',
    change: () => [{ joinLines: (lines) => lines.toSpliced(4, 1).join('\n') }, { signedHeaders: [] }],
  },
  {
    id: 'canonical-request-unhashed',
    says: 'The canonical request itself was signed. The string to sign is the algorithm, a line feed, and the hash of the canonical request in hex.',
    change: ({ algorithm }) => [
      { finish: (canonical) => `${algorithm}\n${canonical}` },
      { finish: (canonical) => canonical },
    ],
  },
  {
    id: 'algorithm-line-left-out',
    says: 'The string to sign lacks its first line, the name of the algorithm.',
    change: ({ algorithm }) => [
      { finish: (canonical) => acs3.hash(algorithm, canonical) },
      { finish: (canonical) => `\n${acs3.hash(algorithm, canonical)}` },
    ],
  },
  {
    id: 'algorithm-mixed',
    says: 'The canonical request was hashed, or the string to sign was headed, for {detail}, but Authorization names another algorithm.',
    change: ({ algorithm }, { call }) =>
      (Object.keys(acs3.algorithms) as acs3.Algorithm[])
        .filter((other) => other !== algorithm && acs3.isSupported(other))
        .flatMap((other) => {
          const finishes: Acs3Signing['finish'][] = [
            (canonical) => `${algorithm}\n${acs3.hash(other, canonical)}`,
            (canonical) => acs3.stringToSign(other, canonical),
            (canonical) => `${other}\n${acs3.hash(algorithm, canonical)}`,
          ]
          return finishes.flatMap((finish) => [
            { detail: other, finish },
            { detail: other, finish, payloadHash: acs3.hash(other, call.request.body) },
          ])
        }),
  },
  {
    id: 'request-hash-written-otherwise',
    says: 'The hash of the canonical request was not written as lower-case hex in the string to sign.',
    change: ({ algorithm }) => [
      { finish: (canonical) => `${algorithm}\n${acs3.hash(algorithm, canonical).toUpperCase()}` },
      {
        finish: (canonical) =>
          `${algorithm}\n${Buffer.from(acs3.hash(algorithm, canonical), 'hex').toString('base64')}`,
      },
    ],
  },
]

/** Unsorted and differently encoded at once, where neither alone is the mistake. */
const queryAsSent: Hypothesis<Acs3Signing> = {
  id: 'query-as-sent',
  says: 'The query was signed as it stands in the URL. Sort its parameters by name and percent-encode names and values by the rules of the signature.',
  change: ({ pairs }, { call: { request } }) => {
    const at = request.url.indexOf('?')
    return pairs.length === 0
      ? []
      : [{ joinFields: () => request.url.slice(at + 1) }, { joinFields: () => request.url.slice(at) }]
  },
}

/** What may have gone wrong in the canonical request or the string to sign of V3; of two that give the same string the first counts. */
export const acs3Mistakes: readonly Hypothesis<Acs3Signing>[] = [
  ...payloadMistakes,
  ...acs3EncodingMistakes,
  ...canonicalMistakes,
  ...headerMistakes,
  ...parameterMistakes,
  queryAsSent,
]
