import { describe, expect, it } from 'vitest'
import type { MockOptions } from '../../../mock-server/entry/create-mock.ts'
import { createHttpTransport } from '../../../mock-server/ports/transport.ts'
import { numberKey } from '../../../mock-server/world/receivers.ts'
import { mockUnderTest } from '../../mock-under-test.ts'
import { deadUrl, lying, manualTimer, slow, startServer, talkative, until } from './bad-consumers.ts'
import { startConsumer } from './consumer.ts'
import { receiver, spaceId } from './receiving.ts'
import { testMachine } from './test-machine.ts'

const numbers = {
  good: '8613900000001',
  slow: '8613900000011',
  dead: '8613900000012',
  lying: '8613900000013',
  talkative: '8613900000014',
} as const
const plan = {
  sent: [1, 50],
  delivered: [1, 50],
  read: [1, 50],
  readProbability: 1,
  failProbability: 0,
  failCode: '131026',
} as const
const recipients = Array.from({ length: 40 }, (_, index) => ({
  To: String(8613800000000 + index),
  TemplateParams: { name: 'A', order: '1' },
}))

/** A good consumer and four bad ones, each with a number of its own. */
async function fiveConsumers(options: MockOptions) {
  const good = await startConsumer()
  const urls = {
    good: good.url,
    slow: (await startServer(slow)).url,
    dead: await deadUrl(),
    lying: (await startServer(lying)).url,
    talkative: (await startServer(talkative)).url,
  }
  const limits = manualTimer()
  const transport = createHttpTransport({ timer: limits.timer })
  const world = {
    accounts: [
      {
        uid: '1000000000000001',
        spaces: [{ id: spaceId, waba: '200000000000001', numbers: Object.values(numbers).slice(1) }],
      },
    ],
  }
  const mock = mockUnderTest({ transport, plan, world, throttled: false, ...options })
  for (const [name, number] of Object.entries(numbers))
    mock.world.receivers.set(
      numberKey(spaceId, number),
      receiver({ statusUrl: urls[name as keyof typeof urls] }),
    )
  const sendAll = async (): Promise<void> => {
    for (const From of Object.values(numbers))
      expect((await mock.send({ From, SenderList: recipients })).code).toBe('OK')
  }
  return { mock, good, urls, limits, sendAll }
}

describe('a slow, a dead, a lying and a talkative consumer at once', () => {
  it('take nothing from another one under the clock of the machine', async () => {
    const machine = testMachine()
    const { mock, good, urls, limits, sendAll } = await fiveConsumers({
      clock: machine.clock,
      timer: machine.timer,
    })
    await sendAll()
    await machine.pass(200)
    // The slow consumer has not used up its three seconds: nobody waits for it.
    await until(() => good.items().length === 120)
    expect(new Set(good.items().map(({ To, Status }) => `${To} ${Status}`)).size).toBe(120)
    // The others have failed by their own doing.
    await until(
      () =>
        [...mock.world.outbox.pending()].filter(({ url, attempts }) => url !== urls.slow && attempts === 0)
          .length === 0,
    )
    expect(mock.world.outbox.tally).toEqual({ accepted: 120, givenUp: 0, lost: 0 })
    const byUrl = (url: string): Set<string> =>
      new Set(
        mock.exchanges.length === 0
          ? []
          : [...mock.world.journal.newest()].flatMap(({ exchange }) =>
              exchange.push?.url === url ? exchange.code : [],
            ),
      )
    expect([urls.dead, urls.lying, urls.talkative, urls.slow].map((url) => [...byUrl(url)])).toEqual([
      ['Push.Unreachable'],
      ['Push.Code'],
      ['Push.Code'],
      [],
    ])
    while (mock.world.outbox.onTheirWay().length > 0) {
      limits.ring()
      await new Promise(setImmediate)
    }
    expect([...byUrl(urls.slow)]).toEqual(['Push.Timeout'])
  })

  it('are awaited in a virtual world before its time goes on, and everything is told at its moment', async () => {
    const { mock, good, urls, limits, sendAll } = await fiveConsumers({})
    await sendAll()
    const arrived = new AbortController()
    const moved = mock.demo.advance('1s').then(() => arrived.abort())
    while (!arrived.signal.aborted) {
      // The three seconds run out for the slow consumer, when everybody else has answered.
      if (
        limits.waiting.size === mock.world.outbox.onTheirWay().filter(({ url }) => url === urls.slow).length
      )
        limits.ring()
      await new Promise(setImmediate)
    }
    await moved
    expect(good.items()).toHaveLength(120)
    const times = good.items().map(({ Timestamp }) => Timestamp as number)
    expect(times).toEqual([...times].sort((a, b) => a - b))
  })
})
