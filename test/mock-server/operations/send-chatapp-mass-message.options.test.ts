import { describe, expect, it } from 'vitest'
import { mockUnderTest, refusalOf, type Reply } from '../../mock-under-test.ts'
import { type Parameters } from '../../signed-requests.ts'

const viber = { ChannelType: 'viber', From: '90010001', TemplateCode: '1119000000000000011' }

/** Sends to a fresh emulator. */
const send = (changes: Parameters = {}): Promise<Reply> => mockUnderTest().send(changes)
const invalid = (parameter: string) => ({
  status: 400,
  code: `Invalid${parameter}`,
  message: `Specified parameter ${parameter} is not valid.`,
  rule: 'gateway.parameters-fit-their-types',
})

describe('fallback parameters', () => {
  it.each([60, 120, 43_200])('accepts a FallBackDuration of %d', async (FallBackDuration) => {
    expect((await send({ FallBackDuration })).code).toBe('OK')
  })

  it.each([10, 59])(
    'refuses a FallBackDuration of %d, which only the schema of 2024 allowed',
    async (FallBackDuration) => {
      expect(refusalOf(await send({ FallBackDuration }))).toEqual({
        ...invalid('FallBackDuration'),
        rule: 'send.fallback-duration-is-in-range',
      })
    },
  )

  it.each([9, 0, -60, 43_201, 9_999_999_999, '1.5', '60s', 'NaN', '1e3', '0x3c'])(
    'refuses a FallBackDuration of %s',
    async (FallBackDuration) => {
      expect(refusalOf(await send({ FallBackDuration }))).toEqual(invalid('FallBackDuration'))
    },
  )

  it('accepts FallBackRule undelivered, sentFailed and empty', async () => {
    expect((await send({ FallBackRule: 'undelivered' })).code).toBe('OK')
    expect((await send({ FallBackRule: 'sentFailed' })).code).toBe('OK')
    expect((await send({ FallBackRule: '' })).code).toBe('OK')
  })

  it.each(['sentfailed', 'always'])('refuses a FallBackRule of %s', async (FallBackRule) => {
    expect(refusalOf(await send({ FallBackRule }))).toEqual(invalid('FallBackRule'))
  })

  it('falls back with sentFailed where undelivered refuses: the template is missing or not approved', async () => {
    for (const TemplateCode of ['1119999999999999999', '1119000000000000003', '1119000000000000004']) {
      expect((await send({ TemplateCode, FallBackRule: 'undelivered' })).code).toBe(
        'DetailError.TemplateNotExist',
      )
      expect((await send({ TemplateCode, FallBackRule: 'sentFailed', FallBackId: 'S00001' })).code).toBe('OK')
    }
  })

  it.each([{ TemplateCode: undefined }, { Language: 'xx' }, { Language: '' }])(
    'falls back with sentFailed where undelivered refuses: %o',
    async (changes) => {
      const mock = mockUnderTest()
      expect((await mock.send({ ...changes, FallBackContent: 'SMS' })).status).toBe(400)
      expect((await mock.send({ ...changes, FallBackContent: 'SMS', FallBackRule: 'sentFailed' })).code).toBe(
        'OK',
      )
      await mock.demo.advance('1m')
      expect(await mock.demo.messages()).toMatchObject([
        { status: 'Failed', errorCode: '132001', fallback: { content: 'SMS' } },
      ])
    },
  )

  it('refuses with sentFailed, too, when there is nothing to fall back to, unless told otherwise', async () => {
    const alone = { TemplateCode: '1119999999999999999', FallBackRule: 'sentFailed', FallBackContent: '' }
    expect((await send(alone)).code).toBe('DetailError.TemplateNotExist')
    expect((await mockUnderTest({ assumptions: { sentFailedAlone: 'accepted' } }).send(alone)).code).toBe(
      'OK',
    )
  })

  it('keeps ChannelType, From and To as hard checks under sentFailed', async () => {
    const FallBackRule = 'sentFailed'
    expect((await send({ FallBackRule, ChannelType: 'line' })).code).toBe(
      'InvalidParameter.ChannelTypeNotSupport',
    )
    expect((await send({ FallBackRule, From: '8613900000003' })).code).toBe('ERR-OPERATION-MAAP-0065')
    expect((await send({ FallBackRule, SenderList: [{ To: 'x' }] })).code).toBe(
      'InvalidParameter.ToOnlyNumeric',
    )
  })

  it('accepts FallBackId and FallBackContent where the account has SMS fallback, and refuses them where it has not', async () => {
    expect((await send({ FallBackId: 'S00001', FallBackContent: 'Fallback message' })).code).toBe('OK')
    const world = { accounts: [{ uid: '1000000000000001', smsFallback: false }] }
    for (const fallback of [{ FallBackId: 'S00001' }, { FallBackContent: 'text' }]) {
      const reply = await mockUnderTest({ world }).send(fallback)
      expect(refusalOf(reply)).toMatchObject({
        status: 400,
        code: 'InvalidParameter.SendSmsNotSupport',
        rule: 'send.sms-fallback-is-enabled',
      })
    }
    expect((await mockUnderTest({ world }).send({ FallBackId: '', FallBackContent: '' })).code).toBe('OK')
  })
})

