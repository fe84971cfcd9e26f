import { characterAt, letterOf, type Letter } from './alphabets.ts'
import { isPlain } from './shapes.ts'
import type { Permutation } from './permute.ts'
import { keptDigits, sameTokens, tokensOf, type Token } from './tokens.ts'
import { vocabulary } from './vocabulary.ts'

/** How texts are exchanged for others. */
export interface Exchanger {
  readonly permutation: Permutation
  /** Whether the permutation is repeated until the result is of the same kind as what was given, so that there is a way back. */
  readonly walks: boolean
}

/** A text without layers, exchanged for one of the same form: letters by letters, digits by digits, numbers and ids each for itself. */
export function pseudonym(text: string, name: string, { permutation, walks }: Exchanger): string {
  if (isKept(text, name)) return text
  const tokens = tokensOf(text, name)
  const isAlike = (other: string): boolean =>
    !isKept(other, name) && isPlain(other) && sameTokens(tokens, tokensOf(other, name))
  return repeat(
    (from) => exchange(from, tokens, permutation),
    text,
    (other) => !walks || isAlike(other),
  )
}

/** A number, exchanged for one of as many digits. Small ones stay. */
export function pseudonymNumber(value: number, name: string, { permutation, walks }: Exchanger): number {
  const text = String(value)
  if (isKeptNumber(text, name)) return value
  const step = (from: string): string =>
    exchange(from, /^\d{7,}$/.test(from) ? [{ kind: 'number', at: 0, text: from }] : [], permutation)
  return Number(
    repeat(step, text, (other) => !walks || (String(Number(other)) === other && !isKeptNumber(other, name))),
  )
}

/** Characters that may be exchanged until a result is as wished, and steps that are always allowed. */
const mostCharacters = 20_000_000
const fewestSteps = 100

/**
 * Goes on until the result is as wished. A permutation comes back to where it began, which is, but that may take too long.
 * @throws Error when it does
 */
export function repeat(
  step: (from: string) => string,
  from: string,
  isWished: (result: string) => boolean,
): string {
  const most = Math.max(fewestSteps, mostCharacters / (from.length + 1))
  let result = step(from)
  for (let steps = 1; !isWished(result); steps++) {
    if (steps > most) throw new Error('No pseudonym of the same kind was found.')
    result = step(result)
  }
  return result
}

/** What says nothing about anybody. */
function isKept(text: string, name: string): boolean {
  if (vocabulary().values.has(text)) return true
  if (/^\d{1,5}$/.test(text)) return vocabulary().plain.has(name) && !/^(?:From|To|Code)$|Id$/.test(name)
  if (isMoment(text, name)) return true
  return name === 'Code' && /^[A-Z][A-Za-z]+(?:\.[A-Z][A-Za-z]+)+$/.test(text)
}

const isKeptNumber = (text: string, name: string): boolean =>
  text.replaceAll(/\D/g, '').length < 5 ||
  text.includes('e') ||
  isMoment(text, name) ||
  (/^\d{1,6}$/.test(text) && vocabulary().plain.has(name))

/** Moments of the API's own fields; other dates may be somebody's birthday. */
const isMoment = (text: string, name: string): boolean =>
  vocabulary().names.has(name) &&
  /(?:Time|Timestamp|TimeStr|Date|At)$/.test(name) &&
  /^1\d{9}(?:\d{3})?$|^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/.test(
    text,
  )

const hexDigits = '0123456789ABCDEF'

/** Every token on its own, the rest as one. */
function exchange(text: string, tokens: readonly Token[], permutation: Permutation): string {
  const characters = [...text]
  const [only] = tokens
  if (only === undefined) {
    shift(characters, range(0, characters.length), permutation)
    return characters.join('')
  }
  if (tokens.length === 1 && only.kind === 'number' && only.text === text && characters[0] !== '+') {
    shift(characters, range(keptDigits(text), text.length), permutation)
    return characters.join('')
  }
  const places: number[] = []
  let offset = 0
  let next = 0
  const starts: number[] = []
  const owner = characters.map((character, place) => {
    while (next < tokens.length && offset >= (tokens[next] as Token).at + (tokens[next] as Token).text.length)
      next++
    const token = tokens[next]
    const inside = token !== undefined && offset >= token.at
    if (inside && starts.length === next) starts.push(place)
    offset += character.length
    return inside ? next : undefined
  })
  for (const [index, token] of tokens.entries()) {
    const first = starts[index] as number
    if (token.kind === 'number')
      shift(
        characters,
        digitsOf(token.text)
          .slice(keptDigits(token.text.replaceAll(/\D/g, '')))
          .map((place) => first + place),
        permutation,
      )
    if (token.kind === 'uuid') shiftHex(characters, first, permutation)
  }
  for (const [place, token] of owner.entries()) if (token === undefined) places.push(place)
  shift(characters, places, permutation)
  return characters.join('')
}

/** The places of a text's digits. */
const digitsOf = (text: string): number[] =>
  [...text].flatMap((character, place) => (/\d/.test(character) ? [place] : []))

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, index) => from + index)

function shift(characters: string[], places: readonly number[], permutation: Permutation): void {
  const letters: Letter[] = []
  const own: number[] = []
  const indexes: number[] = []
  const sizes: number[] = []
  for (const place of places) {
    const letter = letterOf((characters[place] as string).codePointAt(0) as number)
    if (letter === undefined) continue
    letters.push(letter)
    own.push(place)
    indexes.push(letter.index)
    sizes.push(letter.size)
  }
  if (own.length === 0) return
  const exchanged = permutation(indexes, sizes)
  for (let at = 0; at < own.length; at++)
    characters[own[at] as number] = characterAt(letters[at] as Letter, exchanged[at] as number)
}

/** Of a UUID the digits that tell its version and variant stay. */
function shiftHex(characters: string[], first: number, permutation: Permutation): void {
  const places = range(first, first + 36).filter(
    (place) => characters[place] !== '-' && place !== first + 14 && place !== first + 19,
  )
  const upper = places.every((place) => characters[place] === (characters[place] as string).toUpperCase())
  const exchanged = permutation(
    places.map((place) => hexDigits.indexOf((characters[place] as string).toUpperCase())),
    places.map(() => 16),
  )
  for (const [index, place] of places.entries()) {
    const digit = hexDigits[exchanged[index] as number] as string
    characters[place] = upper ? digit : digit.toLowerCase()
  }
}
