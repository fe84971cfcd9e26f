const minute = 60_000

/** Guesses how a time came to be off, from how far it is off. Both in milliseconds since the epoch. */
export function explainTimestamp(given: number, now: number): string {
  const off = given - now
  const halfHours = Math.round(off / (30 * minute))
  const isWholeHalfHours = Math.abs(off - halfHours * 30 * minute) <= 2 * minute
  const direction = off > 0 ? 'ahead of' : 'behind'
  if (isWholeHalfHours && Math.abs(halfHours) >= 2 && halfHours >= -24 && halfHours <= 28) {
    return `The time is ${hours(Math.abs(halfHours))} ${direction} UTC: it looks like the local time of UTC${off > 0 ? '+' : '-'}${clock(Math.abs(halfHours))} with a Z behind it. Format the time in UTC.`
  }
  const seconds = Math.round(Math.abs(off) / 1000)
  return `The time is ${seconds} seconds ${direction} the clock of this world. Set the clock of the client, or sign again just before each attempt: a request that waited in a queue is too old.`
}

/** Says what is wrong with the form of a timestamp. */
export function explainTimestampForm(given: string): string {
  if (/\.\d+Z?$/.test(given))
    return 'The timestamp has fractions of a second. Cut them off: 2026-01-31T12:00:00Z.'
  if (/^\d{10}(\d{3})?$/.test(given))
    return 'The timestamp is a number of seconds or milliseconds. Write it as 2026-01-31T12:00:00Z, in UTC.'
  if (/[+-]\d{2}:?\d{2}$/.test(given))
    return 'The timestamp has an offset from UTC. Convert it to UTC and end it with Z.'
  if (/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}/.test(given))
    return 'The timestamp has a blank between date and time. Write T there and Z at the end.'
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(given)) return 'The timestamp lacks the Z at its end.'
  return 'The timestamp is not of the form 2026-01-31T12:00:00Z, in UTC.'
}

const hours = (halfHours: number): string => (halfHours === 2 ? '1 hour' : `${halfHours / 2} hours`)
const clock = (halfHours: number): string =>
  `${String(Math.floor(halfHours / 2)).padStart(2, '0')}:${halfHours % 2 === 0 ? '00' : '30'}`
