import { describe, expect, it } from 'vitest'
import { parseCapsule } from '../../../mock-server/capsule/capsule.ts'
import { playCapsule } from '../../../mock-server/entry/play-capsule.ts'
import { createMock } from '../../watched-emulators.ts'
import { createRandom, type Random } from '../../../mock-server/ports/random.ts'
import type { WorldHandle } from '../../../mock-server/entry/world-handle.ts'
import { massSend, signed, type Signing } from '../../signed-requests.ts'
import { outcomeOf } from '../schedule/outcome-of.ts'

const transport = {
  post: async () => ({ outcome: 'answered', status: 200, body: '{"code":0}', cut: false }) as const,
  close: async () => {},
}
const pick = <T>(random: Random, values: readonly T[]): T =>
  values[Math.floor(random.next() * values.length)] as T

const troubles = [
  { fault: 'error', with: { code: 'InternalError' }, when: { probability: 0.4 } },
  { fault: 'reset', at: 'after-commit', when: { probability: 0.3 } },
  { fault: 'latency', with: { uniform: [10, 2000] }, when: { probability: 0.5 } },
  { fault: 'truncated-body', when: { every: 3 } },
  { fault: 'throttling-storm', when: { nth: [2, 5] } },
  { fault: 'receipt-duplicate', when: { probability: 0.5 } },
] as const

/** Does at random what tests do: sends right and wrong, moves the clock, lets people answer, marks and goes back, forks. */
async function live(
  random: Random,
  mock: ReturnType<typeof createMock>,
  world: WorldHandle,
): Promise<number> {
  let failed = 0
  await world.receive({ status: 'http://127.0.0.1:9/receipts' })
  await mock.createWorld({ seed: 9 }).then((other) => other.advance('1h'))
  for (let step = 0; step < 12; step++) {
    const key = { id: world.accessKeyId, secret: world.accessKeySecret }
    const now = (await world.clock()).now
    const signing: Signing = {
      key,
      at: now,
      scheme: pick(random, ['v3', 'v1'] as const),
      place: pick(random, ['form', 'query'] as const),
      nonce: `${random.hex(12)}`,
    }
    const acts: (() => Promise<unknown>)[] = [
      () =>
        mock.handle(
          signed(
            massSend({
              SenderList: [
                { To: `86138${random.digits(8)}`, TemplateParams: { name: 'Ann', order: random.hex(4) } },
              ],
            }),
            signing,
          ),
        ),
      () => mock.handle(signed(massSend({ TemplateCode: 'nope' }), signing)),
      () => mock.handle(signed(massSend(), { ...signing, signature: 'wrong' })),
      () => world.advance(Math.floor(random.next() * 60_000)),
      () => world.next(),
      () => world.inbound({ from: `86138${random.digits(8)}`, to: '8613900000001', text: 'hello' }),
      () => world.mark('here'),
      () => world.rewind('here').catch(() => {}),
      () => outcomeOf(world.wait('status:Read', { within: '10s' })),
    ]
    const answer = await pick(random, [...acts, acts[0], acts[0]] as typeof acts)()
    if (typeof answer === 'object' && answer !== null && 'status' in answer && answer.status !== 200) failed++
  }
  return failed
}

