import { describe, expect, it } from 'vitest'
import { accountKey } from '../../../mock-server/world/receivers.ts'
import { mockUnderTest, type MockUnderTest } from '../../mock-under-test.ts'
import type { Parameters } from '../../signed-requests.ts'
import { ask } from '../../template-calls.ts'

const StatusCallbackUrl = 'http://127.0.0.1:9/status'
const update = (changes: Parameters = {}, mock = mockUnderTest()) =>
  ask(mock, 'UpdateAccountWebhook', changes)
const receiver = (mock: MockUnderTest) => mock.world.receivers.get(accountKey('1000000000000001'))

describe('the callbacks of an account', () => {
  it('are what the call says, and never those of messages of persons', async () => {
    const mock = mockUnderTest()
    expect(
      (await update({ StatusCallbackUrl, UpCallbackUrl: 'http://127.0.0.1:9/inbound', QueueFlag: 'Y' }, mock))
        .code,
    ).toBe('OK')
    expect(receiver(mock)).toEqual({
      statusUrl: StatusCallbackUrl,
      inboundUrl: undefined,
      auditUrl: undefined,
      http: true,
      queue: true,
    })
  })

  it('are set for a space without WABA too', async () => {
    const mock = mockUnderTest({
      world: { accounts: [{ uid: '1000000000000001', spaces: [{ id: 'cams-bare' }] }] },
    })
    expect((await update({ CustSpaceId: 'cams-bare', StatusCallbackUrl }, mock)).code).toBe('OK')
  })

  it.each<[string, Parameters, code: string, rule: string]>([
    [
      'the space is of somebody else',
      { CustSpaceId: 'cams-demo0002' },
      'Unknown.ResourceOwnerId',
      'space.belongs-to-caller',
    ],
    [
      'the space is missing',
      { CustSpaceId: undefined },
      'MissingCustSpaceId',
      'gateway.parameters-fit-their-types',
    ],
    ['a flag is neither Y nor N', { HttpFlag: 'X' }, 'InvalidHttpFlag', 'gateway.parameters-fit-their-types'],
    [
      'the address is none',
      { StatusCallbackUrl: 'somewhere' },
      'InvalidStatusCallbackUrl',
      'webhook.urls-are-web-addresses',
    ],
  ])('do not change when %s', async (_, changes, code, rule) => {
    const mock = mockUnderTest()
    const reply = await update(changes, mock)
    expect([reply.code, reply.rule, reply.status]).toEqual([code, rule, 400])
    expect(receiver(mock)).toBeUndefined()
  })
})
