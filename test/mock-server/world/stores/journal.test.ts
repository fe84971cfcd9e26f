import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../../../contracts/exchange.ts'
import { createMock } from '../../../watched-emulators.ts'
import { createJournal, type Journal } from '../../../../mock-server/world/stores/journal.ts'
import { memoryInUse } from '../../../memory-in-use.ts'
import { callerOf, sendTimes } from '../caller.ts'

const exchange = (number: number, body = ''): Exchange => ({
  at: number,
  world: 'w1',
  operation: 'SendChatappMassMessage',
  accessKeyId: 'key',
  input: {},
  status: 200,
  code: 'OK',
  body,
  requestId: `id-${number}`,
  rule: 'rule',
  evidence: { class: 'assumed', source: 'a test' },
  faults: [],
  remarks: [],
})

const numbersIn = (journal: Journal): number[] => [...journal.newest()].map(({ exchange: { at } }) => at)

describe('a journal', () => {
  it('lists the newest first and finds by request id', () => {
    const journal = createJournal()
    for (let number = 0; number < 1000; number++) journal.add(exchange(number))
    expect(numbersIn(journal)).toEqual(Array.from({ length: 1000 }, (_, index) => 999 - index))
    expect(journal.find('id-7')?.at).toBe(7)
    expect(journal.find('id-1000')).toBeUndefined()
  })

  it.each([1, 2, 7, 8, 100, 1000])('keeps at most %i exchanges, the newest, and not many less', (count) => {
    const journal = createJournal({ count, bytes: 1e9 })
    for (let number = 0; number < 3 * count + 5; number++) {
      journal.add(exchange(number))
      expect(journal.size).toBeLessThanOrEqual(count)
    }
    const kept = numbersIn(journal)
    expect(kept[0]).toBe(3 * count + 4)
    expect(kept).toHaveLength(journal.size)
    expect(journal.size).toBeGreaterThanOrEqual(Math.floor(count * 0.87))
    expect(kept).toEqual(Array.from({ length: kept.length }, (_, index) => 3 * count + 4 - index))
    expect(journal.find('id-0')).toBeUndefined()
  })

  it('keeps at most so many bytes, and the newest exchange whatever its size', () => {
    const journal = createJournal({ count: 10_000, bytes: 1_000_000 })
    for (let number = 0; number < 100; number++) {
      journal.add(exchange(number, 'x'.repeat(50_000)))
      expect(journal.size * 50_600).toBeLessThanOrEqual(1_000_000)
    }
    expect(journal.size).toBeGreaterThanOrEqual(15)
    journal.add(exchange(100, 'x'.repeat(5_000_000)))
    expect(numbersIn(journal)[0]).toBe(100)
    expect(journal.size).toBeLessThanOrEqual(3)
    journal.add(exchange(101))
    expect(numbersIn(journal)[0]).toBe(101)
  })

  it('lets go of the bodies it no longer lists', () => {
    const journal = createJournal({ count: 10_000, bytes: 8_000_000 })
    const before = memoryInUse()
    for (let number = 0; number < 2000; number++)
      journal.add(exchange(number, JSON.stringify([number, 'x'.repeat(100_000)])))
    expect(memoryInUse() - before).toBeLessThan(20)
    expect(journal.size).toBeLessThan(80)
  })

  it('counts the keys of callers, too, whatever they send as such', () => {
    const journal = createJournal({ count: 10_000, bytes: 8_000_000 })
    for (let number = 0; number < 200; number++)
      journal.add({ ...exchange(number), accessKeyId: 'k'.repeat(1_000_000) })
    expect(journal.size).toBeLessThan(10)
  })

  it('of a fork is bounded on its own', async () => {
    const mock = createMock({ clock: 'virtual', journalLimits: { count: 4, bytes: 1e9 } })
    const caller = callerOf(mock.handle, mock.demo)
    await sendTimes(caller, 3)
    const fork = await mock.demo.fork()
    await sendTimes(caller, 6)
    expect(await mock.demo.journal()).toHaveLength(4)
    expect(await fork.journal()).toHaveLength(3)
  })

  it('behaves as an array that is copied at every fork, with removals', () => {
    const story = fc.array(
      fc.record({
        kind: fc.constantFrom('add', 'add', 'add', 'fork', 'remove'),
        on: fc.nat(1000),
        by: fc.integer({ min: 2, max: 5 }),
      }),
      { maxLength: 150 },
    )
    fc.assert(
      fc.property(story, (steps) => {
        const sides: { journal: Journal; plain: number[] }[] = [{ journal: createJournal(), plain: [] }]
        for (const [number, { kind, on, by }] of steps.entries()) {
          const side = sides[on % sides.length] as (typeof sides)[number]
          if (kind === 'fork') sides.push({ journal: side.journal.fork(), plain: [...side.plain] })
          else if (kind === 'add') {
            side.journal.add(exchange(number))
            side.plain = [number, ...side.plain]
          } else {
            const kept = side.plain.filter((each) => each % by !== 0)
            expect(side.journal.remove(({ at }) => at % by === 0)).toBe(side.plain.length - kept.length)
            side.plain = kept
          }
        }
        for (const { journal, plain } of sides) {
          expect(numbersIn(journal)).toEqual(plain)
          expect(journal.size).toBe(plain.length)
          const sequences = [...journal.newest()].map(({ sequence }) => sequence)
          expect(sequences).toEqual([...sequences].sort((a, b) => b - a))
          for (const number of plain) expect(journal.find(`id-${number}`)?.at).toBe(number)
        }
      }),
      { numRuns: 200 },
    )
  })
})
