import { closest, distance } from 'fastest-levenshtein'

/** The known name a misspelt one most likely means; undefined when none is close. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined
  const candidate = closest(name.toLowerCase(), known.map((each) => each.toLowerCase()))
  const match = known.find((each) => each.toLowerCase() === candidate)
  return match !== undefined && distance(name.toLowerCase(), candidate) <= Math.max(2, Math.floor(name.length / 3)) ? match : undefined
}

/** ` Did you mean …?`, or nothing. */
export function didYouMean(name: string, known: readonly string[]): string {
  const match = nearest(name, known)
  return match === undefined ? '' : ` Did you mean ${match}?`
}
