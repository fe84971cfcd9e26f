/** A character as a number within its alphabet: a pseudonym has another character of the same alphabet in its place. */
export interface Letter {
  /** Code point of the alphabet's first character. */
  readonly first: number
  readonly size: number
  readonly index: number
}

/** First and last character of alphabets that are permuted as one. */
const alphabets: readonly (readonly [first: number, last: number])[] = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x61, 0x7a],
  // Cyrillic capitals and small letters, Hebrew, Arabic, kana, CJK and Hangul.
  [0x410, 0x42f],
  [0x430, 0x44f],
  [0x5d0, 0x5ea],
  [0x621, 0x63a],
  [0x3041, 0x3096],
  [0x30a1, 0x30fa],
  [0x4e00, 0x9fff],
  [0xac00, 0xd7a3],
]

/** Everything else beyond ASCII is permuted within blocks of so many characters, which keeps script and length in UTF-8. */
const block = 64

/** The place of a character in its alphabet; undefined for ASCII that is neither letter nor digit, which stays, and for half a character. */
export function letterOf(codePoint: number): Letter | undefined {
  if (codePoint < 0x80) {
    if (codePoint >= 0x61 && codePoint <= 0x7a) return { first: 0x61, size: 26, index: codePoint - 0x61 }
    if (codePoint >= 0x30 && codePoint <= 0x39) return { first: 0x30, size: 10, index: codePoint - 0x30 }
    return codePoint >= 0x41 && codePoint <= 0x5a
      ? { first: 0x41, size: 26, index: codePoint - 0x41 }
      : undefined
  }
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return undefined
  for (const [first, last] of alphabets)
    if (codePoint >= first && codePoint <= last)
      return { first, size: last - first + 1, index: codePoint - first }
  // What a block has in an alphabet of its own is taken out of it: the rest is permuted among itself.
  const rest = restOf(codePoint - (codePoint % block))
  return { first: rest.start, size: rest.members.length, index: rest.members.indexOf(codePoint) }
}

/** The character at a place of an alphabet. */
export function characterAt({ first, size }: Letter, index: number): string {
  const rest = rests.get(first)
  return String.fromCodePoint(
    rest !== undefined && rest.members.length === size ? (rest.members[index] as number) : first + index,
  )
}

interface Rest {
  readonly start: number
  readonly members: readonly number[]
}

const rests = new Map<number, Rest>()

function restOf(start: number): Rest {
  let rest = rests.get(start)
  if (rest === undefined) {
    const members = Array.from({ length: block }, (_, offset) => start + offset).filter(
      (codePoint) => !alphabets.some(([first, last]) => codePoint >= first && codePoint <= last),
    )
    rest = { start, members }
    rests.set(start, rest)
  }
  return rest
}