describe('viber parameters', () => {
  it.each([30, 50, 1_209_600])('accepts a Ttl of %d', async (Ttl) => {
    expect((await send({ ...viber, Ttl })).code).toBe('OK')
  })

  it.each([29, 0, -30, 1_209_601, 'soon', '30.5'])('refuses a Ttl of %s', async (Ttl) => {
    expect(refusalOf(await send({ ...viber, Ttl }))).toEqual(invalid('Ttl'))
  })

  it.each(['promotion', 'transaction', 'pormotion'])('accepts the Label %s', async (Label) => {
    expect((await send({ ...viber, Label, Tag: 'tag' })).code).toBe('OK')
  })

  it('refuses a Label outside the list', async () => {
    expect(refusalOf(await send({ ...viber, Label: 'service' }))).toEqual(invalid('Label'))
  })

  it('ignores parameters of another channel and says so in the journal', async () => {
    const mock = mockUnderTest()
    expect((await mock.send({ Ttl: 50, Label: 'promotion', Tag: 'tag' })).code).toBe('OK')
    expect(
      (
        await mock.send({
          ...viber,
          SenderList: [
            { To: '8613800000001', TemplateParams: { name: 'Ann' }, FlowAction: { FlowToken: 't' } },
          ],
        })
      ).code,
    ).toBe('OK')
    expect(mock.exchanges.map(({ remarks }) => remarks)).toEqual([
      ['Ttl', 'Label', 'Tag'].map((name) => `${name} has no meaning on channel whatsapp and was ignored`),
      ['FlowAction has no meaning on channel viber and was ignored'],
    ])
  })
})

describe('parameters of any other kind', () => {
  it('ignores parameters it does not know', async () => {
    expect(
      (
        await send({
          Type: 'template',
          MessageType: 'text',
          Content: '{',
          Whatever: '\u{1F600}',
          'SenderList.1.To': 'x',
        })
      ).code,
    ).toBe('OK')
  })

  it('accepts deprecated parameters and remarks on them', async () => {
    const mock = mockUnderTest()
    expect((await mock.send({ CustWabaId: '659216218160000', IsvCode: 'skdi3kksloslikdkkdk' })).code).toBe(
      'OK',
    )
    expect(mock.exchanges[0]?.remarks).toEqual(['CustWabaId is deprecated', 'IsvCode is deprecated'])
  })

  it('accepts the hidden owner parameters of newer clients', async () => {
    expect((await send({ OwnerId: 1, ResourceOwnerAccount: 'someone', ResourceOwnerId: 2 })).code).toBe('OK')
  })

  it('accepts a TaskId, twice the same: the call is not idempotent', async () => {
    const mock = mockUnderTest()
    const first = await mock.send({ TaskId: '100000001' })
    const second = await mock.send({ TaskId: '100000001' })
    expect(second.code).toBe('OK')
    expect(second.body['GroupMessageId']).not.toBe(first.body['GroupMessageId'])
    expect([...mock.world.batches.values()].map(({ taskId }) => taskId)).toEqual(['100000001', '100000001'])
  })

  it('counts the first of a parameter sent twice', async () => {
    const mock = mockUnderTest()
    expect((await mock.send({}, { more: [['From', 'not a number']] })).code).toBe('OK')
    expect((await mock.send({ From: 'not a number' }, { more: [['From', '8613900000001']] })).code).toBe(
      'InvalidParameter.FromOnlyNumeric',
    )
    expect((await mock.send({}, { scheme: 'v1', more: [['From', 'not a number']] })).code).toBe('OK')
  })
})
