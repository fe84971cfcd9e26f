import { describe, expect, it } from 'vitest'
import { auditReceipt } from '../../../contracts/callbacks/audit-receipt.ts'
import type { MockOptions } from '../../../mock-server/entry/create-mock.ts'
import { queueName } from '../../../mock-server/receipts/destinations.ts'
import { accountKey } from '../../../mock-server/world/receivers.ts'
import { mockUnderTest, type MockUnderTest } from '../../mock-under-test.ts'
import { ask, dataOf } from '../../template-calls.ts'
import { receiver, uid } from '../receipts/receiving.ts'

const number = '8613900000001'
const waba = '200000000000001'

/** An emulator whose account receives by queue, under version 2 of audit receipts unless told otherwise. */
function provider(options: MockOptions = { assumptions: { auditReceiptVersion: '2' } }): MockUnderTest {
  const mock = mockUnderTest(options)
  mock.world.receivers.set(accountKey(uid), receiver({ http: false, queue: true }))
  return mock
}
const audits = (mock: MockUnderTest): unknown[] =>
  mock.world.queues
    .peek(queueName(uid, 'ChatAppAudit'), mock.clock.now(), 10)
    .map(({ body }) => auditReceipt.item.parse(JSON.parse(body)))
const shown = async (mock: MockUnderTest): Promise<unknown> =>
  ((await ask(mock, 'QueryChatappPhoneNumbers')).body['PhoneNumbers'] as unknown[])[0]

describe('a number', () => {
  it('is changed in what is said, and keeps the rest', async () => {
    const mock = mockUnderTest()
    await mock.demo.setNumber(number, { qualityRating: 'RED' })
    expect(
      await mock.demo.setNumber(number, { messagingLimitTier: 'TIER_10K', official: true }),
    ).toMatchObject({
      qualityRating: 'RED',
      messagingLimitTier: 'TIER_10K',
      official: true,
      status: 'CONNECTED',
    })
    expect(await shown(mock)).toMatchObject({
      PhoneNumber: number,
      QualityRating: 'RED',
      MessagingLimitTier: 'TIER_10K',
      IsOfficial: 'Y',
      Status: 'CONNECTED',
    })
  })

  it('says nothing of itself when nothing was changed', async () => {
    const mock = mockUnderTest()
    const before = await mock.demo.export()
    await mock.demo.setNumber(number, {})
    await mock.demo.setWaba(waba, {})
    expect(await mock.demo.export()).toEqual(before)
  })

  it('is changed in one world only, and is what it was after a reset', async () => {
    const mock = mockUnderTest()
    const fork = await mock.demo.fork()
    await mock.demo.setNumber(number, { qualityRating: 'RED' })
    expect((await fork.export()).accounts?.[0]?.spaces?.[0]?.numberStates).toEqual({})
    await mock.demo.reset()
    expect(await shown(mock)).toMatchObject({ QualityRating: 'GREEN' })
  })

  it('tells providers of its name and quality, and of nothing that did not change', async () => {
    const mock = provider()
    await mock.demo.setNumber(number, { qualityRating: 'YELLOW' })
    await mock.demo.setNumber(number, {
      verifiedName: 'Shop',
      nameStatus: 'PENDING_REVIEW',
      qualityRating: 'YELLOW',
    })
    await mock.demo.setNumber(number, { status: 'FLAGGED' })
    const about = { WabaId: waba, PhoneNumber: number }
    expect(audits(mock)).toEqual([
      { ...about, Type: 'phoneQualityUpdate', Status: 'YELLOW', CurrentLimit: 'TIER_1K' },
      { ...about, Type: 'phoneNameUpdate', Status: 'PENDING_REVIEW' },
    ])
  })

  it('tells nobody under version 1, which is about templates alone', async () => {
    const mock = provider({})
    await mock.demo.setNumber(number, { qualityRating: 'YELLOW' })
    expect(audits(mock)).toEqual([])
  })

  it.each<[string, object, string]>([
    [number, { qualityRating: 'PINK' }, '/qualityRating'],
    [number, { qualityRatings: 'RED' }, 'Did you mean qualityRating?'],
    [
      '1',
      { qualityRating: 'RED' },
      `has no WhatsApp number 1. Known: ${number}, 8613900000002, 8613900000009.`,
    ],
    ['90010001', { qualityRating: 'RED' }, 'has no WhatsApp number 90010001'],
  ])('is refused: %s %o', async (to, changes, complaint) => {
    await expect(mockUnderTest().demo.setNumber(to, changes)).rejects.toThrow(complaint)
  })
})

describe('a WABA', () => {
  it('is changed, and tells providers of its review', async () => {
    const mock = provider()
    await mock.demo.setWaba(waba, { name: 'Shop' })
    expect(await mock.demo.setWaba(waba, { reviewStatus: 'REJECTED' })).toMatchObject({
      name: 'Shop',
      reviewStatus: 'REJECTED',
      currency: 'USD',
    })
    expect(dataOf(await ask(mock, 'QueryChatappBindWaba'))).toMatchObject({
      Id: waba,
      Name: 'Shop',
      AccountReviewStatus: 'REJECTED',
    })
    expect(audits(mock)).toEqual([{ WabaId: waba, Type: 'wabaReviewUpdate', Status: 'REJECTED' }])
  })

  it('is refused when the world has none of that id', async () => {
    await expect(mockUnderTest().demo.setWaba('1', { name: 'Shop' })).rejects.toThrow(
      `has no WABA 1. Known: ${waba}, 200000000000002.`,
    )
  })
})
