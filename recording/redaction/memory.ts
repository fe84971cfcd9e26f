/** What texts and names were exchanged for before: the same ones come again and again. */
export interface Memory {
  text(given: string, field: string, make: () => string): string
  name(given: string, make: () => string): string
}

/** Most entries of each kind, and longest text that is remembered. */
const most = 20_000
const longest = 64

/** Creates a memory that forgets everything when it is full. */
export function createMemory(): Memory {
  const texts = new Map<string, Map<string, string>>()
  const names = new Map<string, string>()
  let count = 0
  return {
    text(given, field, make) {
      if (given.length > longest || field.length > longest) return make()
      const known = texts.get(field)?.get(given)
      if (known !== undefined) return known
      const made = make()
      if (++count > most) {
        texts.clear()
        count = 1
      }
      const ofField = texts.get(field) ?? new Map<string, string>()
      texts.set(field, ofField.set(given, made))
      return made
    },
    name(given, make) {
      if (given.length > longest) return make()
      const known = names.get(given)
      if (known !== undefined) return known
      const made = make()
      if (names.size >= most) names.clear()
      names.set(given, made)
      return made
    },
  }
}