describe('a capsule', () => {
  it('reproduces a hundred runs that fail at random, byte by byte', async () => {
    let failures = 0
    const astray: unknown[] = []
    for (let seed = 1; seed <= 100; seed++) {
      const random = createRandom(seed)
      const mock = createMock({ capsules: true, transport })
      for (let before = 0; before < seed % 3; before++) await mock.createWorld()
      const fresh = await mock.createWorld({
        seed,
        faults: [pick(random, troubles), pick(random, troubles)] as never,
      })
      const world = seed % 5 === 0 ? await fresh.advance('1m').then(() => fresh.fork()) : fresh
      failures += await live(random, mock, world)
      const text = await world.capsule()
      const { difference, calls, controls } = await playCapsule(parseCapsule(text, 'run.capsule'))
      if (difference !== undefined || calls + controls < 10)
        astray.push({ seed, difference, calls, controls })
      await mock.stopReceipts()
    }
    expect(astray).toEqual([])
    expect(failures).toBeGreaterThan(200)
  })

  it.each([
    [[]],
    [[{ fault: 'latency', with: { uniform: [10, 2000] } }]],
    [[{ fault: 'latency', at: 'before-commit', with: { fixed: '1s' } }, { fault: 'slow-answer' }]],
  ])('reproduces calls that came at once, under %j', async (faults) => {
    const mock = createMock({ capsules: true, transport })
    const world = await mock.createWorld({ seed: 3, faults: faults as never })
    await world.receive({ status: 'http://127.0.0.1:9/receipts' })
    const signing = {
      key: { id: world.accessKeyId, secret: world.accessKeySecret },
      at: (await world.clock()).now,
    }
    const calls = Array.from({ length: 20 }, (_, index) =>
      mock.handle(signed(massSend({ TaskId: `t${index}` }), { ...signing, nonce: `n${index}` })),
    )
    await Promise.all([
      ...calls,
      world.advance('1m'),
      world.advance('1m'),
      mock.handle(signed(massSend(), { ...signing, nonce: 'late' })),
    ])
    expect(await playCapsule(parseCapsule(await world.capsule(), 'run.capsule'))).toEqual({
      calls: 21,
      controls: 4,
    })
  })

  it('tells the first byte that differs', async () => {
    const mock = createMock({ capsules: true, transport })
    const world = await mock.createWorld({ seed: 4 })
    const { body } = await mock.handle(
      signed(massSend(), {
        key: { id: world.accessKeyId, secret: world.accessKeySecret },
        at: (await world.clock()).now,
      }),
    )
    const { GroupMessageId } = JSON.parse(body) as { GroupMessageId: string }
    const text = (await world.capsule()).replace(
      `GroupMessageId\\":\\"${GroupMessageId}`,
      'GroupMessageId\\":\\"1',
    )
    expect(await playCapsule(parseCapsule(text, 'run.capsule'))).toEqual({
      calls: 1,
      controls: 1,
      difference: {
        step: 2,
        of: 'POST SendChatappMassMessage',
        at: 'body',
        recorded: expect.stringContaining(':\\"1\\"'),
        now: expect.stringContaining(GroupMessageId.slice(0, 8)),
      },
    })
  })

  it('holds the demo world, too, where its clock is virtual', async () => {
    const mock = createMock({
      capsules: true,
      transport,
      clock: 'virtual',
      seed: 8,
      throttled: false,
      assumptions: { errorStatus: '200' },
    })
    await mock.handle(signed(massSend({ TemplateCode: 'nope' }), { at: (await mock.demo.clock()).now }))
    await mock.demo.advance('1h')
    expect(await playCapsule(parseCapsule(await mock.demo.capsule(), 'demo.capsule'))).toEqual({
      calls: 1,
      controls: 1,
    })
  })

  it('is not to be had without a history, or from a world on the system clock', async () => {
    await expect(createMock({ clock: 'virtual' }).demo.capsule()).rejects.toThrow(
      'make it with capsules: true',
    )
    await expect(createMock({ capsules: true }).demo.capsule()).rejects.toThrow(
      'World demo runs on the system clock',
    )
  })

  it.each([
    [
      '{ "capsule": 1, "world": "w1", "server": {} }\n{ "cal": {} }\n',
      'x.capsule:2: cal: unknown key. Did you mean call?',
    ],
    [
      '{ "capsule": 1, "world": "w1", "server": {} }\n{\n  "call": { "method": "POST", "url": "/", "headers": {}, "secur": false }\n}\n',
      'x.capsule:3: call.secur: unknown key. Did you mean secure?',
    ],
    [
      '{ "capsule": 1, "world": "w1", "server": {} }\n{\n  "call":',
      'x.capsule:3: the text ends in the middle of a document',
    ],
    ['{ "capsule": 2, "world": "w1", "server": {} }', 'x.capsule:1: capsule:'],
  ])('that is damaged is refused by line: %j', (text, complaint) => {
    expect(() => parseCapsule(text, 'x.capsule')).toThrow(complaint)
  })
})
