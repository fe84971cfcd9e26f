import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createAgenda, type DueEvent } from '../../../../mock-server/world/stores/agenda.ts'

const times = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 60 })

const event = (at: number, id: number): DueEvent => ({ at, kind: 'batch', id: String(id), since: 0 })

describe('an agenda', () => {
  it('gives what is due earliest first, of equal times in the order of entry, and nothing that is not due', () => {
    fc.assert(
      fc.property(times, fc.integer({ min: 0, max: 20 }), (entered, now) => {
        const agenda = createAgenda()
        for (const [index, at] of entered.entries()) agenda.add(event(at, index))
        const expected = entered
          .map(event)
          .filter(({ at }) => at <= now)
          .sort((a, b) => a.at - b.at || Number(a.id) - Number(b.id))
        const taken: DueEvent[] = []
        for (let event = agenda.take(now); event !== undefined; event = agenda.take(now)) taken.push(event)
        expect(taken).toEqual(expected)
        expect(agenda.size).toBe(entered.length - expected.length)
        expect(agenda.next === undefined || agenda.next.at > now).toBe(true)
      }),
    )
  })

  it('and its fork take and add on their own', () => {
    const agenda = createAgenda()
    for (const at of [5, 1, 3]) agenda.add(event(at, at))
    const fork = agenda.fork()
    expect(agenda.take(9)?.at).toBe(1)
    fork.add(event(0, 9))
    expect([agenda.next?.at, agenda.size, fork.next?.at, fork.size]).toEqual([3, 2, 0, 4])
  })
})
