import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom, freshSeed } from '../../../mock-server/ports/random.ts'

const draw = (random: ReturnType<typeof createRandom>) => [
  random.next(),
  random.digits(17),
  random.hex(24),
  random.uuid(),
  random.next(),
]

describe('seeded chance', () => {
  it('gives the same sequence for the same seed, today and in every later version', () => {
    expect(draw(createRandom(1))).toEqual(draw(createRandom(1)))
    expect(createRandom(1).uuid()).toMatchInlineSnapshot(`"4362ECBC-9A78-5ED3-A3B4-881E39456B40"`)
    expect(createRandom(4_294_967_295).digits(14)).toMatchInlineSnapshot(`"24643321615689"`)
  })

  it('gives other sequences for other seeds', () => {
    const firsts = new Set(Array.from({ length: 10_000 }, (_, seed) => createRandom(seed).uuid()))
    expect(firsts.size).toBe(10_000)
  })

  it('has the forms of the wire', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 60 }), (seed, count) => {
        const random = createRandom(seed)
        expect(random.digits(count)).toMatch(new RegExp(`^\\d{${count}}$`))
        expect(random.hex(count)).toMatch(new RegExp(`^[0-9a-f]{${count}}$`))
        expect(random.uuid()).toMatch(/^[0-9A-F]{8}-[0-9A-F]{4}-5[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/)
        const next = random.next()
        expect(next >= 0 && next < 1).toBe(true)
      }),
    )
  })

  it('goes on in a fork as in its origin, each on its own', () => {
    const origin = createRandom(3)
    origin.next()
    const fork = origin.fork()
    expect(draw(fork)).toEqual(draw(origin))
    origin.next()
    expect(draw(fork)).not.toEqual(draw(origin))
  })

  it('spreads evenly', () => {
    const random = createRandom(5)
    const counts = Array.from({ length: 10 }, () => 0)
    for (let index = 0; index < 100_000; index++) {
      const tenth = Math.floor(random.next() * 10)
      counts[tenth] = (counts[tenth] ?? 0) + 1
    }
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500)
  })
})

describe('a seed nobody chose', () => {
  it('is a small whole number, easy to type', () => {
    for (let count = 0; count < 100; count++) {
      const seed = freshSeed()
      expect(Number.isInteger(seed) && seed >= 1 && seed < 1_000_000).toBe(true)
    }
  })
})
