import { describe, expect, it } from 'vitest'
import type { Message } from '../../../mock-server/world/message.ts'
import { createMock } from '../../watched-emulators.ts'
import type { MockOptions } from '../../../mock-server/entry/create-mock.ts'
import { virtualStart, type Clock } from '../../../mock-server/ports/clock.ts'
import type { Waited, WorldHandle } from '../../../mock-server/entry/world-handle.ts'
import { recipients } from '../../signed-requests.ts'
import { callerOf } from '../world/caller.ts'
import { outcomeOf } from './outcome-of.ts'

function mockWith(options: MockOptions = {}) {
  const mock = createMock({ clock: 'virtual', throttled: false, ...options })
  return { mock, world: mock.demo, caller: callerOf(mock.handle, mock.demo) }
}

/** A plan in which every message is sent after 1 s, delivered after 2 more and read after 10 more. */
const steady = {
  sent: [1000, 1000],
  delivered: [2000, 2000],
  read: [10_000, 10_000],
  readProbability: 1,
  failProbability: 0,
  failCode: '131026',
} as const
const to = (...numbers: string[]) => ({
  SenderList: numbers.map((To) => ({ To, TemplateParams: { name: 'Ann', order: 'A-1001' } })),
})
const statuses = (matches: readonly unknown[]) => (matches as Message[]).map(({ status }) => status)

