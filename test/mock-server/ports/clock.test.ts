import { describe, expect, it } from 'vitest'
import {
  createVirtualClock,
  endOfTime,
  systemClock,
  virtualStart,
  type Clock,
} from '../../../mock-server/ports/clock.ts'

const minute = 60_000
const hour = 60 * minute
const worldTime = Date.UTC(2026, 0, 1)
const machineStart = Date.UTC(2031, 5, 1)

/** A virtual clock beside a machine whose time the test sets. */
function clocks() {
  let time = machineStart
  const machine: Clock = {
    kind: 'system',
    now: () => time,
    distanceTo: (timestamp) => Math.abs(time - timestamp),
  }
  return {
    clock: createVirtualClock(worldTime, machine),
    machine,
    pass: (milliseconds: number) => void (time += milliseconds),
  }
}

describe('the machine clock', () => {
  it('shows the time of the machine', () => {
    const before = Date.now()
    expect(systemClock.now()).toBeGreaterThanOrEqual(before)
    expect(systemClock.distanceTo(Date.now() - hour)).toBeGreaterThanOrEqual(hour)
  })
})

describe('a virtual clock', () => {
  it('starts at 2026-01-01 and stands still until it is moved', () => {
    const clock = createVirtualClock()
    expect([clock.now(), new Date(virtualStart).toISOString()]).toEqual([
      virtualStart,
      '2026-01-01T00:00:00.000Z',
    ])
    clock.moveTo(virtualStart + hour)
    expect(clock.now()).toBe(virtualStart + hour)
  })

  it('goes forward only, and not beyond the year 9999', () => {
    const { clock } = clocks()
    clock.moveTo(worldTime + hour)
    expect(() => clock.moveTo(worldTime)).toThrow(
      'The clock stands at 2026-01-01T01:00:00.000Z and only goes forward; 2026-01-01T00:00:00.000Z lies before that',
    )
    for (const never of [Number.NaN, -Infinity]) expect(() => clock.moveTo(never)).toThrow(RangeError)
    for (const late of [endOfTime + 1, 1e20, Infinity])
      expect(() => clock.moveTo(late)).toThrow('goes up to 9999-12-31T23:59:59.999Z')
    clock.moveTo(endOfTime)
    expect(new Date(clock.now()).toISOString()).toBe('9999-12-31T23:59:59.999Z')
  })

  it('moves on its own after a fork', () => {
    const { clock } = clocks()
    const fork = clock.fork()
    clock.moveTo(worldTime + 1)
    fork.moveTo(worldTime + 2)
    expect([clock.now(), fork.now()]).toEqual([worldTime + 1, worldTime + 2])
  })

  it('takes a timestamp of its own time, however the machine goes', () => {
    const { clock } = clocks()
    clock.moveTo(worldTime + 48 * hour)
    expect(clock.distanceTo(worldTime + 48 * hour)).toBe(0)
    expect(clock.distanceTo(worldTime + 47 * hour)).toBe(hour)
  })

  it('takes a timestamp of the machine for the moment the clock stood at then', () => {
    const { clock, pass } = clocks()
    expect(clock.distanceTo(machineStart)).toBe(0)
    pass(5 * minute)
    clock.moveTo(worldTime + 48 * hour)
    expect(clock.distanceTo(machineStart + 5 * minute)).toBe(0)
    expect(clock.distanceTo(machineStart), 'signed before the move, two days ago in this world').toBe(
      48 * hour,
    )
    expect(clock.distanceTo(machineStart - hour)).toBe(48 * hour)
  })

  it('takes a stale timestamp of the machine for stale although the clock stands still', () => {
    const { clock, pass } = clocks()
    pass(20 * minute)
    expect(clock.distanceTo(machineStart)).toBe(20 * minute)
    expect(clock.distanceTo(machineStart + 20 * minute)).toBe(0)
  })

  it('takes a request for signed after a move within the same second, as timestamps have no milliseconds', () => {
    const { clock, pass } = clocks()
    pass(500)
    clock.moveTo(worldTime + 48 * hour)
    expect(clock.distanceTo(machineStart)).toBe(500)
  })

  it('translates after many moves as well', () => {
    const { clock, pass } = clocks()
    for (let move = 1; move <= 100; move++) {
      pass(1000)
      clock.moveTo(worldTime + move * hour)
    }
    expect(clock.distanceTo(machineStart + 100_000)).toBe(0)
    expect(clock.distanceTo(machineStart + 98_000)).toBe(2 * hour)
    expect(
      clock.distanceTo(machineStart + 1000),
      'older than what is remembered counts as the oldest that is',
    ).toBeGreaterThan(15 * minute)
  })
})
