import { describe, expect, it } from 'vitest'
import { auditReceipt } from '../../../contracts/callbacks/audit-receipt.ts'
import { nameKey } from '../../../mock-server/world/directory.ts'
import { accountKey } from '../../../mock-server/world/receivers.ts'
import type { WorldDocumentInput } from '../../../mock-server/world-file/world-document.ts'
import { mockUnderTest, type MockUnderTest } from '../../mock-under-test.ts'
import { testTime } from '../../signed-requests.ts'
import { ask, create, dataOf } from '../../template-calls.ts'

const stateOf = async (mock: MockUnderTest, TemplateName = 'order_shipped'): Promise<unknown[]> => {
  const { AuditStatus, Reason } = dataOf(
    await ask(mock, 'GetChatappTemplateDetail', { TemplateName, Language: 'en' }),
  )
  return [AuditStatus, Reason]
}

const statusIn = (mock: MockUnderTest, world: string): unknown =>
  mock.worlds.get(world)?.directory.templates.get(nameKey('cams-demo0001', 'order_shipped', 'en'))
    ?.auditStatus

describe('a review', () => {
  it('ends after ten seconds of the world, not a moment earlier', async () => {
    const mock = mockUnderTest()
    await create({}, mock)
    expect((await mock.demo.clock()).next).toBe(testTime + 10_000)
    await mock.demo.moveTo(testTime + 9999)
    expect(await stateOf(mock)).toEqual(['auditing', undefined])
    await mock.demo.next()
    expect(mock.clock.now()).toBe(testTime + 10_000)
    expect(await stateOf(mock)).toEqual(['pass', undefined])
    expect((await mock.demo.clock()).next).toBeNull()
  })

  it('changes the time of the last update to its own end', async () => {
    const mock = mockUnderTest()
    await create({}, mock)
    await mock.demo.advance('1h')
    const { body } = await ask(mock, 'ListChatappTemplate', { Name: 'order_shipped' })
    expect(body['ListTemplate']).toMatchObject([{ LastUpdateTime: testTime + 10_000 }])
  })

  it('ends by itself under the clock of the machine', async () => {
    let now = testTime
    const due: [delay: number, run: () => void][] = []
    const mock = mockUnderTest({
      clock: { kind: 'system', now: () => now, distanceTo: (timestamp) => Math.abs(now - timestamp) },
      timer: (delay, run) => {
        due.push([delay, run])
        return () => {}
      },
    })
    await create({}, mock)
    expect(due.map(([delay]) => delay)).toEqual([10_000])
    now += 10_000
    due[0]?.[1]()
    expect(statusIn(mock, 'demo')).toBe('pass')
  })

  it('ends as the world says, by the first pattern that fits the name', async () => {
    const world: WorldDocumentInput = {
      reviews: {
        after: '5m',
        outcomes: [
          { name: 'promo_*_sale', auditStatus: 'fail', reason: 'PROMOTIONAL', after: 1000 },
          { name: 'promo_*', auditStatus: 'fail', after: '1h' },
          { name: '*_fast', after: 0 },
          { name: 'exact', auditStatus: 'fail', reason: 'EXACT' },
        ],
      },
    }
    const ends: [name: string, after: number, state: unknown[]][] = [
      ['promo_summer_sale', 1000, ['fail', 'PROMOTIONAL']],
      ['promo_sale', 3_600_000, ['fail', 'INVALID_FORMAT']],
      ['promo_', 3_600_000, ['fail', 'INVALID_FORMAT']],
      ['very_fast', 0, ['pass', undefined]],
      ['exact', 300_000, ['fail', 'EXACT']],
      ['exactly', 300_000, ['pass', undefined]],
    ]
    for (const [name, after, state] of ends) {
      const mock = mockUnderTest({ world })
      await create({ Name: name }, mock)
      if (after > 0) {
        await mock.demo.moveTo(testTime + after - 1)
        expect(await stateOf(mock, name), name).toEqual(['auditing', undefined])
      }
      await mock.demo.moveTo(testTime + after)
      expect(await stateOf(mock, name), name).toEqual(state)
    }
  })

  it('ends in a fork and in its origin, each by its own clock', async () => {
    const mock = mockUnderTest()
    await create({}, mock)
    const fork = await mock.demo.fork()
    await fork.advance('10s')
    expect([statusIn(mock, fork.id), statusIn(mock, 'demo')]).toEqual(['pass', 'auditing'])
    await mock.demo.advance('10s')
    expect(statusIn(mock, 'demo')).toBe('pass')
  })

  it('is under way again when the world goes back', async () => {
    const mock = mockUnderTest()
    await create({}, mock)
    await mock.demo.mark()
    await mock.demo.advance('1m')
    expect(statusIn(mock, 'demo')).toBe('pass')
    await mock.demo.rewind()
    expect(statusIn(mock, 'demo')).toBe('auditing')
    expect((await mock.demo.next()).now).toBe(testTime + 10_000)
    expect(statusIn(mock, 'demo')).toBe('pass')
    await mock.demo.reset()
    expect(statusIn(mock, 'demo')).toBeUndefined()
  })

  it('goes on in a world that is opened from an export, and in one that was extended', async () => {
    const mock = mockUnderTest({
      world: { reviews: { outcomes: [{ name: 'order_*', auditStatus: 'fail', reason: 'SCAM' }] } },
    })
    await create({}, mock)
    const again = mockUnderTest({ world: await mock.demo.export() })
    await again.demo.advance('10s')
    expect(await stateOf(again)).toEqual(['fail', 'SCAM'])
    await mock.demo.extend({
      accounts: [
        {
          uid: '5',
          spaces: [
            {
              id: 's',
              templates: [
                {
                  code: 'c',
                  name: 'n',
                  language: 'en',
                  auditStatus: 'auditing',
                  review: { at: '2026-11-24T12:00:05Z' },
                },
              ],
            },
          ],
        },
      ],
    })
    await mock.demo.advance('5s')
    expect(mock.world.directory.templates.get(nameKey('s', 'n', 'en'))).toMatchObject({
      auditStatus: 'pass',
      review: undefined,
    })
    await mock.demo.advance('5s')
    expect(await stateOf(mock)).toEqual(['fail', 'SCAM'])
  })

  it('takes its outcome from what the world says when it begins; a seed adds to that', async () => {
    const mock = mockUnderTest()
    await mock.demo.extend({ reviews: { after: '1s', outcomes: [{ name: 'order_*', auditStatus: 'fail' }] } })
    await create({}, mock)
    await mock.demo.advance('1s')
    expect(await stateOf(mock)).toEqual(['fail', 'INVALID_FORMAT'])
    expect((await mock.demo.export()).reviews).toEqual({
      after: 1000,
      outcomes: [{ name: 'order_*', auditStatus: 'fail' }],
    })
  })

  it('comes to nothing when the template is deleted meanwhile', async () => {
    const mock = mockUnderTest()
    await create({}, mock)
    await ask(mock, 'DeleteChatappTemplate', { TemplateName: 'order_shipped' })
    expect((await mock.demo.clock()).next).toBeNull()
    await mock.demo.advance('1h')
    expect((await ask(mock, 'ListChatappTemplate', { Name: 'order_shipped' })).body['Total']).toBe(0)
  })
})

