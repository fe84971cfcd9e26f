import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLayeredMap, type LayeredMap } from '../../../../mock-server/world/stores/layered-map.ts'

type Step = { readonly kind: 'set' | 'delete' | 'fork'; readonly on: number; readonly key: string }

const steps = fc.array(
  fc.record({
    kind: fc.constantFrom('set', 'set', 'delete', 'fork'),
    on: fc.nat(1000),
    key: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  }),
  { maxLength: 120 },
) as fc.Arbitrary<Step[]>

describe('a layered map', () => {
  it('behaves as plain maps that are copied at every fork', () => {
    fc.assert(
      fc.property(steps, (story) => {
        const pairs: [LayeredMap<number>, Map<string, number>][] = [[createLayeredMap<number>(), new Map()]]
        for (const [index, { kind, on, key }] of story.entries()) {
          const [layered, plain] = pairs[on % pairs.length] as (typeof pairs)[number]
          if (kind === 'fork') pairs.push([layered.fork(), new Map(plain)])
          else if (kind === 'set') {
            layered.set(key, index)
            plain.set(key, index)
          } else {
            layered.delete(key)
            plain.delete(key)
          }
        }
        for (const [layered, plain] of pairs) {
          expect(new Map(layered.entries())).toEqual(plain)
          expect([...layered.values()].sort()).toEqual([...plain.values()].sort())
          for (const key of 'abcdef')
            expect([layered.get(key), layered.has(key)]).toEqual([plain.get(key), plain.has(key)])
        }
      }),
      { numRuns: 500 },
    )
  })

  it('lists what was entered in the order of entry, across forks', () => {
    let map = createLayeredMap<number>()
    for (let index = 0; index < 50; index++) {
      map.set(`key-${index}`, index)
      map = map.fork()
    }
    expect([...map.values()]).toEqual(Array.from({ length: 50 }, (_, index) => index))
  })
})
