import { describe, expect, it, vi } from 'vitest'
import type { MockOptions } from '../../../mock-server/entry/create-mock.ts'
import type { Transport } from '../../../mock-server/ports/transport.ts'
import { accountKey } from '../../../mock-server/world/receivers.ts'
import { testTime } from '../../signed-requests.ts'
import { mockUnderTest } from '../../mock-under-test.ts'
import { receiver, uid } from '../receipts/receiving.ts'
import { testMachine } from '../receipts/test-machine.ts'

const plan = {
  sent: [1000, 1000],
  delivered: [2000, 2000],
  read: [3000, 3000],
  readProbability: 1,
  failProbability: 0,
  failCode: '131026',
} as const

function onMachine(options: MockOptions = {}) {
  const machine = testMachine()
  const pushed: [at: number, status: unknown][] = []
  let answer = '{"code":0}'
  const transport: Transport = {
    post: (_url, body) => {
      for (const { Status } of JSON.parse(body) as { Status: string }[])
        pushed.push([machine.clock.now() - testTime, Status])
      return Promise.resolve({ outcome: 'answered', status: 200, body: answer, cut: false })
    },
    close: () => Promise.resolve(),
  }
  const mock = mockUnderTest({ clock: machine.clock, timer: machine.timer, transport, plan, ...options })
  const receive = (): void =>
    void mock.world.receivers.set(accountKey(uid), receiver({ statusUrl: 'http://127.0.0.1:1/' }))
  return { machine, mock, pushed, receive, refuse: () => (answer = '') }
}
const send = async ({ mock, machine }: ReturnType<typeof onMachine>): Promise<void> =>
  void expect((await mock.send({}, { at: machine.clock.now() })).code).toBe('OK')

describe('under the clock of the machine', () => {
  it('receipts leave by themselves, each at its moment', async () => {
    const under = onMachine()
    under.receive()
    await send(under)
    await under.machine.pass(10_000)
    expect(new Set(under.pushed.map(String))).toEqual(new Set(['1000,Sent', '3000,Delivered', '6000,Read']))
  })

  it.each(['after-commit', 'mid-answer'] as const)(
    'receipts leave when they are due while a fault holds back the answer at %s',
    async (at) => {
      const under = onMachine({ faults: [{ fault: 'latency', with: { fixed: '60s' }, at }] })
      under.receive()
      const answer = under.mock.send({}, { at: under.machine.clock.now() })
      let answered = false
      void answer.then(() => (answered = true))
      // The fault is read from a file of its own.
      await vi.waitUntil(() => under.machine.timers.size > 0)
      await under.machine.pass(10_000)
      expect(answered).toBe(false)
      expect(new Set(under.pushed.map(String))).toEqual(new Set(['1000,Sent', '3000,Delivered', '6000,Read']))
      await under.machine.pass(50_000)
      expect((await answer).code).toBe('OK')
    },
  )

  it('receipts of a call without an answer leave when they are due', async () => {
    const under = onMachine({ faults: [{ fault: 'no-answer', at: 'after-commit' }] })
    under.receive()
    await under.mock.send({}, { at: under.machine.clock.now() })
    await under.machine.pass(1500)
    expect(new Set(under.pushed.map(String))).toEqual(new Set(['1000,Sent']))
  })

  it('a failed push is repeated by itself, and no timer is left in the end', async () => {
    const under = onMachine({ plan: { ...plan, readProbability: 0, delivered: [1, 1], sent: [1, 1] } })
    under.receive()
    under.refuse()
    await under.mock.send({
      SenderList: [{ To: '8613800000001', TemplateParams: { name: 'A', order: '1' } }],
    })
    await under.machine.pass(3_600_000)
    expect(under.pushed.filter(([, status]) => status === 'Sent').map(([at]) => at)).toEqual([
      1, 60_001, 360_001, 960_001,
    ])
    expect(under.machine.timers.size).toBe(0)
  })

  it('nothing wakes while nobody receives', async () => {
    const under = onMachine()
    await send(under)
    expect(under.machine.timers.size).toBe(0)
  })

  it('a receiver hears of what happens after it was set, not of what happened before', async () => {
    const under = onMachine()
    await send(under)
    await under.machine.pass(2000)
    under.receive()
    await send(under)
    await under.machine.pass(30_000)
    expect(new Set(under.pushed.map(String))).toEqual(
      new Set(['3000,Sent', '3000,Delivered', '5000,Delivered', '6000,Read', '8000,Read']),
    )
  })

  it('one timer serves a world, however much is due in it', async () => {
    const under = onMachine({ throttled: false })
    under.receive()
    for (let count = 0; count < 50; count++) await send(under)
    expect(under.machine.timers.size).toBe(1)
  })

  it('thousands of idle worlds have no timer', async () => {
    const under = onMachine()
    under.receive()
    for (let count = 0; count < 2000; count++) under.mock.worlds.fork(under.mock.world)
    expect(under.machine.timers.size).toBe(0)
  })

  it('a world that was removed is left alone', async () => {
    const under = onMachine()
    under.receive()
    const fork = under.mock.worlds.fork(under.mock.world)
    await send(under)
    under.mock.worlds.remove(fork.id)
    expect(fork.alarms.size).toBe(0)
  })

  it('stopping ends it, and tells what stays undelivered', async () => {
    const under = onMachine()
    under.receive()
    under.refuse()
    await send(under)
    await under.machine.pass(1500)
    const undelivered = await under.mock.stopReceipts()
    expect(undelivered).toEqual({
      receipts: under.pushed.length,
      pushes: 1,
      urls: [{ url: 'http://127.0.0.1:1/', receipts: under.pushed.length }],
    })
    expect(under.machine.timers.size).toBe(0)
  })
})
