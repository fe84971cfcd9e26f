import { describe, expect, it } from 'vitest'
import { createMock } from '../../watched-emulators.ts'
import { bytesOf, callerOf, sendTimes } from './caller.ts'

const to = (number: number) => ({ SenderList: [{ To: `86138${String(number).padStart(8, '0')}` }] })

describe('a fork', () => {
  it('starts where its origin stands: messages, journal, clock, directory', async () => {
    const mock = createMock({ clock: 'virtual' })
    await callerOf(mock.handle, mock.demo).send(to(1))
    await mock.demo.advance('90m')
    const fork = await mock.demo.fork()
    expect(await fork.messages()).toEqual(await mock.demo.messages())
    expect(await fork.journal()).toEqual(await mock.demo.journal())
    expect(await fork.clock()).toEqual(await mock.demo.clock())
    expect(JSON.stringify(await fork.export()).replaceAll(`.${fork.id}"`, '"')).toBe(
      JSON.stringify(await mock.demo.export()),
    )
  })

  it('has the keys of its origin under names of its own, with the same secrets', async () => {
    const mock = createMock({ clock: 'virtual' })
    const fork = await mock.demo.fork()
    const forkOfFork = await fork.fork()
    expect(fork.keys.map(({ id }) => id)).toEqual(mock.demo.keys.map(({ id }) => `${id}.w1`))
    expect(forkOfFork.keys.map(({ id }) => id)).toEqual(mock.demo.keys.map(({ id }) => `${id}.w2`))
    expect(fork.keys.map(({ secret }) => secret)).toEqual(mock.demo.keys.map(({ secret }) => secret))
    expect((await callerOf(mock.handle, forkOfFork).send()).code).toBe('OK')
  })

  it('keeps two keys apart that differ only in the name of a world', async () => {
    const mock = createMock({ clock: 'virtual' })
    const origin = await mock.createWorld({
      document: {
        extends: 'nothing',
        accounts: [
          {
            uid: '1',
            keys: [
              { id: 'key', secret: 'one' },
              { id: 'key.w7', secret: 'two' },
            ],
          },
        ],
      },
    })
    const fork = await origin.fork()
    expect(fork.keys.map(({ secret }) => secret)).toEqual(['one', 'two'])
    expect(new Set(fork.keys.map(({ id }) => id)).size).toBe(2)
  })

  it('is refused, and leaves nothing behind, when another world has one of its keys', async () => {
    const mock = createMock({
      clock: 'virtual',
      world: { accounts: [{ uid: '9', keys: [{ id: 'mock-ak-1.w1', secret: 's' }] }] },
    })
    await expect(mock.demo.fork()).rejects.toThrow(
      'Key mock-ak-1.w1 belongs to world demo already; a key leads to one world only.',
    )
    expect(mock.worlds.list().map(({ id }) => id)).toEqual(['demo'])
    expect(mock.worlds.ownerOf('mock-ak-2.w1')).toBeUndefined()
    expect((await mock.demo.fork()).id).toBe('w2')
  })

  it('does not see what happens in its origin afterwards, nor the origin what happens in it', async () => {
    const mock = createMock({ clock: 'virtual', lenient: true })
    const inOrigin = callerOf(mock.handle, mock.demo)
    await inOrigin.send(to(1))
    const fork = await mock.demo.fork()
    const inFork = callerOf(mock.handle, fork)
    await inOrigin.send({ ...to(2), TemplateCode: 'of-origin' })
    await inFork.send({ ...to(3), TemplateCode: 'of-fork' })
    await inFork.send({ ...to(4), From: '8613999999999', CustSpaceId: undefined })
    await fork.advance('1h')
    const numbers = (messages: { to: string }[]) =>
      messages.map(({ to: number }) => Number(number.slice(5))).sort()
    expect(numbers(await mock.demo.messages())).toEqual([1, 2])
    expect(numbers(await fork.messages())).toEqual([1, 3, 4])
    expect(await mock.demo.journal()).toHaveLength(2)
    expect(await fork.journal()).toHaveLength(3)
    const [origin, own] = [JSON.stringify(await mock.demo.export()), JSON.stringify(await fork.export())]
    expect([
      origin.includes('of-origin'),
      origin.includes('of-fork'),
      origin.includes('8613999999999'),
    ]).toEqual([true, false, false])
    expect([own.includes('of-origin'), own.includes('of-fork'), own.includes('8613999999999')]).toEqual([
      false,
      true,
      true,
    ])
    expect((await mock.demo.clock()).iso).toBe('2026-01-01T00:00:00.000Z')
  })

  it('has removed from its journal only what was removed there', async () => {
    const mock = createMock({ clock: 'virtual' })
    await callerOf(mock.handle, mock.demo).send()
    const fork = await mock.demo.fork()
    mock.worlds.get(fork.id)?.journal.remove(() => true)
    expect([(await fork.journal()).length, (await mock.demo.journal()).length]).toEqual([0, 1])
  })

  it('goes on with the nonces and throttle windows of its origin', async () => {
    const mock = createMock({ clock: 'virtual' })
    await sendTimes(callerOf(mock.handle, mock.demo), 8)
    const fork = await mock.demo.fork()
    const inFork = callerOf(mock.handle, fork)
    expect(await sendTimes(inFork, 3)).toEqual(['OK', 'OK', 'System.LimitControl'])
    expect(await sendTimes(callerOf(mock.handle, mock.demo), 3)).toEqual(['OK', 'OK', 'System.LimitControl'])
  })

  it('answers the next call with the bytes its origin would have', async () => {
    const mock = createMock({ clock: 'virtual' })
    await callerOf(mock.handle, mock.demo).send()
    const fork = await mock.demo.fork()
    const [inOrigin, inFork] = [
      await callerOf(mock.handle, mock.demo).send({}, { nonce: 'n' }),
      await callerOf(mock.handle, fork).send({}, { nonce: 'n' }),
    ]
    expect(bytesOf(inFork)).toBe(bytesOf(inOrigin))
  })

  it('keeps its own, and everything of those above it, after twenty forks of forks', async () => {
    const mock = createMock({ clock: 'virtual', lenient: true, throttled: false })
    const worlds = [mock.demo]
    for (let depth = 0; depth < 20; depth++) {
      const world = worlds[depth] as typeof mock.demo
      await callerOf(mock.handle, world).send(
        { ...to(depth), TemplateCode: `template-${depth}` },
        { nonce: `nonce-${depth}` },
      )
      worlds.push(await world.fork())
      await callerOf(mock.handle, world).send(to(1000 + depth))
    }
    for (const [depth, world] of worlds.entries()) {
      const inherited = Array.from({ length: depth }, (_, index) => index)
      const own = depth < 20 ? [depth, 1000 + depth] : []
      expect(
        (await world.messages()).map(({ to: number }) => Number(number.slice(5))).sort((a, b) => a - b),
      ).toEqual([...inherited, ...own])
      expect(await world.journal()).toHaveLength(depth + own.length)
      const text = JSON.stringify(await world.export())
      expect([...text.matchAll(/"code":"template-(\d+)"/g)].map(([, number]) => Number(number))).toEqual([
        ...inherited,
        ...own.slice(0, 1),
      ])
    }
  })
})
