export interface WildcardOptions {
  /** Upper and lower case are the same. */
  readonly ignoreCase?: boolean
  /** `?` stands for exactly one character, as in RAM policies. */
  readonly questionMark?: boolean
}

/**
 * A test of texts against a pattern in which `*` stands for any text, also for none.
 * The work is at most the product of both lengths, whatever the pattern.
 * @example wildcard('order_*')('order_notice') // true
 */
export function wildcard(
  pattern: string,
  { ignoreCase = false, questionMark = false }: WildcardOptions = {},
): (text: string) => boolean {
  const wanted = ignoreCase ? pattern.toLowerCase() : pattern
  if (!wanted.includes('*') && !(questionMark && wanted.includes('?')))
    return (text) => text.length === wanted.length && (ignoreCase ? text.toLowerCase() : text) === wanted
  return (text) => matches(wanted, ignoreCase ? text.toLowerCase() : text, questionMark)
}

function matches(pattern: string, text: string, questionMark: boolean): boolean {
  let [at, place] = [0, 0]
  /** Behind the last star, and where the text it stands for ends so far. */
  let star: { readonly behind: number; end: number } | undefined
  while (at < text.length) {
    if (pattern[place] === '*') star = { behind: ++place, end: at }
    else if (pattern[place] === text[at] || (questionMark && pattern[place] === '?')) {
      at++
      place++
    } else if (star === undefined) return false
    else {
      at = ++star.end
      place = star.behind
    }
  }
  while (pattern[place] === '*') place++
  return place === pattern.length
}
