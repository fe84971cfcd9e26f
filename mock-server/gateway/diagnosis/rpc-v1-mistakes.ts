import { percentEncode } from '../../../contracts/signature/percent-encode.ts'
import { rpcV1EncodingMistakes } from './encoding-mistakes.ts'
import type { Change, Hypothesis } from './hypothesis.ts'
import { parameterMistakes } from './parameter-mistakes.ts'
import type { Encode, RpcV1Signing } from './signing.ts'
import { otherMethods, otherTimes } from './unsaid.ts'

/** Characters whose escapes some clients encode a second time, one by one, and no others. */
const onceMore: readonly string[] = [':', ':+', ':+*', ' :', ' :+*', ' :+*"~', ',:', '/:', ':/,']

/**
 * The second encoding done by replacing characters one by one: `&` and `=`, with or without a few others, but never `%`.
 * The values may have been encoded as forms are.
 */
function partlyAgain(encode: Encode): Change<RpcV1Signing>[] {
  const asForm: Encode = (text) => encode(text).replaceAll('%20', '+')
  const signsOnly: Encode = (query) => query.replaceAll('&', '%26').replaceAll('=', '%3D')
  const andAlso =
    (characters: string): Encode =>
    (query) =>
      [...characters].reduce((text, each) => {
        const escape = percentEncode(each)
        return text.replaceAll(escape, percentEncode(escape))
      }, signsOnly(query))
  const detail = '& and ='
  return [encode, asForm].flatMap((first) => [
    { encode: first, encodeAgain: signsOnly, detail },
    ...onceMore.map((characters) => ({
      encode: first,
      encodeAgain: andAlso(characters),
      detail: ['&', '=', ...characters].map((each) => (each === ' ' ? 'blank' : each)).join(' '),
    })),
  ])
}

const percentNotEncodedAgain: Hypothesis<RpcV1Signing> = {
  id: 'percent-not-encoded-again',
  says: 'The canonical query was put into the string to sign with {detail} encoded, while the % of the values, which are encoded already, stayed %. Percent-encode the whole canonical query a second time: %3A becomes %253A.',
  common: true,
  change: ({ encode }) => partlyAgain(encode),
}

/** Mistakes that only signature version 1.0 has room for. */
const rpcV1Only: readonly Hypothesis<RpcV1Signing>[] = [
  {
    id: 'method',
    says: 'The string to sign begins with {detail}, but that is not how the request was sent. Sign the method you send, in upper case.',
    common: true,
    change: ({ method }) => otherMethods(method),
  },
  {
    id: 'form-left-out',
    says: 'The parameters of the form body were left out of the string to sign. V1 signs the parameters of query and form together.',
    common: true,
    change: (_, { call: { query, form } }) =>
      form.length === 0 ? [] : { pairs: query.filter(([name]) => name !== 'Signature') },
  },
  {
    id: 'query-left-out',
    says: 'The parameters of the query were left out of the string to sign. V1 signs the parameters of query and form together.',
    change: (_, { call: { query, form } }) =>
      query.length === 0 || form.length === 0 ? [] : { pairs: form.filter(([name]) => name !== 'Signature') },
  },
  {
    id: 'query-and-form-sorted-apart',
    says: 'Query and form were sorted apart and then joined. Sort all parameters together.',
    change: ({ order }, { call: { query, form } }) => {
      const [a, b] = [query, form].map((pairs) => pairs.filter(([name]) => name !== 'Signature').sort(order))
      return a === undefined || b === undefined || a.length === 0 || b.length === 0
        ? []
        : [
            { order: undefined, pairs: [...a, ...b] },
            { order: undefined, pairs: [...b, ...a] },
          ]
    },
  },
  {
    id: 'signature-included',
    says: 'The parameter Signature itself was signed. Leave it out of the string to sign.',
    change: ({ pairs }) =>
      ['', 'null', 'undefined'].map((empty) => ({ pairs: [...pairs, ['Signature', empty]] })),
  },
  {
    id: 'signature-parameters-left-out',
    says: 'SignatureMethod and SignatureVersion were sent but left out of the string to sign. Only Signature itself is left out.',
    change: ({ pairs }) =>
      [/^Signature(Method|Version)$/, /^Signature/].map((own) => ({
        pairs: pairs.filter(([name]) => !own.test(name)),
      })),
  },
  {
    id: 'path',
    says: 'The path was signed as {detail} instead of %2F. The string to sign is METHOD&%2F&encoded-query, whatever the URL.',
    common: true,
    change: (_, { call: { request } }) =>
      [...new Set(['/', '%252F', '', percentEncode(request.url.split('?', 1)[0] ?? '')])]
        .filter((path) => path !== '%2F')
        .map((path) => ({ path, detail: path === '' ? 'nothing' : path })),
  },
  {
    id: 'query-not-encoded-again',
    says: 'The canonical query was put into the string to sign as it is. Percent-encode it once more, = and & included.',
    common: true,
    change: () => ({ encodeAgain: (query) => query }),
  },
  {
    id: 'query-encoded-too-often',
    says: 'The canonical query was percent-encoded more than once for the string to sign. Encode it once.',
    change: ({ encodeAgain }) => ({ encodeAgain: (query) => encodeAgain(encodeAgain(query)) }),
  },
  {
    id: 'whole-string-encoded',
    says: 'The string to sign was percent-encoded as a whole. Encode only its third part, the canonical query; the two & between the parts stay.',
    change: ({ encodeAgain }) => [
      { joinParts: (parts) => encodeAgain(parts.join('&')) },
      { path: '/', encodeAgain: (query) => query, joinParts: (parts) => percentEncode(parts.join('&')) },
    ],
  },
  {
    id: 'timestamp',
    says: 'The Timestamp that was signed is not the one that was sent: {detail} gives the signature. Format the time once, and sign and send that text.',
    change: ({ pairs }) => {
      const index = pairs.findIndex(([name]) => name === 'Timestamp')
      return otherTimes(pairs[index]?.[1] ?? '').map((time) => ({
        detail: time,
        pairs: pairs.map((pair, i) => (i === index ? ['Timestamp', time] : pair)),
      }))
    },
  },
]

/** What may have gone wrong in the string to sign of V1; of two that give the same string the first counts. */
export const rpcV1Mistakes: readonly Hypothesis<RpcV1Signing>[] = [
  ...rpcV1Only,
  ...rpcV1EncodingMistakes,
  ...parameterMistakes,
  percentNotEncodedAgain,
]
