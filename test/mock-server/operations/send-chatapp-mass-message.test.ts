import { describe, expect, it } from 'vitest'
import { languageCodes } from '../../../contracts/languages.ts'
import { mockUnderTest, refusalOf, type Reply } from '../../mock-under-test.ts'
import { keys, massSend, type Parameters } from '../../signed-requests.ts'

const viber = { ChannelType: 'viber', From: '90010001', TemplateCode: '1119000000000000011' }
const messenger = { ChannelType: 'messenger', From: '100200300400500', TemplateCode: '1119000000000000002' }
const instagram = { ChannelType: 'instagram', From: '17841400000000001', TemplateCode: '1119000000000000002' }
/** Sends to a fresh emulator. */
const send = (changes: Parameters = {}): Promise<Reply> => mockUnderTest().send(changes)
const accepted = { status: 200, code: 'OK', message: 'OK', rule: 'SendChatappMassMessage.accepted' }
const missing = (parameter: string) => ({
  status: 400,
  code: `Missing${parameter}`,
  message: `${parameter} is mandatory for this action.`,
  rule: 'gateway.parameters-fit-their-types',
})

describe('the answer', () => {
  it('carries RequestId, Code, Message and GroupMessageId, and no AccessDeniedDetail', async () => {
    const { body, headers, status } = await send()
    expect(status).toBe(200)
    expect(Object.keys(body)).toEqual(['RequestId', 'Code', 'Message', 'GroupMessageId'])
    expect(body).toMatchObject({ Code: 'OK', Message: 'OK' })
    expect(body['RequestId']).toMatch(/^[0-9A-F]{8}-[0-9A-F]{4}-5[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/)
    expect(body['RequestId']).toBe(headers['x-acs-request-id'])
  })

  it('names the batch with a text of 16 digits that start with 89', async () => {
    const { body } = await send()
    expect(body['GroupMessageId']).toMatch(/^89\d{14}$/)
  })

  it('never gives two batches the same id', async () => {
    const mock = mockUnderTest({ throttled: false })
    const ids = new Set<unknown>()
    for (let count = 0; count < 2000; count++) ids.add((await mock.send()).body['GroupMessageId'])
    expect(ids.size).toBe(2000)
    expect(mock.batches()).toHaveLength(2000)
  })

  it('gives the same bytes for the same seed and other ids for another', async () => {
    const [first, again, other] = await Promise.all(
      [7, 7, 8].map((seed) => mockUnderTest({ seed }).call(massSend(), { nonce: 'same' })),
    )
    expect(again?.text).toBe(first?.text)
    expect(other?.text).not.toBe(first?.text)
  })

  it('has no GroupMessageId when the call is refused', async () => {
    expect((await send({ ChannelType: 'line' })).body).not.toHaveProperty('GroupMessageId')
  })
})

describe('the documented errors', () => {
  it('answers Product.Unsubscript to an account that has not opened the product', async () => {
    const reply = await mockUnderTest().send({}, { key: keys.unsubscribed })
    expect(refusalOf(reply)).toEqual({
      status: 400,
      code: 'Product.Unsubscript',
      message: 'You have not subscribed to the specified product.',
      rule: 'gateway.product-is-subscribed',
    })
  })

  it('answers Ram.PermissionDeny to a RAM user who may only read', async () => {
    const reply = await mockUnderTest().send({}, { key: keys.reader })
    expect(refusalOf(reply)).toEqual({
      status: 400,
      code: 'Ram.PermissionDeny',
      message: 'You are not authorized to perform the operation.',
      rule: 'gateway.policy-allows',
    })
  })

  it('answers System.LimitControl to the eleventh call within one second', async () => {
    const mock = mockUnderTest()
    for (let count = 0; count < 10; count++) expect((await mock.send()).code).toBe('OK')
    expect(refusalOf(await mock.send())).toEqual({
      status: 400,
      code: 'System.LimitControl',
      message: 'The system is under flow control.',
      rule: 'gateway.rate-is-kept',
    })
  })

  it('answers Unknown.ResourceOwnerId to a space of another account', async () => {
    const reply = await send({ CustSpaceId: 'cams-demo0002' })
    expect(refusalOf(reply)).toEqual({
      status: 400,
      code: 'Unknown.ResourceOwnerId',
      message: 'The resource does not belong to the current user.',
      rule: 'send.space-belongs-to-caller',
    })
  })
})

describe('ChannelType', () => {
  it.each([
    ['whatsapp', {}],
    ['WHATSAPP', {}],
    ['WhatsApp', {}],
    ['viber', viber],
    ['VIBER', { ...viber, ChannelType: 'VIBER' }],
    ['messenger', messenger],
    ['instagram', instagram],
  ])('accepts %s', async (ChannelType, changes) => {
    expect(refusalOf(await send({ ...changes, ChannelType }))).toEqual(accepted)
  })

  it.each(['line', 'LINE', 'telegram', 'sms', ''])('refuses %o', async (ChannelType) => {
    expect(refusalOf(await send({ ChannelType }))).toMatchObject({
      status: 400,
      code: 'InvalidParameter.ChannelTypeNotSupport',
      rule: 'send.channel-is-supported',
    })
  })

  it('is mandatory', async () => {
    expect(refusalOf(await send({ ChannelType: undefined }))).toEqual(missing('ChannelType'))
  })
})

describe('TemplateCode and TemplateName', () => {
  it('accepts a code, a name, and both', async () => {
    expect((await send()).code).toBe('OK')
    expect((await send({ TemplateCode: undefined, TemplateName: 'order_notice' })).code).toBe('OK')
    expect((await send({ TemplateName: 'order_notice' })).code).toBe('OK')
  })

  it('refuses a call that names no template', async () => {
    const refusal = {
      status: 400,
      code: 'InvalidParameter.TemplateCodeNotEmpty',
      rule: 'send.template-is-named',
    }
    expect(refusalOf(await send({ TemplateCode: undefined }))).toMatchObject(refusal)
    expect(refusalOf(await send({ TemplateCode: '' }))).toMatchObject(refusal)
    expect(refusalOf(await send({ TemplateCode: '', TemplateName: '' }))).toMatchObject(refusal)
  })

  it('goes by the code when both are given and differ', async () => {
    const mock = mockUnderTest()
    const { body } = await mock.send({ TemplateCode: '1119000000000000002', TemplateName: 'order_notice' })
    expect(mock.world.batches.get(String(body['GroupMessageId']))).toMatchObject({
      terms: { templateCode: '1119000000000000002', templateName: 'welcome' },
    })
  })

  it('refuses a template that does not exist, also when only the name is right', async () => {
    const refusal = {
      status: 400,
      code: 'DetailError.TemplateNotExist',
      message: 'The template is not exist.',
      rule: 'send.template-exists',
    }
    expect(refusalOf(await send({ TemplateCode: '1119999999999999999' }))).toEqual(refusal)
    expect(
      refusalOf(await send({ TemplateCode: '1119999999999999999', TemplateName: 'order_notice' })),
    ).toEqual(refusal)
    expect(refusalOf(await send({ TemplateCode: undefined, TemplateName: 'no_such_template' }))).toEqual(
      refusal,
    )
  })

  it('refuses a template of another account as what it is, like its spaces and numbers', async () => {
    const own = { CustSpaceId: 'cams-demo0002', From: '8613900000009' }
    const refusal = { status: 400, code: 'Unknown.ResourceOwnerId', rule: 'send.template-exists' }
    for (const lenient of [false, true])
      expect(refusalOf(await mockUnderTest({ lenient }).send(own, { key: keys.account2 }))).toMatchObject(
        refusal,
      )
    const unknown = { ...own, TemplateCode: '1119999999999999999' }
    expect((await mockUnderTest().send(unknown, { key: keys.account2 })).code).toBe(
      'DetailError.TemplateNotExist',
    )
    expect((await mockUnderTest({ lenient: true }).send(unknown, { key: keys.account2 })).code).toBe('OK')
  })

  it('refuses a template that exists in another language only', async () => {
    expect((await send({ Language: 'zh_CN' })).code).toBe('OK')
    expect(refusalOf(await send({ Language: 'de' }))).toMatchObject({
      code: 'DetailError.TemplateNotExist',
      rule: 'send.template-exists',
    })
  })

  it.each(['1119000000000000003', '1119000000000000004'])(
    'refuses %s, which is not approved',
    async (TemplateCode) => {
      expect(refusalOf(await send({ TemplateCode }))).toMatchObject({
        status: 400,
        rule: 'send.template-is-approved',
      })
    },
  )

  it('refuses a viber template on whatsapp and a whatsapp template on viber', async () => {
    expect((await send({ TemplateCode: '1119000000000000011' })).rule).toBe('send.template-exists')
    expect((await send({ ...viber, TemplateCode: '1119000000000000001' })).rule).toBe('send.template-exists')
  })
})

describe('Language', () => {
  it('knows 68 codes', () => {
    expect(languageCodes.size).toBe(68)
  })

  it('accepts every code and refuses it only for want of a template', async () => {
    const mock = mockUnderTest({ throttled: false })
    for (const Language of languageCodes)
      expect(['SendChatappMassMessage.accepted', 'send.template-exists'], Language).toContain(
        (await mock.send({ Language })).rule,
      )
  })

  it.each(['xx', 'EN', 'en-US', 'en_AU', 'zh', 'ka'])('refuses %s', async (Language) => {
    expect(refusalOf(await send({ Language }))).toMatchObject({
      status: 400,
      code: 'InvalidParameter.LanguageNotSupport',
      rule: 'send.language-is-supported',
    })
  })

  it('is mandatory, and refused in words of its own when empty', async () => {
    expect(refusalOf(await send({ Language: undefined }))).toEqual(missing('Language'))
    expect(refusalOf(await send({ Language: '' }))).toMatchObject({
      status: 400,
      code: 'InvalidParameter.LanguageNotEmpty',
      rule: 'send.language-is-given',
    })
  })
})

describe('From', () => {
  it('accepts both numbers of the space', async () => {
    expect((await send({ From: '8613900000001' })).code).toBe('OK')
    expect((await send({ From: '8613900000002' })).code).toBe('OK')
  })

  it.each(['+8613900000001', '86 13900000001', '86-13900000001', 'sender', '', '８６１３９００００００１'])(
    'refuses %o on a phone channel',
    async (From) => {
      expect(refusalOf(await send({ From }))).toMatchObject({
        status: 400,
        code: 'InvalidParameter.FromOnlyNumeric',
        rule: 'send.sender-is-numeric',
      })
      expect((await send({ ...viber, From })).code).toBe('InvalidParameter.FromOnlyNumeric')
    },
  )

  it('is not held to digits on channels without phone numbers', async () => {
    expect((await send({ ...messenger, From: 'page.one' })).rule).toBe('send.sender-is-registered')
    expect((await send({ ...instagram, From: 'account.one' })).rule).toBe('send.sender-is-registered')
  })

  it('refuses a number that is not bound to the space', async () => {
    expect(refusalOf(await send({ From: '8613900000003' }))).toEqual({
      status: 400,
      code: 'ERR-OPERATION-MAAP-0065',
      message: 'The phoneCode is not bind to the subscriber.',
      rule: 'send.sender-is-registered',
    })
  })

  it('refuses the number of another account', async () => {
    expect(refusalOf(await send({ From: '8613900000009', CustSpaceId: undefined }))).toMatchObject({
      code: 'Unknown.ResourceOwnerId',
      rule: 'send.sender-is-registered',
    })
  })

  it('does not take the sender of one channel for that of another', async () => {
    expect((await send({ From: '90010001' })).rule).toBe('send.sender-is-registered')
    expect((await send({ ...viber, From: '8613900000001' })).rule).toBe('send.sender-is-registered')
  })

  it('is mandatory', async () => {
    expect(refusalOf(await send({ From: undefined }))).toEqual(missing('From'))
  })
})

describe('CustSpaceId', () => {
  it('may be left out or empty: the space is that of the sender', async () => {
    expect((await send({ CustSpaceId: undefined })).code).toBe('OK')
    expect((await send({ CustSpaceId: '' })).code).toBe('OK')
  })

  it('refuses a space that does not exist', async () => {
    expect(refusalOf(await send({ CustSpaceId: 'cams-nowhere1' }))).toMatchObject({
      code: 'Unknown.ResourceOwnerId',
      rule: 'send.space-belongs-to-caller',
    })
  })

  it('refuses a whatsapp send from a space without a WABA', async () => {
    const mock = mockUnderTest({
      world: {
        accounts: [
          { uid: '1000000000000001', spaces: [{ id: 'cams-bare0001', numbers: ['8613900000111'] }] },
        ],
      },
    })
    const reply = await mock.send({ CustSpaceId: 'cams-bare0001', From: '8613900000111' })
    expect(refusalOf(reply)).toEqual({
      status: 400,
      code: 'ERR-OPERATION-MAAP-0060',
      message: 'The subscriber has not bind WABA.',
      rule: 'send.space-has-waba',
    })
  })

  it('lets account 2 use its own space, in which it has no template yet', async () => {
    const own = { CustSpaceId: 'cams-demo0002', From: '8613900000009' }
    expect((await mockUnderTest().send(own, { key: keys.account2 })).rule).toBe('send.template-exists')
    expect((await mockUnderTest().send({}, { key: keys.account2 })).code).toBe('Unknown.ResourceOwnerId')
  })
})

it('lists the registered numbers when From is none of them, the nearest first', async () => {
  const mock = mockUnderTest()
  await mock.send({ From: '8613900000011' })
  expect(mock.exchanges[0]?.refusal?.expected).toMatch(
    /^a whatsapp sender of (?:account \d+|cams-demo0001), such as 8613900000001/,
  )
})
