import { describe, expect, it } from 'vitest'
import type { MockOptions } from '../../../mock-server/entry/create-mock.ts'
import { mockUnderTest, type MockUnderTest } from '../../mock-under-test.ts'
import { recipients, testTime, type Parameters } from '../../signed-requests.ts'
import { ask } from '../../template-calls.ts'

const day = 24 * 3_600_000
const period = { Start: testTime - day, End: testTime + 30 * day }
const metric = (mock: MockUnderTest, changes: Parameters = {}) =>
  ask(mock, 'GetChatappPhoneNumberMetric', { ...period, ...changes })
const rows = async (mock: MockUnderTest, changes: Parameters = {}) =>
  (await metric(mock, changes)).body['Data']
const plan = {
  sent: [100, 100],
  delivered: [100, 100],
  read: [100, 100],
  readProbability: 1,
  failProbability: 0,
  failCode: '131026',
} as const

/** An emulator whose space is counted. */
async function counting(options: MockOptions = {}): Promise<MockUnderTest> {
  const mock = mockUnderTest({ plan, ...options })
  await ask(mock, 'EnableWhatsappROIMetric')
  return mock
}
/** Sends a template without variables. */
const send = (mock: MockUnderTest, count: number, changes: Parameters = {}) =>
  mock.send({
    TemplateCode: '1119000000000000002',
    SenderList: recipients(count).map(({ To }) => ({ To })),
    ...changes,
  })

describe('the metric of numbers', () => {
  it('counts the messages of each number of the space, or of the one that is named', async () => {
    const mock = await counting()
    await send(mock, 3)
    await send(mock, 2, { From: '8613900000002' })
    await mock.send({
      ChannelType: 'viber',
      From: '90010001',
      TemplateCode: '1119000000000000011',
      SenderList: [{ To: '8613800000001', TemplateParams: { name: 'Ann' } }],
    })
    await mock.demo.advance('1d')
    const midnight = Date.parse('2026-11-24T00:00:00Z')
    const row = { Start: midnight, End: midnight + day, Granularity: 'DAILY' }
    const [first, second] = [
      { ...row, PhoneNumber: '8613900000001', SentCount: 3, DeliveredCount: 3 },
      { ...row, PhoneNumber: '8613900000002', SentCount: 2, DeliveredCount: 2 },
    ]
    expect(await rows(mock)).toEqual([first, second])
    expect(await rows(mock, { PhoneNumber: '8613900000002' })).toEqual([second])
  })

  it('has no row for an interval in which messages were only read', async () => {
    const mock = await counting({ plan: { ...plan, read: [day, day] } })
    await send(mock, 1)
    await mock.demo.advance('3d')
    expect(await rows(mock)).toHaveLength(1)
  })

  it('shows nothing before counting began', async () => {
    const mock = mockUnderTest()
    await send(mock, 1)
    await mock.demo.advance('2d')
    expect(await rows(mock)).toEqual([])
  })

  it('counts by the half hour when asked to', async () => {
    const mock = await counting({ plan: { ...plan, delivered: [1_800_000, 1_800_000] } })
    await send(mock, 1)
    await mock.demo.advance('1d')
    expect(await rows(mock, { Granularity: 'HALF_HOUR' })).toEqual([
      {
        PhoneNumber: '8613900000001',
        Start: testTime,
        End: testTime + 1_800_000,
        Granularity: 'HALF_HOUR',
        SentCount: 1,
        DeliveredCount: 0,
      },
      {
        PhoneNumber: '8613900000001',
        Start: testTime + 1_800_000,
        End: testTime + 3_600_000,
        Granularity: 'HALF_HOUR',
        SentCount: 0,
        DeliveredCount: 1,
      },
    ])
  })

  it.each<[string, Parameters, code: string, rule: string]>([
    [
      'the number is not of the space',
      { PhoneNumber: '8613900000009' },
      'ERR-OPERATION-MAAP-0065',
      'number.is-bound',
    ],
    [
      'the number has a plus sign',
      { PhoneNumber: '+8613900000001' },
      'InvalidParameter.PhoneNumberError',
      'number.is-numeric',
    ],
    ['the period ends before it starts', { Start: 2, End: 1 }, 'InvalidEnd', 'metric.period-is-one'],
    ['the end is missing', { End: undefined }, 'MissingEnd', 'gateway.parameters-fit-their-types'],
    [
      'the space is of somebody else',
      { CustSpaceId: 'cams-demo0002' },
      'Unknown.ResourceOwnerId',
      'space.belongs-to-caller',
    ],
  ])('is refused when %s', async (_, changes, code, rule) => {
    const reply = await metric(mockUnderTest(), changes)
    expect([reply.code, reply.rule, reply.status]).toEqual([code, rule, 400])
  })
})