describe('waiting in a virtual world', () => {
  it('jumps to the moment the condition becomes true, and answers with what matched', async () => {
    const { world, caller } = mockWith({ plan: steady })
    await caller.send(to('8613800000001'))
    for (const [status, seconds] of [
      ['Accepted', 0],
      ['Sent', 1],
      ['Delivered', 3],
      ['Read', 13],
    ] as const) {
      const before = (await world.clock()).now
      const result = await outcomeOf(world.wait(`status:${status}`))
      expect(result).toMatchObject({
        satisfied: true,
        at: virtualStart + seconds * 1000,
        waited: virtualStart + seconds * 1000 - before,
      })
      expect(statuses(result.matches)).toEqual([status])
      expect((await world.clock()).now).toBe(result.at)
    }
  })

  it('does not move the clock for what is true already', async () => {
    const { world, caller } = mockWith()
    await caller.send(to('8613800000001'))
    expect(await outcomeOf(world.wait('to:8613800000001'))).toMatchObject({
      satisfied: true,
      waited: 0,
      at: virtualStart,
    })
  })

  it('jumps to the earliest millisecond: one before, it is not true yet', async () => {
    const { world, caller } = mockWith()
    await caller.send({ SenderList: recipients(50) })
    await world.mark()
    const { at } = await outcomeOf(world.wait('status:Delivered', { count: 20 }))
    await world.rewind()
    await world.moveTo(at - 1)
    expect((await world.messages('status:Delivered')).length).toBeLessThan(20)
    await world.moveTo(at)
    expect((await world.messages('status:Delivered')).length).toBeGreaterThanOrEqual(20)
  })

  it('counts what matches at one moment, not what matched before and no longer does', async () => {
    const { world, caller } = mockWith({ plan: steady })
    await caller.send(to('8613800000001'))
    await world.advance('2500ms')
    await caller.send(to('8613800000002'))
    const impossible = await outcomeOf(world.wait('status:Sent', { count: 2 }))
    expect(impossible).toMatchObject({
      satisfied: false,
      waited: 0,
      reason: '1 of 2 messages match status:Sent; 2 will, but no more than 1 at one time.',
    })
    const result = await outcomeOf(world.wait('status:Delivered', { count: 2 }))
    expect(result.at).toBe(virtualStart + 2500 + 3000)
    expect(statuses(result.matches)).toEqual(['Delivered', 'Delivered'])
  })

  it('obeys the time it is given, and says when it would have been', async () => {
    const { world, caller } = mockWith({ plan: steady })
    await caller.send(to('8613800000001'))
    expect(await outcomeOf(world.wait('status:Read', { within: '12999ms' }))).toMatchObject({
      satisfied: false,
      waited: 0,
      at: virtualStart,
      reason: '0 of 1 messages match status:Read; 1 will in 13s, later than within 13s.',
    })
    expect((await world.clock()).now).toBe(virtualStart)
    expect(await outcomeOf(world.wait('status:Read', { within: '13s' }))).toMatchObject({
      satisfied: true,
      waited: 13_000,
    })
  })

  it('sees further than 48 hours only when asked to', async () => {
    const { world, caller } = mockWith({ plan: { ...steady, sent: [259_200_000, 259_200_000] } })
    await caller.send(to('8613800000001'))
    expect(await outcomeOf(world.wait('status:Sent'))).toMatchObject({
      satisfied: false,
      reason: '0 of 1 messages match status:Sent; 1 will in 3d, later than within 2d.',
    })
    expect(await outcomeOf(world.wait('status:Sent', { within: '72h' }))).toMatchObject({
      satisfied: true,
      waited: 259_200_000,
    })
  })

  it.each<[string, string, Parameters<ReturnType<typeof mockWith>['world']['wait']>[1], MockOptions, string]>(
    [
      [
        'more messages than there are',
        'status:Read',
        { count: 4 },
        {},
        '0 of 4 messages match status:Read, and 3 more will. The message to 8613800000002 ends as Read at +13s.',
      ],
      [
        'a message nobody sent',
        'to:8613899999999',
        {},
        {},
        '0 of 1 messages match to:8613899999999, and 0 more will. No accepted message has these other properties.',
      ],
      [
        'success of a message that fails',
        'to:8613800000001 status:Delivered',
        {},
        { plan: { ...steady, failProbability: 1 } },
        '0 of 1 messages match to:8613800000001 status:Delivered, and 0 more will. The message to 8613800000001 ends as Failed (131026) at +3s.',
      ],
      [
        'a reader who never reads',
        'status:Read',
        {},
        { plan: { ...steady, readProbability: 0 } },
        '0 of 1 messages match status:Read, and 0 more will. The message to 8613800000002 ends as Delivered at +3s.',
      ],
      [
        'a past that is over',
        'status:Accepted',
        { count: 3 },
        {},
        '0 of 3 messages match status:Accepted, and 0 more will. The message to 8613800000002 ends as Read at +13s.',
      ],
      [
        'a call nobody makes',
        'operation:ListChatappTemplate',
        { of: 'exchanges' },
        {},
        '0 of 1 exchanges match operation:ListChatappTemplate; calls come from clients, nothing scheduled makes one. The journal has 2.',
      ],
    ],
  )(
    'answers at once, with the clock where it was, why it cannot see %s',
    async (_, query, options, mocking, reason) => {
      const { world, caller } = mockWith({ plan: steady, ...mocking })
      await caller.send(to('8613800000001'))
      await caller.send(to('8613800000002', '8613800000003'))
      await world.advance('1s')
      const before = await world.clock()
      const result = await outcomeOf(world.wait(query, options))
      expect(result).toMatchObject({ satisfied: false, waited: 0, at: before.now, reason })
      expect(await world.clock()).toEqual(before)
    },
  )

  it('says so when nothing was sent at all', async () => {
    const { world } = mockWith()
    expect((await outcomeOf(world.wait('status:Read'))).reason).toBe(
      '0 of 1 messages match status:Read, and 0 more will. No message was accepted in this world yet.',
    )
  })

  it('tells the fate of the right one of two messages to the same number', async () => {
    const { world, caller } = mockWith({ plan: { ...steady, read: [1000, 60_000] } })
    await caller.send(to('8613800000001', '8613800000001'))
    const [first] = await world.messages()
    await world.advance('1h')
    const [read] = await world.messages()
    expect(read?.messageId).toBe(first?.messageId)
    await world.reset()
    await caller.send(to('8613800000001', '8613800000001'))
    const { reason } = await outcomeOf(world.wait('status:Failed'))
    const after = ((read?.steps.at(-1)?.at ?? 0) - virtualStart) / 1000
    expect(reason).toContain(`ends as Read at +${Number(after.toFixed(1))}s.`)
  })

  it('sees exchanges that were made', async () => {
    const { world, caller } = mockWith()
    await caller.send({ ChannelType: 'line' })
    await caller.send()
    const { satisfied, matches } = await outcomeOf(world.wait('rule:send.*', { of: 'exchanges' }))
    expect(satisfied).toBe(true)
    expect(matches).toMatchObject([{ rule: 'send.channel-is-supported' }])
  })

  it('waits 300 times over 30 days, each time for its own message', async () => {
    const { world, caller } = mockWith({ plan: { ...steady, read: [5_000_000, 8_500_000] } })
    for (let wait = 0; wait < 300; wait++) {
      const number = String(8_613_800_000_000 + wait)
      await caller.send(to(number))
      const result = await outcomeOf(world.wait(`to:${number} status:Read`))
      expect(result.satisfied, `wait ${wait}`).toBe(true)
      expect(result.matches).toHaveLength(1)
      await world.advance('20m')
    }
    expect((await world.clock()).now - virtualStart).toBeGreaterThan(20 * 86_400_000)
  })
})

