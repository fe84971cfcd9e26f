import { describe, expect, it } from 'vitest'
import { createMock } from '../../watched-emulators.ts'
import type { Mock } from '../../../mock-server/entry/create-mock.ts'
import { virtualStart } from '../../../mock-server/ports/clock.ts'
import type { WorldHandle } from '../../../mock-server/entry/world-handle.ts'
import { refusalOf, toReply } from '../../mock-under-test.ts'
import { keys, massSend, signed } from '../../signed-requests.ts'
import { callerOf, sendTimes, type Caller } from './caller.ts'

async function twoWorlds(
  lenient = false,
): Promise<{ mock: Mock; a: WorldHandle; b: WorldHandle; inA: Caller; inB: Caller }> {
  const mock = createMock({ clock: 'virtual' })
  const a = await mock.createWorld({ lenient })
  const b = await mock.createWorld({ lenient })
  return { mock, a, b, inA: callerOf(mock.handle, a), inB: callerOf(mock.handle, b) }
}

const notFound = {
  status: 404,
  code: 'InvalidAccessKeyId.NotFound',
  message: 'Specified access key is not found.',
  rule: 'gateway.key-is-known',
}

describe('a key', () => {
  it('leads to one world only', async () => {
    const { mock, a, b } = await twoWorlds()
    const owners = new Map<string, string>()
    for (const { id, keys: own } of [mock.demo, a, b]) {
      for (const key of own) {
        expect(owners.get(key.id)).toBeUndefined()
        owners.set(key.id, id)
        expect(mock.worlds.ofKey(key.id).id).toBe(id)
      }
    }
    expect(owners.size).toBe(3 * Object.keys(keys).length)
  })

  it('of another world does not open this one, with either secret', async () => {
    const { mock, a, b } = await twoWorlds()
    const reply = await callerOf(mock.handle, a).send(
      {},
      { key: { id: a.accessKeyId, secret: `${b.accessKeySecret}x` } },
    )
    expect(reply.code).toBe('SignatureDoesNotMatch')
    expect(await b.journal()).toEqual([])
    expect((await a.journal()).map(({ code }) => code)).toEqual(['SignatureDoesNotMatch'])
  })

  it('that nobody knows is refused, and no world but the demo world takes notice', async () => {
    const { mock, a, b, inA } = await twoWorlds()
    expect(refusalOf(await inA.send({}, { key: { id: 'mock-ak-1.w99', secret: 'mock-sk-1' } }))).toEqual(
      notFound,
    )
    expect([
      (await a.journal()).length,
      (await b.journal()).length,
      (await mock.demo.journal()).length,
    ]).toEqual([0, 0, 1])
  })
})

