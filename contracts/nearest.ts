import { closest, distance } from 'fastest-levenshtein'

/** The known name a misspelt one most likely means; undefined when none is close. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined
  const candidate = closest(
    name.toLowerCase(),
    known.map((each) => each.toLowerCase()),
  )
  const match = known.find((each) => each.toLowerCase() === candidate)
  const changes = distance(name.toLowerCase(), candidate)
  // Of a name of two letters two changes leave nothing.
  return changes <= Math.max(2, Math.floor(name.length / 3)) &&
    changes < Math.max(name.length, candidate.length)
    ? match
    : undefined
}

/** ` Did you mean …?`, or nothing. */
export function didYouMean(name: string, known: readonly string[]): string {
  const match = nearest(name, known)
  return match === undefined ? '' : ` Did you mean ${match}?`
}
