import type { Pair } from '../signature/percent-encode.ts'

/** Parameters of a query string or a form body, decoded, in the order they came. */
export interface ParsedParameters {
  readonly pairs: readonly Pair[]
  /** Name (as sent) of the first parameter whose percent-encoding is broken or not UTF-8. */
  readonly malformed: string | undefined
}

const none: ParsedParameters = { pairs: [], malformed: undefined }

/** Decodes `a=1&b=2` as forms do: `+` is a blank, `%XX` are UTF-8 bytes. A name without `=` has the empty value. */
export function parseParameters(text: string): ParsedParameters {
  if (text === '') return none
  const pairs: Pair[] = []
  let malformed: string | undefined
  let start = 0
  /** The first `=` at or after `start`: looked for once, so that a text full of `&` is not read again and again. */
  let sign = -1
  while (start <= text.length) {
    let end = text.indexOf('&', start)
    if (end === -1) end = text.length
    if (end > start) {
      if (sign < start) sign = text.indexOf('=', start)
      if (sign === -1) sign = text.length
      const equals = Math.min(sign, end)
      const name = decode(text.slice(start, equals))
      const value = equals === end ? '' : decode(own(text.slice(equals + 1, end), text))
      if (name === undefined || value === undefined) malformed ??= name ?? text.slice(start, equals)
      else pairs.push([name, value])
    }
    start = end + 1
  }
  return { pairs, malformed }
}

/** Encodes parameters as the vendor's SDKs write forms and queries: blanks as `%20`. */
export function formatParameters(pairs: readonly Pair[]): string {
  return pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&')
}

/** A slice keeps its whole text alive; where that is large, a short value is copied out of it. */
function own(slice: string, { length }: string): string {
  return length > 4096 && slice.length < 256 ? Buffer.from(slice).toString() : slice
}

function decode(text: string): string | undefined {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text
  if (!spaced.includes('%')) return spaced
  try {
    return decodeURIComponent(spaced)
  } catch {
    return undefined
  }
}