describe('nothing of one world shows in another', () => {
  it('of its messages', async () => {
    const { mock, a, b, inA } = await twoWorlds()
    await inA.send({ SenderList: [{ To: '8613800000077' }] })
    expect((await a.messages()).map(({ to }) => to)).toEqual(['8613800000077'])
    expect(await b.messages()).toEqual([])
    expect(await mock.demo.messages()).toEqual([])
  })

  it('of its journal', async () => {
    const { mock, a, b, inA, inB } = await twoWorlds()
    await inA.send()
    await inB.send({ ChannelType: 'line' })
    expect((await a.journal()).map(({ world, code }) => [world, code])).toEqual([[a.id, 'OK']])
    expect((await b.journal()).map(({ world, code }) => [world, code])).toEqual([
      [b.id, 'InvalidParameter.ChannelTypeNotSupport'],
    ])
    expect(await mock.demo.journal()).toEqual([])
  })

  it('of its nonces', async () => {
    const { inA, inB } = await twoWorlds()
    expect((await inA.send({}, { nonce: 'once' })).code).toBe('OK')
    expect((await inB.send({}, { nonce: 'once' })).code).toBe('OK')
    expect((await inA.send({}, { nonce: 'once' })).code).toBe('SignatureNonceUsed')
  })

  it('of its throttle windows', async () => {
    const { inA, inB } = await twoWorlds()
    expect((await sendTimes(inA, 12)).filter((code) => code === 'OK')).toHaveLength(10)
    expect((await sendTimes(inB, 10)).filter((code) => code === 'OK')).toHaveLength(10)
  })

  it('of its clock', async () => {
    const { mock, a, b } = await twoWorlds()
    await a.advance('48h')
    expect((await a.clock()).iso).toBe('2026-01-03T00:00:00.000Z')
    expect((await b.clock()).iso).toBe('2026-01-01T00:00:00.000Z')
    expect((await mock.demo.clock()).iso).toBe('2026-01-01T00:00:00.000Z')
  })

  it('of its chance: calls in one leave the ids of the other as they were', async () => {
    const alone = await twoWorlds()
    const expected = (await alone.inB.send({}, { nonce: 'n' })).text
    const beside = await twoWorlds()
    await sendTimes(beside.inA, 5)
    expect((await beside.inB.send({}, { nonce: 'n' })).text).toBe(expected)
  })

  it('of the senders and templates it adopted', async () => {
    const { mock, a, b, inA, inB } = await twoWorlds(true)
    const strict = callerOf(mock.handle, mock.demo)
    const unknown = { From: '8613911111111', CustSpaceId: undefined, TemplateCode: '1190000000000000099' }
    expect((await inA.send(unknown)).code).toBe('OK')
    expect((await strict.send(unknown)).code).not.toBe('OK')
    const templatesOf = async (world: WorldHandle) => JSON.stringify((await world.export()).accounts)
    expect(await templatesOf(a)).toContain('1190000000000000099')
    expect(await templatesOf(b)).not.toContain('1190000000000000099')
    expect(await templatesOf(b)).not.toContain('8613911111111')
    expect(
      (await inB.send({ TemplateCode: '1190000000000000099' })).code,
      'adopted by the other one on its own',
    ).toBe('OK')
    expect(await templatesOf(b)).not.toContain('8613911111111')
  })

  it('of the accounts that were seeded into it', async () => {
    const { mock, a, b } = await twoWorlds()
    await a.extend({
      accounts: [
        { uid: '77', keys: [{ id: 'key-77', secret: 's' }], spaces: [{ id: 'space-77', numbers: ['77'] }] },
      ],
    })
    expect(JSON.stringify(await a.export())).toContain('space-77')
    expect(JSON.stringify(await b.export())).not.toContain('space-77')
    expect(JSON.stringify(await mock.demo.export())).not.toContain('space-77')
  })
})

describe('a world that was removed', () => {
  it('is gone with its keys, and the others stay', async () => {
    const { mock, a, inA, inB } = await twoWorlds()
    await inA.send()
    await a.remove()
    const request = signed(massSend(), {
      key: { id: a.accessKeyId, secret: a.accessKeySecret },
      at: virtualStart,
    })
    expect(refusalOf(toReply(await mock.handle(request)))).toEqual(notFound)
    expect(mock.worlds.list().map(({ id }) => id)).toEqual(['demo', 'w2'])
    expect((await inB.send()).code).toBe('OK')
    await expect(a.messages()).rejects.toThrow('There is no world w1. Known: demo, w2.')
  })

  it('leaves keys to others that a reset had taken out of it', async () => {
    const { mock, a, b } = await twoWorlds()
    const more = { accounts: [{ uid: '77', keys: [{ id: 'key-77', secret: 's' }] }] }
    await a.extend(more)
    await a.reset()
    await expect(b.extend(more)).rejects.toThrow(
      'The key key-77 belongs to world w1; a key leads to one world only.',
    )
    await a.remove()
    expect(mock.worlds.ownerOf('key-77')).toBeUndefined()
    await b.extend(more)
    expect(mock.worlds.ofKey('key-77').id).toBe(b.id)
  })

  it('can be the demo world never', async () => {
    const { mock } = await twoWorlds()
    await expect(mock.demo.remove()).rejects.toThrow('The demo world cannot be removed; reset it instead.')
    expect(mock.worlds.get('demo')).toBe(mock.world)
  })
})
