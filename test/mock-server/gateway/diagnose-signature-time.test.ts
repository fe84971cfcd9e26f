import { describe, expect, it } from 'vitest'
import { explainTimestamp, explainTimestampForm } from '../../../mock-server/gateway/diagnosis/timestamp.ts'

const now = Date.parse('2026-11-24T12:00:00Z')
const hour = 3_600_000

describe('a timestamp that is off', () => {
  it.each([
    ['UTC+08:00', 8 * hour],
    ['UTC+05:30', 5.5 * hour + 40_000],
    ['UTC-07:00', -7 * hour - 90_000],
    ['UTC+01:00', hour],
    ['UTC+14:00', 14 * hour],
    ['UTC-12:00', -12 * hour],
  ])('by whole half hours looks like the local time of %s', (zone, off) => {
    expect(explainTimestamp(now + off, now)).toContain(`looks like the local time of ${zone} with a Z`)
  })

  it.each([-20 * 60_000, 17 * 60_000, -30 * 60_000, -15 * hour, 3 * 24 * hour, -1.2 * hour])(
    'by %d ms does not look like a time zone',
    (off) => {
      expect(explainTimestamp(now + off, now)).toMatch(
        /^The time is \d+ seconds (behind|ahead of) the clock of this world\./,
      )
    },
  )
})

describe('a timestamp of the wrong form', () => {
  it.each([
    ['2026-11-24T12:00:00.123Z', 'fractions of a second'],
    ['1795521600', 'number of seconds'],
    ['1795521600000', 'number of seconds or milliseconds'],
    ['2026-11-24T20:00:00+08:00', 'an offset from UTC'],
    ['2026-11-24 12:00:00', 'a blank between date and time'],
    ['2026-11-24T12:00:00', 'lacks the Z'],
    ['Tue, 24 Nov 2026 12:00:00 GMT', 'not of the form'],
  ])('is told what is wrong with it: %s', (given, expected) => {
    expect(explainTimestampForm(given)).toContain(expected)
  })
})
