import type { Pair } from '../signature/percent-encode.ts'

/** Parameters of a query string or a form body, decoded, in the order they came. */
export interface ParsedParameters {
  readonly pairs: readonly Pair[]
  /** Name (as sent) of the first parameter whose percent-encoding is broken or not UTF-8. */
  readonly malformed: string | undefined
}

const none: ParsedParameters = { pairs: [], malformed: undefined }

/**
 * Decodes `a=1&b=2` as forms do: `+` is a blank, `%XX` are UTF-8 bytes. A name without `=` has the empty value.
 * @param memory parameters of earlier texts, which are neither decoded nor copied again
 */
export function parseParameters(
  text: string,
  memory: ParameterMemory = createParameterMemory(),
): ParsedParameters {
  if (text === '') return none
  const { before } = memory
  const pairs: Pair[] = []
  let malformed: string | undefined
  let start = 0
  /** The first `=` at or after `start`: looked for once, so that a text full of `&` is not read again and again. */
  let sign = -1
  for (let place = 0; start <= text.length; place++) {
    const known = before[place]
    if (known !== undefined && standsAt(text, start, known.text)) {
      pairs.push(known.pair)
      start += known.text.length + 1
      continue
    }
    let end = text.indexOf('&', start)
    if (end === -1) end = text.length
    if (end > start) {
      if (sign < start) sign = text.indexOf('=', start)
      if (sign === -1) sign = text.length
      const equals = Math.min(sign, end)
      const name = decode(text.slice(start, equals))
      const value = equals === end ? '' : decode(text.slice(equals + 1, end))
      if (name === undefined || value === undefined) malformed ??= name ?? text.slice(start, equals)
      else if (place >= places || end - start > longest) pairs.push([name, own(value, text)])
      else
        pairs.push(
          passing.has(name)
            ? [name, copied(value)]
            : remember(memory, place, text.slice(start, end), [copied(name), copied(value)]),
        )
    }
    start = end + 1
  }
  return { pairs, malformed }
}

/**
 * The short parameters that stood at each place of the text before. Clients repeat most of them, in the same order.
 * Saves a quarter of the processor time of a call to one recipient; holds `places` texts of `longest` characters at most.
 */
export interface ParameterMemory {
  readonly before: { readonly text: string; readonly pair: Pair }[]
}

/** Creates a memory that knows nothing yet. */
export const createParameterMemory = (): ParameterMemory => ({ before: [] })

const [places, longest] = [32, 64]
/** Values that change with every call, and secrets. They are never kept. */
const passing = new Set(['Signature', 'SignatureNonce', 'Timestamp', 'SecurityToken', 'BearerToken'])

function remember({ before }: ParameterMemory, place: number, text: string, pair: Pair): Pair {
  before[place] = { text: copied(text), pair }
  return pair
}

const standsAt = (text: string, start: number, part: string): boolean => {
  const end = start + part.length
  return text.startsWith(part, start) && (end === text.length || text[end] === '&')
}

/** Encodes parameters as the vendor's SDKs write forms and queries: blanks as `%20`. */
export function formatParameters(pairs: readonly Pair[]): string {
  return pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&')
}

/** A slice keeps its whole text alive; where that is large, a short value is copied out of it. */
const own = (value: string, { length }: string): string =>
  length > 4096 && value.length < 256 ? copied(value) : value

const copied = (text: string): string => Buffer.from(text).toString()

function decode(text: string): string | undefined {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text
  if (!spaced.includes('%')) return spaced
  try {
    return decodeURIComponent(spaced)
  } catch {
    return undefined
  }
}
