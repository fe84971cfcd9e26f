import { describe, expect, it } from 'vitest'
import { systemTimer } from '../mock-server/ports/timer.ts'
import { takeLongTimers } from './timer-watch.ts'

describe('a timer of the test run', () => {
  it('is noticed when it is longer than 10 ms, with the place it was set at', () => {
    const cancel = systemTimer(11, () => {})
    const timeout = setTimeout(() => {}, 60_000)
    const interval = setInterval(() => {}, 12)
    const found = takeLongTimers()
    cancel()
    clearTimeout(timeout)
    clearInterval(interval)
    expect(found.map(({ delay }) => delay)).toEqual([11, 60_000, 12])
    expect(found.map(({ where }) => /(ports\/timer|test\/timers\.test)\.ts/.exec(where)?.[1])).toEqual([
      'ports/timer',
      'test/timers.test',
      'test/timers.test',
    ])
  })

  it('is noticed when it ran to its end', async () => {
    await new Promise<void>((resolve) => void systemTimer(11, resolve))
    expect(takeLongTimers()).toMatchObject([{ delay: 11 }])
  })

  it('does not count when it is short, or a deadline that was called off', async () => {
    await new Promise<void>((resolve) => void systemTimer(1, resolve))
    clearTimeout(setTimeout(() => {}, 60_000))
    systemTimer(30_000, () => {})()
    expect(takeLongTimers()).toEqual([])
  })
})
