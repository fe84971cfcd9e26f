import { vocabulary } from './vocabulary.ts'

/** A part of a text that is replaced on its own: the same number or id has the same pseudonym wherever it stands. */
export interface Token {
  readonly kind: 'kept' | 'number' | 'uuid'
  readonly at: number
  readonly text: string
}

const uuid = '[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
/** In one piece, or grouped behind its country code: then the groups stay. */
const number = String.raw`\+\d{1,3}[ .()-]{1,2}\d[\d .()-]{5,20}\d(?!\d)|\d{7,}`
/** The API's own hosts; of other hosts of the vendor the suffix only, as a bucket's name stands before it. */
const vendor = String.raw`(?<![\w.-])cams\.(?:cn|ap|eu|us|me)-[a-z]{3,12}(?:-\d)?\.aliyuncs\.com\b|\b(?:aliyun|aliyuncs|alibabacloud)\.com\b`
/** The beginning of ids of spaces, and hosts that belong to no account. */
const kept = String.raw`\bcams-(?=[0-9a-z])|${vendor}|^(?:127\.0\.0\.1|localhost)(?::\d{1,5})?$`

/** Words stand between blanks: of letters within something else too many would be words by chance. */
const word = String.raw`(?<=^|[ (])(?<word>[A-Za-z]{2,})(?=[ ).,:;]|$)`

const usual = new RegExp(`(?<uuid>${uuid})|(?<number>${number})|(?<kept>${kept})`, 'g')
const ofMessage = new RegExp(`(?<uuid>${uuid})|(?<number>${number})|(?<kept>${kept})|${word}`, 'g')

/** A longer text is no message of the API: among so many words too many would be usual ones by chance. */
const longestMessage = 500

/** The tokens of a text in their order. Of an error message its usual words are kept, too. */
export function tokensOf(text: string, name: string): Token[] {
  if (text.length < 6 && name !== 'Message') return []
  if (/^\d{7,}$/.test(text)) return [{ kind: 'number', at: 0, text }]
  const isMessage = name === 'Message' && text.length <= longestMessage
  return [...text.matchAll(isMessage ? ofMessage : usual)].flatMap((match): Token[] => {
    const { uuid: id, number: digits, word: usualWord } = match.groups as Record<string, string | undefined>
    if (usualWord !== undefined && !vocabulary().words.has(usualWord)) return []
    return [
      {
        kind: id !== undefined ? 'uuid' : digits !== undefined ? 'number' : 'kept',
        at: match.index,
        text: match[0],
      },
    ]
  })
}

/** Whether two texts have the same tokens in the same places, whatever the numbers and ids are. */
export function sameTokens(a: readonly Token[], b: readonly Token[]): boolean {
  return (
    a.length === b.length &&
    a.every(
      (token, index) =>
        token.kind === b[index]?.kind &&
        token.at === b[index]?.at &&
        token.text.length === b[index]?.text.length &&
        (token.kind !== 'kept' || token.text === b[index]?.text),
    )
  )
}

const twoDigits = /^(?:20|27|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/

/** How many digits of a number stay: the country code of what may be a phone number, the first digit of longer ones. */
export function keptDigits(digits: string): number {
  if (digits.length > 15) return 1
  if (digits.length < 8) return 0
  return /^[17]/.test(digits) ? 1 : twoDigits.test(digits) ? 2 : 3
}
