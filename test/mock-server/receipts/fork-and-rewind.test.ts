import { describe, expect, it } from 'vitest'
import type { PushAnswer } from '../../../mock-server/ports/transport.ts'
import { callerOf } from '../world/caller.ts'
import { startConsumer } from './consumer.ts'
import { receiving } from './receiving.ts'

const plan = {
  sent: [1000, 1000],
  delivered: [60_000, 60_000],
  read: [1, 1],
  readProbability: 0,
  failProbability: 0,
  failCode: '131026',
} as const
const alone = { SenderList: [{ To: '8613800000001', TemplateParams: { name: 'A', order: '1' } }] }

/** A world in which a push has failed once and is pending. */
async function withPendingPush() {
  let answer: PushAnswer = { outcome: 'answered', status: 500, body: '', cut: false }
  const pushed: string[] = []
  const transport = {
    post: (_url: string, body: string) => {
      pushed.push((JSON.parse(body) as { Status: string }[]).map(({ Status }) => Status).join())
      return Promise.resolve(answer)
    },
    close: () => Promise.resolve(),
  }
  const { mock, demo } = receiving({ url: 'http://127.0.0.1:1/' }, { transport, plan })
  await mock.send(alone)
  await demo.advance('2s')
  expect(pushed.splice(0)).toEqual(['Sent'])
  answer = { outcome: 'answered', status: 200, body: '{"code":0}', cut: false }
  return { mock, demo, pushed }
}

describe('a fork', () => {
  it('does not push what its origin has pending', async () => {
    const { demo, pushed } = await withPendingPush()
    const fork = await demo.fork()
    expect((await fork.receipts()).pending).toEqual([])
    await fork.advance('30m')
    expect(pushed.splice(0)).toEqual(['Delivered'])
    await demo.advance('30m')
    expect(pushed).toEqual(['Sent', 'Delivered'])
  })

  it('does when it is asked to', async () => {
    const { demo, pushed } = await withPendingPush()
    const fork = await demo.fork({ pending: true })
    await fork.advance('30m')
    expect(pushed.splice(0)).toEqual(['Sent', 'Delivered'])
    await demo.advance('30m')
    expect(pushed).toEqual(['Sent', 'Delivered'])
  })

  it('pushes what happens in it, and what happens there stays there', async () => {
    const consumer = await startConsumer()
    const { demo, mock } = receiving(consumer, { plan })
    const fork = await demo.fork()
    await callerOf(mock.handle, fork).send(alone)
    await demo.advance('1h')
    expect(consumer.items()).toEqual([])
    await fork.advance('1h')
    expect(consumer.items().map(({ Status }) => Status)).toEqual(['Sent', 'Delivered'])
    expect((await demo.receipts()).attempts).toEqual([])
    expect((await fork.receipts()).attempts).toHaveLength(2)
  })
})

describe('going back to a mark', () => {
  it('makes pending again what was pending, and forgets what was entered since', async () => {
    const { demo, pushed } = await withPendingPush()
    await demo.mark('then')
    await demo.advance('30m')
    expect(pushed.splice(0)).toEqual(['Sent', 'Delivered'])
    await demo.rewind('then')
    expect((await demo.receipts()).pending).toMatchObject([{ attempts: 1 }])
    await demo.advance('30m')
    expect(pushed.splice(0)).toEqual(['Sent', 'Delivered'])
    await demo.reset()
    expect(await demo.receipts()).toMatchObject({ pending: [], attempts: [], tally: { accepted: 0 } })
  })

  it('sends again what was on its way when the mark was set', async () => {
    const answers: ((answer: PushAnswer) => void)[] = []
    const transport = {
      post: () => new Promise<PushAnswer>((resolve) => answers.push(resolve)),
      close: () => Promise.resolve(),
    }
    const { mock, demo } = receiving({ url: 'http://127.0.0.1:1/' }, { transport, plan })
    const accepted: PushAnswer = { outcome: 'answered', status: 200, body: '{"code":0}', cut: false }
    await mock.send(alone)
    const moving = demo.advance('1s')
    while (answers.length === 0) await new Promise(setImmediate)
    expect((await demo.receipts()).pending).toMatchObject([{ underWay: true }])
    await demo.mark('then')
    answers.shift()?.(accepted)
    await moving
    expect((await demo.receipts()).pending).toEqual([])
    await demo.rewind('then')
    const again = demo.advance(0)
    while (answers.length === 0) await new Promise(setImmediate)
    answers.shift()?.(accepted)
    await again
    expect((await demo.receipts()).tally.accepted).toBe(1)
  })
})
