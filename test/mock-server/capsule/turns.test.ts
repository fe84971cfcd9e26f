import { describe, expect, it } from 'vitest'
import { createTurns } from '../../../mock-server/capsule/turns.ts'

/** Something that takes until it is told to end. */
function lasting(log: string[], name: string) {
  let end = (): void => {}
  const lasts = new Promise<void>((resolve) => (end = resolve))
  return {
    run: (): Promise<void> => {
      log.push(name)
      return lasts
    },
    end: (): void => end(),
  }
}

describe('turns', () => {
  it('carry out one after the other what comes at once, and at once what comes alone', async () => {
    const log: string[] = []
    const turns = createTurns()
    expect(turns.take('w1', () => 'alone')).toBe('alone')
    const first = lasting(log, 'first')
    const results = [
      turns.take('w1', first.run),
      turns.take('w1', () => log.push('second')),
      turns.take('w2', () => log.push('elsewhere')),
      turns.take('w1', () => log.push('third')),
    ]
    expect(log).toEqual(['first', 'elsewhere'])
    first.end()
    await Promise.all(results)
    expect(log).toEqual(['first', 'elsewhere', 'second', 'third'])
  })

  it('keep nobody waiting whom a consumer may be waiting for', async () => {
    const log: string[] = []
    const turns = createTurns()
    const call = lasting(log, 'call')
    const push = lasting(log, 'push')
    const called = turns.take('w1', call.run)
    const asked = turns.whileAsking(push.run)
    turns.take('w1', () => log.push('call of the consumer'))
    expect(log).toEqual(['call', 'push', 'call of the consumer'])
    push.end()
    await asked
    const later = turns.take('w1', () => log.push('later'))
    expect(log).toHaveLength(3)
    call.end()
    await Promise.all([called, later])
    expect(log[3]).toBe('later')
  })

  it('go on behind what failed', async () => {
    const turns = createTurns()
    const failing = turns.take('w1', () => Promise.reject(new Error('no')))
    const next = turns.take('w1', () => 'next')
    await expect(failing).rejects.toThrow('no')
    expect(await next).toBe('next')
    const fail = (): never => {
      throw new Error('at once')
    }
    expect(() => turns.take('w1', fail)).toThrow('at once')
    expect(turns.take('w1', () => 'again')).toBe('again')
  })
})
