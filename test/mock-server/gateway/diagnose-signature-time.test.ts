import { describe, expect, it } from 'vitest'
import { explainTimestampForm } from '../../../mock-server/gateway/diagnosis/timestamp-form.ts'
import { explainTimestamp } from '../../../mock-server/gateway/diagnosis/timestamp.ts'

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
    ['1795521600000', 'number of milliseconds'],
    ['2026-11-24T20:00:00+08:00', 'an offset from UTC'],
    ['2026-11-24 12:00:00', 'a blank between date and time'],
    ['2026-11-24T12:00:00', 'lacks the Z'],
    ['Tue, 24 Nov 2026 12:00:00 GMT', 'RFC 1123'],
    ['2026-11-24T12.00.00Z', 'dots where colons belong'],
    ['2026-11-24T12%3A00%3A00Z', 'percent-encoded twice'],
    ['2026-11-24T12%253A00%253A00Z', 'percent-encoded 3 times'],
    ['2026-11-24T12:00:00ZZ', 'a Z too many'],
    ['2026-11-24T12:00:00+00:00Z', 'an offset from UTC and a Z'],
    ['2026-11-24T20:00:00 08:00', 'whose + arrived as a blank'],
    ['2026-11-24T12:00:00.123Z[UTC]', 'ZonedDateTime'],
    ['2026-11-24t12:00:00z', 'lower-case t or z'],
    ['2026-11-24T12:00:00 PM', '12-hour clock'],
    ['11/24/2026, 12:00:00\u202FPM', 'U+202F'],
    ['26-11-24T12:00:00Z', 'a year of two digits'],
    ['٢٠٢٦-١١-٢٤T١٢:٠٠:٠٠Z', 'not 0 to 9 of ASCII'],
    ['20261124T120000Z', 'compact form'],
    ['2026-11-24 12:00:00 +0000 UTC m=+0.01', 'Go prints'],
    ['2026-36-24T12:36:00Z', 'its minutes were written there'],
    ['2026-11-31T12:00:00Z', 'a day that its month does not have'],
    ['2026-11-24T12:00:00Zx', '"x" stands after it'],
  ])('is told what is wrong with it: %s', (given, expected) => {
    expect(explainTimestampForm(given)).toContain(expected)
  })
})
