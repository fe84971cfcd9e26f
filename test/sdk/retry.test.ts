import fc from 'fast-check'
import { expect, it } from 'vitest'
import { defaultRetry, retryDelay } from '../../sdk/index.ts'

it('the range of delays doubles up to its cap', () => {
  expect([1, 2, 3, 4, 20].map((failed) => retryDelay(failed, 1, { base: 100, cap: 500 }))).toEqual([
    100, 200, 400, 500, 500,
  ])
  expect(retryDelay(3, 0, defaultRetry)).toBe(0)
})

it('a delay lies anywhere in its range, after what the API asked for', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1100 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      fc.integer({ min: 0, max: 10_000 }),
      (failed, random, retryAfter) => {
        const delay = retryDelay(failed, random, defaultRetry, retryAfter)
        expect(delay).toBeGreaterThanOrEqual(retryAfter)
        expect(delay).toBeLessThanOrEqual(retryAfter + defaultRetry.cap)
      },
    ),
  )
})
