import { describe, expect, it } from 'vitest'
import { createMock } from '../../watched-emulators.ts'
import { bytesOf, callerOf, sendTimes, type Caller } from './caller.ts'
import type { WorldHandle } from '../../../mock-server/entry/world-handle.ts'

async function world(lenient = false): Promise<{ world: WorldHandle; caller: Caller }> {
  const mock = createMock({ clock: 'virtual' })
  const made = await mock.createWorld({ seed: 5, lenient })
  return { world: made, caller: callerOf(mock.handle, made) }
}

/** A short story that touches all there is of a world; what a client and an onlooker see of it. */
async function play({ send }: Caller, on: WorldHandle): Promise<string[]> {
  const seen = []
  for (let index = 0; index < 11; index++) seen.push(bytesOf(await send({}, { nonce: `n-${index}` })))
  seen.push(bytesOf(await send({}, { nonce: 'n-3' })))
  await on.advance('1s')
  seen.push(bytesOf(await send({ TemplateCode: 'unknown' }, { nonce: 'n-20' })))
  seen.push(JSON.stringify(await on.wait('status:Read', { count: 10 })))
  seen.push(
    JSON.stringify([await on.messages(), await on.journal(), await on.clock(), await on.journalHash()]),
  )
  return seen
}

describe('a world taken back to a mark', () => {
  it('gives the same bytes for the same calls: chance, clock, nonces, throttle and journal are as they were', async () => {
    const { world: on, caller } = await world()
    await caller.send({}, { nonce: 'before' })
    await on.advance('3h')
    await on.mark('here')
    const first = await play(caller, on)
    expect(first.join('')).toContain('System.LimitControl')
    expect(first.join('')).toContain('SignatureNonceUsed')
    for (let time = 0; time < 3; time++) {
      await on.rewind('here')
      expect(await on.journal()).toHaveLength(1)
      expect((await on.clock()).iso).toBe('2026-01-01T03:00:00.000Z')
      expect(await play(caller, on)).toEqual(first)
    }
  })

  it('still knows what happened before the mark', async () => {
    const { world: on, caller } = await world()
    await caller.send({}, { nonce: 'before' })
    await on.mark()
    await caller.send()
    await on.rewind()
    expect(await on.messages()).toHaveLength(1)
    expect((await caller.send({}, { nonce: 'before' })).code).toBe('SignatureNonceUsed')
  })

  it('forgets the templates it adopted and the accounts seeded since', async () => {
    const { world: on, caller } = await world(true)
    const before = await on.export()
    await on.mark()
    await caller.send({ TemplateCode: 'adopted' })
    await on.extend({ accounts: [{ uid: '77', keys: [{ id: 'key-77', secret: 's' }] }] })
    expect(await on.export()).not.toEqual(before)
    await on.rewind()
    expect(await on.export()).toEqual(before)
    expect((await caller.send({}, { key: { id: 'key-77', secret: 's' } })).code).toBe(
      'InvalidAccessKeyId.NotFound',
    )
  })

  it('can go back to each of several marks, in any order', async () => {
    const { world: on, caller } = await world()
    for (const name of ['one', 'two', 'three']) {
      await caller.send()
      await on.mark(name)
    }
    for (const [name, count] of [
      ['one', 1],
      ['three', 3],
      ['two', 2],
      ['three', 3],
    ] as const) {
      await on.rewind(name)
      expect(await on.messages()).toHaveLength(count)
    }
  })

  it('is refused for a mark that was not made, and names those there are', async () => {
    const { world: on } = await world()
    await on.mark('here')
    await expect(on.rewind('there')).rejects.toThrow('World w1 has no mark there. Known: start, here.')
    await expect(on.mark('start')).rejects.toThrow(
      "The mark start is the world's beginning; choose another name.",
    )
  })
})

describe('a reset', () => {
  it('takes a world back to its beginning, with the same bytes for the same calls', async () => {
    const { world: on, caller } = await world()
    const first = await play(caller, on)
    await on.reset()
    expect([await on.journal(), await on.messages()]).toEqual([[], []])
    expect(await play(caller, on)).toEqual(first)
  })

  it('takes a fork back to where it was forked', async () => {
    const mock = createMock({ clock: 'virtual' })
    await sendTimes(callerOf(mock.handle, mock.demo), 3)
    const fork = await mock.demo.fork()
    await sendTimes(callerOf(mock.handle, fork), 4)
    await fork.reset()
    expect(await fork.messages()).toHaveLength(3)
    expect(await mock.demo.messages()).toHaveLength(3)
  })
})
