/** A time of a world in UTC, as in `2026-11-24 12:00:05`. */
export const time = (at: number): string => {
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? '–' : date.toISOString().slice(0, 19).replace('T', ' ')
}

/** The time of day with milliseconds. */
export const clockTime = (at: number): string => new Date(at).toISOString().slice(11, 23)

/** A span in its two largest units: `2 h 5 min`, `1.2 s`. */
export function span(milliseconds: number): string {
  if (milliseconds < 1000) return `${milliseconds} ms`
  if (milliseconds < 60_000) return `${Number((milliseconds / 1000).toFixed(1))} s`
  const units: readonly [string, number][] = [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['min', 60_000],
    ['s', 1000],
  ]
  const first = units.findIndex(([, size]) => milliseconds >= size)
  let rest = milliseconds
  return units
    .slice(first, first + 2)
    .flatMap(([name, size]) => {
      const count = Math.floor(rest / size)
      rest -= count * size
      return count === 0 ? [] : [`${count} ${name}`]
    })
    .join(' ')
}

export const number = (count: number): string => count.toLocaleString('en-US')

/** JSON with line breaks where the text is JSON; else the text. */
export function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

/** A value for a query, in quotes where it needs them. */
export const quoted = (value: string): string =>
  /[\s"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value
