import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createNonces, type Nonces } from '../../../../mock-server/world/stores/nonces.ts'

const minute = 60_000

describe('nonces', () => {
  it('are remembered as long as a request that carries them could be accepted: half an hour', () => {
    const nonces = createNonces()
    expect(nonces.use('ak', 'a', 0)).toBe(true)
    for (const now of [0, 1, 29 * minute, 30 * minute - 1])
      expect(nonces.use('ak', 'a', now), `at ${now}`).toBe(false)
    expect(nonces.use('ak', 'a', 61 * minute)).toBe(true)
  })

  it('are remembered by a fork, and each side has its own from then on', () => {
    const origin = createNonces()
    origin.use('ak', 'before', 0)
    const fork = origin.fork()
    expect([
      origin.use('ak', 'x', 1),
      fork.use('ak', 'x', 1),
      origin.use('ak', 'x', 2),
      fork.use('ak', 'x', 2),
    ]).toEqual([true, true, false, false])
    expect([origin.use('ak', 'before', 3), fork.use('ak', 'before', 3)]).toEqual([false, false])
  })

  it('are those of one key: another may use the same', () => {
    const nonces = createNonces()
    expect(['ak-1', 'ak-2', 'ak-1', 'ak-2', 'ak-3', 'ak-3'].map((key) => nonces.use(key, 'same', 0))).toEqual(
      [true, true, false, false, true, false],
    )
  })

  it('are never accepted twice within the half hour, whatever is forked in between', () => {
    const story = fc.array(
      fc.record({
        on: fc.nat(1000),
        key: fc.constantFrom('ak-1', 'ak-2', 'ak-3'),
        nonce: fc.constantFrom(...'abcd'),
        pass: fc.integer({ min: 0, max: 3 * minute }),
        fork: fc.boolean(),
      }),
      { maxLength: 150 },
    )
    fc.assert(
      fc.property(story, (steps) => {
        const sides: [Nonces, Map<string, number>][] = [[createNonces(), new Map()]]
        let now = 0
        for (const { on, key, nonce, pass, fork } of steps) {
          now += pass
          const [nonces, used] = sides[on % sides.length] as (typeof sides)[number]
          if (fork && sides.length < 40) sides.push([nonces.fork(), new Map(used)])
          const accepted = nonces.use(key, nonce, now)
          const before = used.get(`${key} ${nonce}`)
          if (before === undefined) expect(accepted).toBe(true)
          else if (now - before < 30 * minute) expect(accepted).toBe(false)
          if (accepted) used.set(`${key} ${nonce}`, now)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('take half a million at a time, and forget the oldest beyond', () => {
    const nonces = createNonces()
    for (let index = 0; index < 1_000_001; index++) nonces.use('ak', `n-${index}`, 0)
    expect(nonces.use('ak', 'n-999999', 0)).toBe(false)
    expect(nonces.use('ak', 'n-600000', 0)).toBe(false)
    expect(nonces.use('ak', 'n-0', 0), 'forgotten').toBe(true)
  })
})
