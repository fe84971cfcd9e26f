import { describe, expect, it } from 'vitest'
import type { PushAnswer, Transport } from '../../../mock-server/ports/transport.ts'
import { testTime } from '../../signed-requests.ts'
import { receiving } from './receiving.ts'

/** A transport that answers as told, and remembers when it was asked. */
function answering(answer: (attempt: number) => PushAnswer): Transport & { readonly bodies: string[] } {
  const bodies: string[] = []
  return {
    bodies,
    post: (_url, body) => {
      bodies.push(body)
      return Promise.resolve(answer(bodies.length))
    },
    close: () => Promise.resolve(),
  }
}

const says = (status: number, body: string): PushAnswer => ({ outcome: 'answered', status, body, cut: false })
const onlySent = {
  sent: [0, 0],
  delivered: [1e9, 1e9],
  read: [0, 0],
  readProbability: 0,
  failProbability: 0,
  failCode: '131026',
} as const
const url = 'http://127.0.0.1:1/'
const minute = 60_000

describe('a push that fails', () => {
  it.each([
    ['as assumed', {}, [0, 1, 6, 16]],
    [
      'nine times, as another edition says',
      { assumptions: { pushRetries: '1,5,10,30,60,60,60,60,60' } as const },
      [0, 1, 6, 16, 46, 106, 166, 226, 286, 346],
    ],
    [
      'as the world says',
      { pushes: { retryAfter: [30_000, 2 * minute], gather: 0, most: 100 } },
      [0, 0.5, 2.5],
    ],
    ['never, when the world says so', { pushes: { retryAfter: [], gather: 0, most: 100 } }, [0]],
  ])(
    'is repeated %s, to the millisecond of the clock of the world, and then given up',
    async (_, options, expected) => {
      const { mock, demo } = receiving(
        { url },
        { transport: answering(() => says(500, '')), plan: onlySent, ...options },
      )
      await mock.send()
      await demo.advance('1d')
      const attempts = (await demo.receipts()).attempts.toReversed()
      expect(attempts.map(({ at }) => (at - testTime) / minute)).toEqual(expected)
      expect(attempts.map(({ push }) => push?.attempt)).toEqual(expected.map((__, index) => index + 1))
      expect(attempts.map(({ push, at }) => push?.next ?? at)).toEqual(
        [...attempts.slice(1), attempts.at(-1)].map((each) => each?.at),
      )
      expect(await demo.receipts()).toMatchObject({
        pending: [],
        tally: { accepted: 0, givenUp: 1, lost: 0 },
      })
    },
  )

  it('carries the same bytes each time', async () => {
    const transport = answering((attempt) => (attempt < 3 ? says(503, 'later') : says(200, '{"code":0}')))
    const { mock, demo } = receiving({ url }, { transport, plan: onlySent })
    await mock.send()
    await demo.advance('1h')
    expect(transport.bodies).toHaveLength(3)
    expect(new Set(transport.bodies).size).toBe(1)
    expect((await demo.receipts()).tally.accepted).toBe(1)
  })

  it('is pending until it is repeated, and the clock names that moment as the next', async () => {
    const { mock, demo } = receiving(
      { url },
      {
        transport: answering(() => ({ outcome: 'timed-out', detail: 'no complete answer' })),
        plan: onlySent,
      },
    )
    await mock.send()
    await demo.advance(0)
    expect((await demo.clock()).next).toBe(testTime + minute)
    expect((await demo.receipts()).pending).toMatchObject([
      { attempts: 1, due: testTime + minute, underWay: false, items: [{ Status: 'Sent' }] },
    ])
    expect((await demo.next()).now).toBe(testTime + minute)
    expect((await demo.receipts()).attempts).toHaveLength(2)
  })

  it('is not repeated where nobody allowed it to go', async () => {
    const { mock, demo } = receiving({ url: 'http://consumer.example/' }, { plan: onlySent })
    await mock.send()
    await demo.advance('1h')
    const { attempts } = await demo.receipts()
    expect(attempts).toMatchObject([
      { status: 0, code: 'Push.NotAllowed', rule: 'push.host-is-allowed', push: { next: null } },
    ])
    expect(attempts[0]?.refusal?.explanation).toContain('--callback-host consumer.example')
  })
})

describe('the answer to a push', () => {
  it.each<[string, PushAnswer, string | boolean]>([
    ['200 with code 0', says(200, '{"code":0,"msg":"ok"}'), true],
    ['200 with any other number', says(200, '{"code":-17}'), true],
    ['200 with a fraction', says(200, '{"code":0.5}'), true],
    ['200 with a code as text', says(200, '{"code":"0"}'), 'push.code-is-numeric'],
    ['200 with code null', says(200, '{"code":null}'), 'push.code-is-numeric'],
    ['200 without code', says(200, '{"msg":"ok"}'), 'push.code-is-numeric'],
    ['200 with msg as a number', says(200, '{"code":0,"msg":1}'), true],
    ['200 with a list', says(200, '[{"code":0}]'), 'push.code-is-numeric'],
    ['200 with a number alone', says(200, '0'), 'push.code-is-numeric'],
    ['200 with a page', says(200, '<html>ok</html>'), 'push.code-is-numeric'],
    ['200 with nothing', says(200, ''), 'push.code-is-numeric'],
    ['201 with code 0', says(201, '{"code":0}'), 'push.status-is-200'],
    ['204', says(204, ''), 'push.status-is-200'],
    ['302', says(302, '{"code":0}'), 'push.status-is-200'],
    ['404 with code 0', says(404, '{"code":0}'), 'push.status-is-200'],
    ['500 with code 0', says(500, '{"code":0}'), 'push.status-is-200'],
    ['none in time', { outcome: 'timed-out', detail: 'late' }, 'push.answer-is-in-time'],
    ['none at all', { outcome: 'unreachable', detail: 'refused' }, 'push.consumer-is-reached'],
  ])('%s', async (_, answer, verdict) => {
    const { mock, demo } = receiving({ url }, { transport: answering(() => answer), plan: onlySent })
    await mock.send()
    await demo.advance(0)
    const [attempt] = (await demo.receipts()).attempts
    expect(attempt?.rule).toBe(verdict === true ? 'push.accepted' : verdict)
    expect(attempt?.push?.next).toBe(verdict === true ? null : testTime + minute)
  })

  it.each([
    ['no-wrong-code', '', true],
    ['no-wrong-code', '{"msg":"ok"}', true],
    ['no-wrong-code', '{"code":"0"}', false],
    ['status-200', '{"code":"0"}', true],
    ['numeric-code', '', false],
  ] as const)('under %s: %j', async (pushAcceptance, body, accepted) => {
    const { mock, demo } = receiving(
      { url },
      { transport: answering(() => says(200, body)), plan: onlySent, assumptions: { pushAcceptance } },
    )
    await mock.send()
    await demo.advance(0)
    expect((await demo.receipts()).tally.accepted).toBe(accepted ? 1 : 0)
  })
})
