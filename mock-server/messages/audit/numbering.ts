/** Names as numbers: a million of them must not become a million objects. */
export interface Numbering {
  keyOf(name: string): number
  nameOf(key: number): string
}

/** Phone numbers, and other texts of up to fifteen digits, are their own keys. The rest is numbered in a list, with keys below zero. */
export function createNumbering(): Numbering {
  const places = new Map<string, number>()
  const names: string[] = []
  return {
    keyOf(name) {
      if (/^[1-9]\d{0,14}$/.test(name)) return Number(name)
      let place = places.get(name)
      if (place === undefined) places.set(name, (place = names.push(name)))
      return -place
    },
    nameOf: (key) => (key < 0 ? (names[-key - 1] as string) : String(key)),
  }
}

/**
 * The keys in order, each once.
 * @param most how many there can be
 */
export function sortedOnce(most: number, keys: () => Iterable<number>): Float64Array {
  const all = new Float64Array(most)
  let size = 0
  for (const key of keys()) all[size++] = key
  const sorted = all.subarray(0, size).sort()
  let last = 0
  for (const key of sorted) if (last === 0 || key !== sorted[last - 1]) sorted[last++] = key
  return sorted.slice(0, last)
}
