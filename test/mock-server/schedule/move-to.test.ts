import { describe, expect, it } from 'vitest'
import { createMock } from '../../watched-emulators.ts'
import { virtualStart } from '../../../mock-server/ports/clock.ts'
import type { PushAnswer } from '../../../mock-server/ports/transport.ts'
import type { Message } from '../../../mock-server/world/message.ts'
import { massSend, recipients, signed, testTime, wireTime } from '../../signed-requests.ts'
import { toReply } from '../../mock-under-test.ts'
import { callerOf, sendTimes } from '../world/caller.ts'
import { receiving } from '../receipts/receiving.ts'
import { outcomeOf } from './outcome-of.ts'

function virtual(throttled = true) {
  const mock = createMock({ clock: 'virtual', throttled })
  return { mock, world: mock.demo, caller: callerOf(mock.handle, mock.demo) }
}
const at = async (mock: ReturnType<typeof createMock>, timestamp: number): Promise<unknown> =>
  toReply(await mock.handle(signed(massSend(), { timestamp: wireTime(timestamp) }))).code

describe('moving the clock', () => {
  it('goes from change to change, and tells when the next is', async () => {
    const { world, caller } = virtual()
    await caller.send({ SenderList: recipients(3) })
    const seen = [JSON.stringify(await world.messages())]
    for (let next = (await world.clock()).next; next !== null; next = (await world.clock()).next) {
      expect((await world.next()).now).toBe(next)
      seen.push(JSON.stringify(await world.messages()))
      await world.mark('now')
      await world.reset()
      await caller.send({ SenderList: recipients(3) }, { at: virtualStart })
      await world.moveTo(next - 1)
      expect(JSON.stringify(await world.messages()), 'nothing changes before it').toBe(seen.at(-2))
      await world.rewind('now')
    }
    expect(seen.length).toBeGreaterThan(7)
    expect((await world.messages('status:Read')).length).toBe(3)
    const { now } = await world.clock()
    expect((await world.next()).now, 'nothing is due: the clock stays').toBe(now)
  })

  it('is refused to the past, and on the clock of the machine', async () => {
    const { world } = virtual()
    await expect(world.moveTo(virtualStart - 1)).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining('only goes forward') as string,
    })
    await expect(world.moveTo('2026-02-30T00:00:00')).rejects.toMatchObject({ status: 400 })
    await expect(world.moveTo('2026-03-02T01:00:00+01:00')).resolves.toMatchObject({
      iso: '2026-03-02T00:00:00.000Z',
    })
    await expect(world.advance('300000000d')).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining('9999-12-31') as string,
    })
    await expect(world.moveTo(1e20)).rejects.toMatchObject({ status: 400 })
    expect((await world.clock()).iso).toBe('2026-03-02T00:00:00.000Z')
    await expect(createMock().demo.advance('1h')).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining('system clock') as string,
    })
  })

  it('opens the throttle window again', async () => {
    const { world, caller } = virtual()
    expect(await sendTimes(caller, 11)).toContain('System.LimitControl')
    await world.advance('1s')
    expect(await sendTimes(caller, 10)).not.toContain('System.LimitControl')
  })

  it('makes a nonce free again that is too old to be replayed', async () => {
    const { world, caller } = virtual()
    await caller.send({}, { nonce: 'n' })
    await world.advance('14m')
    expect((await caller.send({}, { nonce: 'n' })).code).toBe('SignatureNonceUsed')
    await world.advance('48h')
    expect((await caller.send({}, { nonce: 'n' })).code).toBe('OK')
  })
})

describe('two who move the clock of one world, while receipts are pushed', () => {
  const statuses = ['Sent', 'Delivered', 'Read'] as const
  /** A world with a message under way to Read, whose consumer answers each push a turn of the event loop later. */
  async function underWay() {
    let pushed = (): void => {}
    const firstPush = new Promise<void>((resolve) => (pushed = resolve))
    const post = (): Promise<PushAnswer> => (
      pushed(),
      new Promise((resolve) =>
        setImmediate(resolve, { outcome: 'answered', status: 200, body: '{"code":0}', cut: false }),
      )
    )
    const { mock, demo } = receiving(
      { url: 'http://127.0.0.1:1/' },
      { transport: { post, close: () => Promise.resolve() } },
    )
    await mock.send({ SenderList: [{ To: '8613800000001', TemplateParams: { name: 'A', order: '1' } }] })
    return { demo, firstPush }
  }

  it('both arrive', async () => {
    const { demo } = await underWay()
    const start = (await demo.clock()).now
    await Promise.all(['1h', '2h', '1h'].map(async (duration) => demo.advance(duration)))
    expect((await demo.clock()).now).toBeGreaterThanOrEqual(start + 2 * 3_600_000)
  })

  it('both see what they wait for, as it was at its moment', async () => {
    const { demo } = await underWay()
    const waited = await Promise.all(statuses.map((status) => demo.wait(`to:8613800000001 status:${status}`)))
    expect(
      waited.map(({ satisfied, matches }) => [
        satisfied,
        matches.map((message) => (message as Message).status),
      ]),
    ).toEqual(statuses.map((status) => [true, [status]]))
  })

  it('leave the world at the mark it is taken back to', async () => {
    const { demo, firstPush } = await underWay()
    await demo.mark('accepted')
    const moves = Promise.all([outcomeOf(demo.wait('status:Read')), demo.advance('1h')])
    await firstPush
    await demo.rewind('accepted')
    expect((await moves)[0]).toMatchObject({
      satisfied: false,
      reason: 'The world was taken back to a mark meanwhile.',
    })
    expect((await demo.clock()).now).toBe(testTime)
    expect(await demo.wait('status:Read')).toMatchObject({ satisfied: true })
  })
})

describe('the timestamp of a call to a virtual world', () => {
  it('may be the time of the machine, before and after the clock moved two days', async () => {
    const { mock, world } = virtual()
    expect(await at(mock, Date.now())).toBe('OK')
    await world.advance('48h')
    expect(await at(mock, Date.now())).toBe('OK')
  })

  it('may be the time of the world', async () => {
    const { mock, world } = virtual()
    expect(await at(mock, virtualStart)).toBe('OK')
    await world.advance('48h')
    expect(await at(mock, virtualStart + 48 * 3_600_000)).toBe('OK')
  })

  it('is refused when it is stale in both', async () => {
    const { mock, world } = virtual()
    await world.advance('48h')
    for (const stale of [
      Date.now() - 16 * 60_000,
      Date.now() + 16 * 60_000,
      virtualStart,
      virtualStart + 47 * 3_600_000,
      0,
    ])
      expect(await at(mock, stale), wireTime(stale)).toBe('InvalidTimeStamp.Expired')
  })
})
