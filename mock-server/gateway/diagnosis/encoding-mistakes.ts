import { percentEncode, type Pair } from '../../../contracts/signature/percent-encode.ts'
import type { Change, Hypothesis } from './hypothesis.ts'
import type { Acs3Signing, Encode, RpcV1Signing } from './signing.ts'

interface EncodingMistake {
  readonly id: string
  readonly says: string
  readonly common?: true
  readonly encoders: (right: Encode) => readonly Encode[]
}

const blankAsPlus = (text: string): string => text.replaceAll('%20', '+')
const starBare = (text: string): string => text.replaceAll('%2A', '*')
const tildeEncoded = (text: string): string => text.replaceAll('~', '%7E')
const marksBare = (text: string): string =>
  text.replaceAll('%21', '!').replaceAll('%27', "'").replaceAll('%28', '(').replaceAll('%29', ')')
const lowerCaseHex = (text: string): string => text.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())
const reservedBare = (text: string): string =>
  text.replaceAll(/%(?:3B|2C|2F|3F|3A|40|26|3D|2B|24|23)/g, decodeURIComponent)
const asLatin1 = (text: string): string =>
  text.replaceAll(/[^\p{ASCII}]/gu, (c) =>
    c <= 'ÿ' ? `%${c.charCodeAt(0).toString(16).toUpperCase()}` : '%3F',
  )

const unreserved = 'only A-Z a-z 0-9 - _ . ~ stay as they are'

const encodingMistakes: readonly EncodingMistake[] = [
  {
    id: 'blank-as-plus',
    says: 'Blanks were encoded as + in the string to sign. Replace + by %20 after encoding.',
    common: true,
    encoders: (right) => [(text) => blankAsPlus(right(text))],
  },
  {
    id: 'star-bare',
    says: 'The character * was left bare in the string to sign. Replace * by %2A after encoding.',
    common: true,
    encoders: (right) => [(text) => starBare(right(text))],
  },
  {
    id: 'tilde-encoded',
    says: 'The character ~ was encoded as %7E in the string to sign. Replace %7E by ~ after encoding.',
    encoders: (right) => [(text) => tildeEncoded(right(text))],
  },
  {
    id: 'marks-bare',
    says: "The characters ! ' ( ) were left bare in the string to sign. Encode them too: %21 %27 %28 %29.",
    encoders: (right) => [(text) => marksBare(right(text))],
  },
  {
    id: 'encode-uri-component',
    says: "The characters ! ' ( ) * were left bare in the string to sign, as JavaScript's encodeURIComponent leaves them. Encode them too: %21 %27 %28 %29 %2A.",
    common: true,
    encoders: (right) => [(text) => starBare(marksBare(right(text)))],
  },
  {
    id: 'form-encoding',
    says: 'The string to sign was encoded as forms are (Java URLEncoder, PHP urlencode and others). After encoding, replace + by %20, * by %2A and %7E by ~.',
    common: true,
    encoders: (right) => [
      (text) => tildeEncoded(starBare(blankAsPlus(right(text)))),
      (text) => tildeEncoded(blankAsPlus(right(text))),
      (text) => starBare(blankAsPlus(right(text))),
    ],
  },
  {
    id: 'slash-bare',
    says: "The character / was left bare in the string to sign, as Python's urllib.parse.quote leaves it. Encode it as %2F: quote(text, safe='~').",
    encoders: (right) => [(text) => right(text).replaceAll('%2F', '/')],
  },
  {
    id: 'lower-case-hex',
    says: 'Percent-encoding was written with lower-case hex digits in the string to sign, such as %3a. Write them in upper case: %3A.',
    encoders: (right) => [(text) => lowerCaseHex(right(text))],
  },
  {
    id: 'values-unencoded',
    says: `Names and values were signed unencoded. Percent-encode each name and each value first: ${unreserved}.`,
    common: true,
    encoders: () => [(text) => text],
  },
  {
    id: 'values-encoded-twice',
    says: 'Names and values were percent-encoded twice before they were joined. Encode them once.',
    encoders: (right) => [(text) => right(right(text))],
  },
  {
    id: 'encode-uri',
    says: `Reserved characters such as : / & = , were left bare in the string to sign, as JavaScript's encodeURI leaves them. Percent-encode them: ${unreserved}.`,
    encoders: (right) => [
      (text) => reservedBare(starBare(marksBare(right(text)))),
      (text) => reservedBare(right(text)),
    ],
  },
  {
    id: 'colon-bare',
    says: 'The character : was left bare in the string to sign. Encode it as %3A.',
    encoders: (right) => [(text) => right(text).replaceAll('%3A', ':')],
  },
  {
    id: 'latin1',
    says: 'Characters outside ASCII were encoded as ISO-8859-1 instead of UTF-8 in the string to sign. Name the charset when you encode.',
    encoders: (right) => [
      (text) =>
        /^\p{ASCII}*$/u.test(text)
          ? right(text)
          : text
              .split(/([^\p{ASCII}]+)/u)
              .map((part, index) => (index % 2 === 1 ? asLatin1(part) : right(part)))
              .join(''),
    ],
  },
]

/** V1 encodes twice: a wrong encoder may have been at work the first time, both times or the second time. */
export const rpcV1EncodingMistakes: readonly Hypothesis<RpcV1Signing>[] = encodingMistakes.map(
  ({ encoders, ...mistake }) => ({
    ...mistake,
    change: ({ encode, pairs }) => {
      const characters = charactersOf(pairs)
      return encoders(encode).flatMap((wrong, index) => {
        const wrongAgain = encoders(percentEncode)[index] as Encode
        const again = `${wrong(characters)}%&=`
        const changes: Change<RpcV1Signing>[] = []
        if (wrong(characters) !== encode(characters))
          changes.push({ encode: wrong, encodeAgain: percentEncode })
        if (wrongAgain(again) !== percentEncode(again))
          changes.push({ encode: wrong, encodeAgain: wrongAgain })
        if (wrongAgain('%&=') !== percentEncode('%&=') && !mistake.id.startsWith('values-'))
          changes.push({ encodeAgain: wrongAgain })
        return changes
      })
    },
  }),
)

export const acs3EncodingMistakes: readonly Hypothesis<Acs3Signing>[] = encodingMistakes.map(
  ({ encoders, ...mistake }) => ({
    ...mistake,
    change: ({ encode, pairs }) => {
      const characters = charactersOf(pairs)
      return encoders(encode).flatMap((wrong) =>
        wrong(characters) === encode(characters) ? [] : [{ encode: wrong }],
      )
    },
  }),
)

const known = new WeakMap<readonly Pair[], string>()

/** The different characters of the parameters: encoders work character by character, so they differ on the whole only if they differ on these. */
function charactersOf(pairs: readonly Pair[]): string {
  let characters = known.get(pairs)
  if (characters === undefined) known.set(pairs, (characters = [...new Set(pairs.flat().join(''))].join('')))
  return characters
}