const items = (mock: MockUnderTest): unknown[] =>
  mock.world.queues
    .peek('Alicom-Queue-1000000000000001-ChatAppAudit', mock.clock.now(), 100)
    .map(({ body }) => JSON.parse(body) as unknown)

async function reviewed(options: Parameters<typeof mockUnderTest>[0] = {}): Promise<unknown[]> {
  const mock = mockUnderTest({
    world: { reviews: { outcomes: [{ name: 'bad', auditStatus: 'fail', reason: 'ABUSIVE' }] } },
    ...options,
  })
  mock.world.receivers.set(accountKey('1000000000000001'), {
    statusUrl: undefined,
    inboundUrl: undefined,
    auditUrl: undefined,
    http: false,
    queue: true,
  })
  await create({ Name: 'bad' }, mock)
  await create({ Name: 'good', Language: 'de' }, mock)
  expect(items(mock)).toEqual([])
  await mock.demo.advance('10s')
  return items(mock)
}

describe('the receipt of a review', () => {
  it('tells state and reason, once for each template, as the contract describes it', async () => {
    const told = await reviewed()
    expect(told).toEqual([
      {
        WabaId: '200000000000001',
        TemplateCode: expect.stringMatching(/^11/) as string,
        Language: 'en',
        AuditStatus: 'fail',
        Reason: 'ABUSIVE',
      },
      {
        WabaId: '200000000000001',
        TemplateCode: expect.stringMatching(/^11/) as string,
        Language: 'de',
        AuditStatus: 'pass',
      },
    ])
    for (const item of told) expect(auditReceipt.item.safeParse(item).success).toBe(true)
  })

  it('has a Type in version 2', async () => {
    expect(await reviewed({ assumptions: { auditReceiptVersion: '2' } })).toMatchObject([
      { Type: 'template' },
      { Type: 'template' },
    ])
  })
})
