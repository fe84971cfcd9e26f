import { describe, expect, it } from 'vitest'
import { mockUnderTest, refusalOf, type MockUnderTest } from '../../mock-under-test.ts'
import { keys } from '../../signed-requests.ts'

interface Statement {
  readonly Effect: 'Allow' | 'Deny'
  readonly Action: string | string[]
}

const key = { id: 'mock-ak-user', secret: 'mock-sk-user' }

/** An emulator whose account 1 has one more RAM user, with these policies. */
const withPolicies = (...policies: Statement[][]): MockUnderTest =>
  mockUnderTest({
    world: {
      accounts: [
        {
          uid: '1000000000000001',
          users: [
            {
              name: 'tested',
              keys: [key],
              policies: policies.map((Statement) => ({ Version: '1', Statement })),
            },
          ],
        },
      ],
    },
  })

const allow = (...Action: string[]): Statement => ({ Effect: 'Allow', Action })
const deny = (...Action: string[]): Statement => ({ Effect: 'Deny', Action })

describe('a policy', () => {
  it.each([
    '*',
    'cams:*',
    'cams:Send*',
    'cams:SendChatappMassMessage',
    'cams:sendchatappmassmessage',
    'CAMS:Send*',
    'cams:*MassMessage',
    'cams:SendChatappMassMessag?',
    'cams:*Chatapp*',
  ])('allows the send with %s', async (action) => {
    expect((await withPolicies([allow(action)]).send({}, { key })).code).toBe('OK')
  })

  it.each([
    'cams:SendChatappMessage',
    'cams:Query*',
    'sms:*',
    'cams:SendChatappMassMessag',
    'cams:SendChatappMassMessage?',
    'cams.SendChatappMassMessage',
    'cams:Send',
    'SendChatappMassMessage',
    'cams:[A-Z]*',
    'cams:Send.*',
  ])('does not allow it with %s', async (action) => {
    expect((await withPolicies([allow(action)]).send({}, { key })).code).toBe('Ram.PermissionDeny')
  })

  it('is needed: without any, everything is denied', async () => {
    expect((await withPolicies().send({}, { key })).code).toBe('Ram.PermissionDeny')
    expect((await withPolicies([]).send({}, { key })).code).toBe('Ram.PermissionDeny')
  })

  it('lets an explicit deny win, wherever it stands', async () => {
    expect(
      (await withPolicies([allow('*'), deny('cams:SendChatappMassMessage')]).send({}, { key })).code,
    ).toBe('Ram.PermissionDeny')
    expect(
      (await withPolicies([deny('cams:Send*'), allow('cams:SendChatappMassMessage')]).send({}, { key })).code,
    ).toBe('Ram.PermissionDeny')
    expect((await withPolicies([allow('*')], [deny('cams:*')]).send({}, { key })).code).toBe(
      'Ram.PermissionDeny',
    )
  })

  it('lets a deny of something else pass', async () => {
    expect((await withPolicies([allow('*'), deny('cams:List*')]).send({}, { key })).code).toBe('OK')
  })

  it('joins what several policies allow, and lists of actions', async () => {
    expect(
      (await withPolicies([allow('cams:List*')], [allow('sms:*', 'cams:Send*')]).send({}, { key })).code,
    ).toBe('OK')
  })

  it('takes a single action as a text', async () => {
    expect((await withPolicies([{ Effect: 'Allow', Action: 'cams:Send*' }]).send({}, { key })).code).toBe(
      'OK',
    )
  })

  it('does not apply to the account itself', async () => {
    expect((await withPolicies([deny('*')]).send({}, { key: keys.account1 })).code).toBe('OK')
  })
})

describe('a denial', () => {
  it('says who asked for what, as an object', async () => {
    const { body } = await mockUnderTest().send({}, { key: keys.reader })
    expect(body['AccessDeniedDetail']).toEqual({
      AuthAction: 'cams:SendChatappMassMessage',
      AuthPrincipalType: 'SubUser',
      AuthPrincipalOwnerId: '1000000000000001',
      AuthPrincipalDisplayName: 'reader',
      PolicyType: 'AccountLevelIdentityBasedPolicy',
      NoPermissionType: 'ImplicitDeny',
    })
  })

  it('tells an explicit deny from a missing allow', async () => {
    const { body } = await withPolicies([allow('*'), deny('*')]).send({}, { key })
    expect(body['AccessDeniedDetail']).toMatchObject({ NoPermissionType: 'ExplicitDeny' })
  })

  it('is documented', async () => {
    expect((await mockUnderTest().send({}, { key: keys.reader })).evidence).toBe('documented')
  })
})

describe('the demo users', () => {
  it('let the sender send and not list', async () => {
    const mock = mockUnderTest()
    expect((await mock.send({}, { key: keys.sender })).code).toBe('OK')
    expect(
      (await mock.call({ CustSpaceId: 'cams-demo0001' }, { key: keys.sender, action: 'ListChatappTemplate' }))
        .code,
    ).toBe('Ram.PermissionDeny')
  })

  it('let the reader list and query, and not send', async () => {
    const mock = mockUnderTest()
    expect(
      (await mock.call({ CustSpaceId: 'cams-demo0001' }, { key: keys.reader, action: 'ListChatappTemplate' }))
        .code,
    ).toBe('OK')
    expect(
      (
        await mock.call(
          { CustSpaceId: 'cams-demo0001' },
          { key: keys.reader, action: 'QueryChatappPhoneNumbers' },
        )
      ).code,
    ).toBe('OK')
    expect((await mock.send({}, { key: keys.reader })).code).toBe('Ram.PermissionDeny')
  })
})

it('answers Product.Unsubscript for every operation of an account without the product', async () => {
  const mock = mockUnderTest()
  for (const action of ['SendChatappMassMessage', 'ListChatappTemplate']) {
    expect(refusalOf(await mock.call({}, { key: keys.unsubscribed, action }))).toEqual({
      status: 400,
      code: 'Product.Unsubscript',
      message: 'You have not subscribed to the specified product.',
      rule: 'gateway.product-is-subscribed',
    })
  }
})
