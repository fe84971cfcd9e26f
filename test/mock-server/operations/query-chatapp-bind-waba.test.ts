import { describe, expect, it } from 'vitest'
import { mockUnderTest } from '../../mock-under-test.ts'
import { ask } from '../../template-calls.ts'

describe('the WABA of a space', () => {
  it('is shown with its state', async () => {
    const { body } = await ask(mockUnderTest(), 'QueryChatappBindWaba')
    expect(body).toMatchObject({
      Code: 'OK',
      Success: true,
      Data: { Id: '200000000000001', Currency: 'USD', AccountReviewStatus: 'APPROVED' },
    })
  })

  it('is as the world says', async () => {
    const wabaState = {
      name: 'Shop',
      currency: 'EUR',
      reviewStatus: 'PENDING',
      namespace: 'shop_1',
      businessId: '7',
      businessName: 'Shop Ltd',
    } as const
    const world = {
      accounts: [{ uid: '1000000000000001', spaces: [{ id: 'cams-shop', waba: '7001', wabaState }] }],
    }
    const { body } = await ask(mockUnderTest({ world }), 'QueryChatappBindWaba', { CustSpaceId: 'cams-shop' })
    expect(body['Data']).toEqual({
      Id: '7001',
      Name: 'Shop',
      Currency: 'EUR',
      MessageTemplateNamespace: 'shop_1',
      AccountReviewStatus: 'PENDING',
      BusinessId: '7',
      BusinessName: 'Shop Ltd',
    })
  })

  it('is refused of a space of somebody else, and of one that has none', async () => {
    expect((await ask(mockUnderTest(), 'QueryChatappBindWaba', { CustSpaceId: 'cams-demo0002' })).code).toBe(
      'Unknown.ResourceOwnerId',
    )
    const world = { accounts: [{ uid: '1000000000000001', spaces: [{ id: 'cams-bare' }] }] }
    expect(
      (await ask(mockUnderTest({ world }), 'QueryChatappBindWaba', { CustSpaceId: 'cams-bare' })).code,
    ).toBe('ERR-OPERATION-MAAP-0060')
  })
})
