const minute = 60_000

/** Guesses how a time came to be off, from how far it is off. Both in milliseconds since the epoch. */
export function explainTimestamp(given: number, now: number): string {
  const off = given - now
  const halfHours = Math.round(off / (30 * minute))
  const isWholeHalfHours = Math.abs(off - halfHours * 30 * minute) <= 2 * minute
  const direction = off > 0 ? 'ahead of' : 'behind'
  const years = calendarOf(given, now)
  if (years !== undefined) return years
  if (isWholeHalfHours && Math.abs(halfHours) >= 2 && halfHours >= -24 && halfHours <= 28) {
    return `The time is ${hours(Math.abs(halfHours))} ${direction} UTC: it looks like the local time of UTC${off > 0 ? '+' : '-'}${clock(Math.abs(halfHours))} with a Z behind it. Format the time in UTC.${Math.abs(halfHours) === 24 ? twelveHours : ''}`
  }
  const seconds = Math.round(Math.abs(off) / 1000)
  return `The time is ${seconds} seconds ${direction} the clock of this world. Set the clock of the client, or sign again just before each attempt: a request that waited in a queue is too old.`
}

const hours = (halfHours: number): string => (halfHours === 2 ? '1 hour' : `${halfHours / 2} hours`)
const clock = (halfHours: number): string =>
  `${String(Math.floor(halfHours / 2)).padStart(2, '0')}:${halfHours % 2 === 0 ? '00' : '30'}`

const twelveHours =
  ' Or the hours were written with a 12-hour clock: in most patterns HH counts from 00 to 23, and hh from 01 to 12.'

const year = 365.2425 * 24 * 60 * minute

/** Guesses from how many years a time is off whether it was never set, or counts in another calendar. */
function calendarOf(given: number, now: number): string | undefined {
  const off = Math.round((given - now) / year)
  const written = new Date(given).toISOString().replace('.000Z', 'Z')
  if (new Date(given).getUTCFullYear() <= 1)
    return `The time is ${written}, the zero of a type (Go's time.Time{}, C#'s DateTime): it was never set.`
  if (Math.abs(given) < 2 * 24 * 60 * minute)
    return `The time is ${written}, the beginning of the epoch: it was never set, or seconds were read as milliseconds.`
  const calendars = [
    [543, 'Buddhist (Thai)'],
    [-622, 'Persian'],
    [-578, 'Islamic'],
    [-579, 'Islamic'],
    [-2018, 'Japanese'],
    [-1911, 'Minguo (Taiwan)'],
    [3760, 'Hebrew'],
  ] as const
  const calendar = calendars.find(([distance]) => distance === off || distance === off + Math.sign(-off))
  if (calendar !== undefined)
    return `The time is ${Math.abs(off)} years off: its year looks like the one of the ${calendar[1]} calendar. Format with the invariant or root locale, in the Gregorian calendar.`
  if (Math.abs(off) === 1 && Math.abs(given - now - off * year) < 2 * 24 * 60 * minute)
    return `The time is one year off: YYYY in a pattern means the year of the week. Write yyyy.`
  return undefined
}
