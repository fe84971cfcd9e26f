import type { Pair } from '../../../contracts/signature/percent-encode.ts'
import type { Hypothesis } from './hypothesis.ts'
import { rewrittenJson } from './json-styles.ts'
import type { Signing } from './signing.ts'

const caseless = ([a]: Pair, [b]: Pair): number =>
  a.toLowerCase() < b.toLowerCase() ? -1 : a.toLowerCase() > b.toLowerCase() ? 1 : 0
const asField = ([a, x]: Pair, [b, y]: Pair): number => (`${a}=${x}` < `${b}=${y}` ? -1 : 1)

/** Mistakes in the choice, the order and the values of the parameters, in both schemes. */
export const parameterMistakes: readonly Hypothesis[] = [
  {
    id: 'unsorted',
    says: 'The parameters were signed in the order they are sent. Sort them by name first, in byte order: upper case before lower case.',
    common: true,
    change: () => ({ order: undefined }),
  },
  {
    id: 'sorted-without-case',
    says: 'The parameters were sorted without regard to case. Sort the names in byte order: upper case before lower case.',
    common: true,
    change: () => {
      // Made here: it reads the tables of a language, for which a start would have to wait.
      const { compare } = new Intl.Collator('en')
      return [{ order: caseless }, { order: ([a], [b]) => compare(a, b) }]
    },
  },
  {
    id: 'sorted-with-values',
    says: 'The parameters were sorted as name=value. Sort by the name alone: = sorts after digits and dots.',
    change: () => ({ order: asField }),
  },
  {
    id: 'stray-ampersand',
    says: 'The canonical query begins or ends with a superfluous &. Put & only between two parameters.',
    common: true,
    change: () => [
      { joinFields: (fields) => `&${fields.join('&')}` },
      { joinFields: (fields) => `${fields.join('&')}&` },
    ],
  },
  {
    id: 'empty-values-left-out',
    says: 'Parameters with an empty value were sent but left out of the string to sign. Sign them as name=, or do not send them.',
    common: true,
    change: ({ pairs }) => someLeft(pairs, ([, value]) => value !== ''),
  },
  {
    id: 'security-token-left-out',
    says: 'SecurityToken was sent but left out of the string to sign. Sign it like every other parameter.',
    change: ({ pairs }) => someLeft(pairs, ([name]) => name !== 'SecurityToken'),
  },
  {
    id: 'security-token-added',
    says: 'SecurityToken was signed as a parameter but not sent as one. Send it where you sign it.',
    change: ({ pairs }, { key: { securityToken } }) =>
      securityToken === undefined || pairs.some(([name]) => name === 'SecurityToken')
        ? []
        : { pairs: [...pairs, ['SecurityToken', securityToken]] },
  },
  {
    id: 'plus-arrived-as-blank',
    says: 'A + was sent unencoded and arrived as a blank, but was signed as +. Encode it as %2B in the query or body.',
    common: true,
    change: ({ pairs }) => changedValues(pairs, (value) => value.replaceAll(' ', '+')),
  },
  {
    id: 'sent-encoded-twice',
    says: 'Values were percent-encoded once more after signing, often by the HTTP library: the value that arrived is itself an encoded text. Encode once on the way out.',
    change: ({ pairs }) => [
      ...changedValues(pairs, decoded),
      ...changedValues(pairs, (value) => decoded(value.replaceAll('+', ' '))),
    ],
  },
  {
    id: 'json-rewritten',
    says: 'A JSON parameter such as SenderList was serialized twice, and not to the same text: it was signed {detail}. Serialize once, then sign and send that very text.',
    change: ({ pairs }) =>
      [...rewrittenJson(pairs.map(([, value]) => value))].map(({ style, texts }) => ({
        detail: style,
        pairs: pairs.map(([name], index): Pair => [name, texts[index] as string]),
      })),
  },
  {
    id: 'line-breaks',
    says: 'Line breaks in a value were signed as {detail}, but arrived otherwise. Sign the value after everything that converts its line breaks.',
    change: ({ pairs }) => [
      ...changedValues(pairs, (value) => value.replaceAll(/\r?\n/g, '\r\n'), 'CR LF'),
      ...changedValues(pairs, (value) => value.replaceAll(/\r\n?/g, '\n'), 'LF'),
    ],
  },
  {
    id: 'byte-order-mark',
    says: 'A value was sent with a byte order mark (U+FEFF) that was not signed. Remove the mark when you read the file.',
    change: ({ pairs }) => changedValues(pairs, (value) => value.replaceAll('\u{FEFF}', '')),
  },
  {
    id: 'blanks-around-values',
    general: true,
    says: 'Values were signed without the blanks around them, but sent with them. Trim before both, or not at all.',
    change: ({ pairs }) => changedValues(pairs, (value) => value.trim()),
  },
  {
    id: 'utf8-read-as-latin1',
    says: 'Characters outside ASCII passed through a wrong charset: their UTF-8 bytes were {detail}. Use UTF-8 at every step.',
    change: ({ pairs }) => [
      ...changedValues(
        pairs,
        (value) => Buffer.from(value, 'utf8').toString('latin1'),
        'read as ISO-8859-1 before signing',
      ),
      ...changedValues(
        pairs,
        (value) =>
          /[\u{100}-\u{10FFFF}]/u.test(value) ? value : Buffer.from(value, 'latin1').toString('utf8'),
        'read as ISO-8859-1 after signing',
      ),
    ],
  },
  {
    id: 'unicode-normalization',
    says: 'Accented characters were signed in another Unicode normal form ({detail}) than they were sent in. Normalize before both.',
    change: ({ pairs }) => [
      ...changedValues(pairs, (value) => value.normalize('NFC'), 'NFC'),
      ...changedValues(pairs, (value) => value.normalize('NFD'), 'NFD'),
    ],
  },
  {
    id: 'sent-twice',
    says: 'The parameter {detail} was sent twice but signed once. Send it once.',
    change: ({ pairs }) => {
      const names = pairs.map(([name]) => name)
      const twice = names.filter((name, index) => names.indexOf(name) !== index).join(', ')
      if (twice === '') return []
      return [
        { detail: twice, pairs: pairs.filter(([name], index) => names.indexOf(name) === index) },
        { detail: twice, pairs: pairs.filter(([name], index) => names.lastIndexOf(name) === index) },
      ]
    },
  },
  {
    id: 'parameter-left-out',
    general: true,
    says: 'The parameter {detail} was sent but left out of the string to sign. Every parameter is signed, except Signature itself.',
    change: ({ pairs }) =>
      pairs.slice(0, 40).map((left) => ({ detail: left[0], pairs: pairs.filter((pair) => pair !== left) })),
  },
]

function someLeft(pairs: readonly Pair[], signed: (pair: Pair) => boolean): Partial<Signing> | readonly [] {
  const left = pairs.filter(signed)
  return left.length === pairs.length ? [] : { pairs: left }
}

/** The pairs with every value changed; nothing where no value is another then. */
function changedValues(
  pairs: readonly Pair[],
  change: (value: string) => string,
  detail = '',
): { pairs: Pair[]; detail: string }[] {
  const changed = pairs.map(([name, value]): Pair => [name, change(value)])
  return changed.some(([, value], index) => value !== pairs[index]?.[1]) ? [{ pairs: changed, detail }] : []
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
