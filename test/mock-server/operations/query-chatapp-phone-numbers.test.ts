import { describe, expect, it } from 'vitest'
import { mockUnderTest } from '../../mock-under-test.ts'
import { keys, type Parameters } from '../../signed-requests.ts'
import { ask } from '../../template-calls.ts'

const query = async (parameters: Parameters = {}, mock = mockUnderTest()) =>
  (await ask(mock, 'QueryChatappPhoneNumbers', parameters)).body['PhoneNumbers'] as Record<string, unknown>[]
const uid = '1000000000000001'
const number = (PhoneNumber: string) => ({
  PhoneNumber,
  VerifiedName: 'Demo',
  NameStatus: 'APPROVED',
  NewNameStatus: 'NONE',
  Status: 'CONNECTED',
  CodeVerificationStatus: 'VERIFIED',
  QualityRating: 'GREEN',
  MessagingLimitTier: 'TIER_1K',
  IsOfficial: 'N',
})

describe('the numbers of a space', () => {
  it('are its WhatsApp numbers, with their state', async () => {
    expect(await query()).toEqual([number('8613900000001'), number('8613900000002')])
  })

  it('are filtered by the state of connection or verification', async () => {
    expect(await query({ Status: 'VERIFIED' })).toHaveLength(2)
    expect(await query({ Status: 'CONNECTED' })).toHaveLength(2)
    expect(await query({ Status: 'BANNED' })).toEqual([])
  })

  it('show the callbacks of each number, not those of the account', async () => {
    const mock = mockUnderTest()
    await ask(mock, 'UpdateAccountWebhook', {
      StatusCallbackUrl: 'http://127.0.0.1:9/account',
      QueueFlag: 'Y',
    })
    await ask(mock, 'UpdatePhoneWebhook', {
      PhoneNumber: '8613900000001',
      StatusCallbackUrl: 'http://127.0.0.1:9/s',
      UpCallbackUrl: 'http://127.0.0.1:9/u',
      QueueFlag: 'Y',
    })
    expect(await query({}, mock)).toEqual([
      {
        ...number('8613900000001'),
        StatusCallbackUrl: 'http://127.0.0.1:9/s',
        UpCallbackUrl: 'http://127.0.0.1:9/u',
        StatusQueue: 'Alicom-Queue-1000000000000001-ChatAppStatus',
        UpQueue: 'Alicom-Queue-1000000000000001-ChatAppInbound',
      },
      number('8613900000002'),
    ])
  })

  it('are as the world says, and leave out what is as usual', async () => {
    const numberStates = {
      '8613900000002': {
        verifiedName: 'Shop',
        qualityRating: 'RED',
        messagingLimitTier: 'TIER_250',
        status: 'FLAGGED',
        official: true,
      },
    } as const
    const mock = mockUnderTest({
      world: { accounts: [{ uid, spaces: [{ id: 'cams-demo0001', numberStates }] }] },
    })
    const shop = {
      ...number('8613900000002'),
      VerifiedName: 'Shop',
      QualityRating: 'RED',
      MessagingLimitTier: 'TIER_250',
      Status: 'FLAGGED',
      IsOfficial: 'Y',
    }
    expect(await query({}, mock)).toEqual([number('8613900000001'), shop])
    expect(await query({ Status: 'FLAGGED' }, mock)).toEqual([shop])
    expect(await query({ Status: 'CONNECTED' }, mock)).toEqual([number('8613900000001')])
    expect(
      (await mock.demo.inbound({ from: '8613800000001', to: '8613900000002', text: 'hi' })).item,
    ).toMatchObject({ DisplayName: 'Shop' })
  })

  it('are those of the first space of the account when none is named', async () => {
    expect(await query({ CustSpaceId: undefined })).toHaveLength(2)
    const { body } = await mockUnderTest().call(
      {},
      { action: 'QueryChatappPhoneNumbers', key: keys.account2 },
    )
    expect(body['PhoneNumbers']).toEqual([number('8613900000009')])
  })

  it('are refused of a space of somebody else, and of one without WABA', async () => {
    expect(
      (await ask(mockUnderTest(), 'QueryChatappPhoneNumbers', { CustSpaceId: 'cams-demo0002' })).rule,
    ).toBe('space.belongs-to-caller')
    const world = { accounts: [{ uid: '1000000000000001', spaces: [{ id: 'cams-bare' }] }] }
    expect(
      (await ask(mockUnderTest({ world }), 'QueryChatappPhoneNumbers', { CustSpaceId: 'cams-bare' })).code,
    ).toBe('ERR-OPERATION-MAAP-0060')
  })
})