/** A machine whose time and timers the test holds. */
function machine() {
  let now = Date.UTC(2026, 10, 24)
  const timers = new Set<{ at: number; run: () => void }>()
  const clock: Clock = {
    kind: 'system',
    now: () => now,
    distanceTo: (timestamp) => Math.abs(now - timestamp),
  }
  const timer = (delay: number, run: () => void) => {
    const entry = { at: now + delay, run }
    timers.add(entry)
    return () => void timers.delete(entry)
  }
  const pass = async (milliseconds: number): Promise<void> => {
    const end = now + milliseconds
    for (;;) {
      const [next] = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)
      if (next === undefined) break
      timers.delete(next)
      now = Math.max(now, next.at)
      next.run()
      await Promise.resolve()
    }
    now = end
  }
  return { clock, timer, timers, pass }
}

/** Starts to wait, and returns when the world is being watched. */
async function startWaiting(
  { mock, world }: ReturnType<typeof mockWith>,
  ...wanted: Parameters<WorldHandle['wait']>
): Promise<{ waiting: Promise<Waited> }> {
  const waiting = outcomeOf(world.wait(...wanted))
  while (mock.world.watchers.size === 0) await new Promise(setImmediate)
  return { waiting }
}

/** Whether a promise is settled by now. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const open = Symbol('open')
  for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate)
  return (await Promise.race([promise, Promise.resolve(open)])) !== open
}

describe('waiting under the clock of the machine', () => {
  it('really waits, until the moment it becomes true', async () => {
    const { clock, timer, timers, pass } = machine()
    const under = mockWith({ clock, timer, plan: steady })
    await under.caller.send(to('8613800000001'))
    const { waiting } = await startWaiting(under, 'status:Delivered')
    await pass(2999)
    expect(await isSettled(waiting)).toBe(false)
    await pass(1)
    expect(await waiting).toMatchObject({ satisfied: true, waited: 3000 })
    expect(timers.size).toBe(0)
  })

  it('looks again at every call, and leaves no timer behind', async () => {
    const { clock, timer, timers, pass } = machine()
    const under = mockWith({ clock, timer })
    const { waiting } = await startWaiting(under, 'code:InvalidParameter.*', { of: 'exchanges', count: 2 })
    await under.caller.send({ ChannelType: 'line' })
    expect(await isSettled(waiting)).toBe(false)
    await pass(4000)
    await under.caller.send({ ChannelType: 'line' })
    expect(await waiting).toMatchObject({ satisfied: true, waited: 4000 })
    expect([timers.size, under.mock.world.watchers.size]).toEqual([0, 0])
  })

  it('sees a message that is sent meanwhile, and its receipts', async () => {
    const { clock, timer, pass } = machine()
    const under = mockWith({ clock, timer, plan: steady })
    const { waiting } = await startWaiting(under, 'status:Sent')
    await pass(2000)
    await under.caller.send(to('8613800000001'))
    await pass(999)
    expect(await isSettled(waiting)).toBe(false)
    await pass(1)
    expect(await waiting).toMatchObject({ satisfied: true, waited: 3000 })
  })

  it('gives up after ten seconds unless told otherwise, and says why', async () => {
    const { clock, timer, timers, pass } = machine()
    const under = mockWith({ clock, timer })
    const { waiting } = await startWaiting(under, 'status:Sent')
    await pass(9999)
    expect(await isSettled(waiting)).toBe(false)
    await pass(1)
    expect(await waiting).toMatchObject({
      satisfied: false,
      waited: 10_000,
      reason:
        '0 of 1 messages match status:Sent, and 0 more will. No message was accepted in this world yet.',
    })
    expect(timers.size).toBe(0)
  })

  it('takes at most a minute', async () => {
    const { clock, timer } = machine()
    const under = mockWith({ clock, timer })
    await expect(outcomeOf(under.world.wait('status:Sent', { within: '61s' }))).rejects.toThrow(
      'World demo runs on the system clock, where a wait really takes its time: at most 60s. Use a virtual clock for longer ones.',
    )
    expect(await outcomeOf(under.world.wait('status:Sent', { within: 0 }))).toMatchObject({
      satisfied: false,
      waited: 0,
    })
  })
})
