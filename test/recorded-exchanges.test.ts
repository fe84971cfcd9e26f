import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { recordedFile, recordExchanges } from './recorded-exchanges/index.ts'
import { parseRecorded } from './recorded-exchanges/record.ts'

it('answers every recorded exchange with the same status, headers and bytes', async () => {
  const before = parseRecorded(readFileSync(recordedFile, 'utf8'))
  const now = await recordExchanges()
  const names = [...new Set([...before.keys(), ...now.keys()])]
  const changed = names.filter((name) => before.get(name) !== now.get(name))
  expect(
    changed.map(
      (name) => `${name}: ${before.get(name) ?? 'not recorded'} is now ${now.get(name) ?? 'absent'}`,
    ),
    'If the change is meant, run npm run record:exchanges and commit the file.',
  ).toEqual([])
  expect(before.size).toBeGreaterThan(1500)
})
