import { expect, it } from 'vitest'
import { createSeenNumbers } from '../../../lab/preflight/seen-numbers.ts'

it('finds every number again with its first line, and keeps at most 16 bytes for each of many', () => {
  const seen = createSeenNumbers()
  const count = 300_000
  const number = (index: number): string => String(8_613_800_000_000 + index * 37)
  for (let index = 0; index < count; index++)
    if (seen.firstLine(number(index), index + 2) !== undefined) throw new Error(`${index} was there`)
  for (let index = 0; index < count; index += 7)
    if (seen.firstLine(number(index), 0) !== index + 2) throw new Error(`${index} was lost`)
  expect(seen.bytes / count).toBeLessThanOrEqual(16)
})

it('keeps ids that are no numbers apart', () => {
  const seen = createSeenNumbers()
  expect(['a', 'A', '0123', '123', 'a'].map((id, index) => seen.firstLine(id, index))).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    0,
  ])
})
