import { describe, expect, it } from 'vitest'
import { languageCodes } from '../../../contracts/languages.ts'
import { mockUnderTest, refusalOf, type Reply } from '../../mock-under-test.ts'
import { keys, massSend, recipients, type Parameters } from '../../signed-requests.ts'

const viber = { ChannelType: 'viber', From: '90010001', TemplateCode: '1119000000000000011' }
const messenger = { ChannelType: 'messenger', From: '100200300400500', TemplateCode: '1119000000000000002' }
const instagram = { ChannelType: 'instagram', From: '17841400000000001', TemplateCode: '1119000000000000002' }

/** Sends to a fresh emulator. */
const send = (changes: Parameters = {}): Promise<Reply> => mockUnderTest().send(changes)
const recipient = (more: Parameters): Parameters => ({ SenderList: [{ To: '8613800000001', ...more }] })
const sections = (count: number, products: number): Parameters =>
  recipient({ ProductAction: { Sections: Array.from({ length: count }, () => ({ ProductItems: Array.from({ length: products }, (_, index) => ({ ProductRetailerId: `p${index}` })) })) } })
const accepted = { status: 200, code: 'OK', message: 'OK', rule: 'SendChatappMassMessage.accepted' }
const invalid = (parameter: string) => ({ status: 400, code: `Invalid${parameter}`, message: `Specified parameter ${parameter} is not valid.`, rule: 'gateway.parameters-fit-their-types' })
const missing = (parameter: string) => ({ status: 400, code: `Missing${parameter}`, message: `${parameter} is mandatory for this action.`, rule: 'gateway.parameters-fit-their-types' })

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
    const [first, again, other] = await Promise.all([7, 7, 8].map((seed) => mockUnderTest({ seed }).call(massSend(), { nonce: 'same' })))
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
    expect(refusalOf(reply)).toEqual({ status: 400, code: 'Product.Unsubscript', message: 'You have not subscribed to the specified product.', rule: 'gateway.product-is-subscribed' })
  })

  it('answers Ram.PermissionDeny to a RAM user who may only read', async () => {
    const reply = await mockUnderTest().send({}, { key: keys.reader })
    expect(refusalOf(reply)).toEqual({ status: 400, code: 'Ram.PermissionDeny', message: 'You are not authorized to perform the operation.', rule: 'gateway.policy-allows' })
  })

  it('answers System.LimitControl to the eleventh call within one second', async () => {
    const mock = mockUnderTest()
    for (let count = 0; count < 10; count++) expect((await mock.send()).code).toBe('OK')
    expect(refusalOf(await mock.send())).toEqual({ status: 400, code: 'System.LimitControl', message: 'The system is under flow control.', rule: 'gateway.rate-is-kept' })
  })

  it('answers Unknown.ResourceOwnerId to a space of another account', async () => {
    const reply = await send({ CustSpaceId: 'cams-demo0002' })
    expect(refusalOf(reply)).toEqual({ status: 400, code: 'Unknown.ResourceOwnerId', message: 'The resource does not belong to the current user.', rule: 'send.space-belongs-to-caller' })
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
    expect(refusalOf(await send({ ChannelType }))).toMatchObject({ status: 400, code: 'InvalidParameter.ChannelTypeNotSupport', rule: 'send.channel-is-supported' })
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
    const refusal = { status: 400, code: 'InvalidParameter.TemplateCodeNotEmpty', rule: 'send.template-is-named' }
    expect(refusalOf(await send({ TemplateCode: undefined }))).toMatchObject(refusal)
    expect(refusalOf(await send({ TemplateCode: '' }))).toMatchObject(refusal)
    expect(refusalOf(await send({ TemplateCode: '', TemplateName: '' }))).toMatchObject(refusal)
  })

  it('goes by the code when both are given and differ', async () => {
    const mock = mockUnderTest()
    const { body } = await mock.send({ TemplateCode: '1119000000000000002', TemplateName: 'order_notice' })
    expect(mock.world.batches.get(String(body['GroupMessageId']))).toMatchObject({ templateCode: '1119000000000000002', templateName: 'welcome' })
  })

  it('refuses a template that does not exist, also when only the name is right', async () => {
    const refusal = { status: 400, code: 'DetailError.TemplateNotExist', message: 'The template is not exist.', rule: 'send.template-exists' }
    expect(refusalOf(await send({ TemplateCode: '1119999999999999999' }))).toEqual(refusal)
    expect(refusalOf(await send({ TemplateCode: '1119999999999999999', TemplateName: 'order_notice' }))).toEqual(refusal)
    expect(refusalOf(await send({ TemplateCode: undefined, TemplateName: 'no_such_template' }))).toEqual(refusal)
  })

  it('refuses a template that exists in another language only', async () => {
    expect((await send({ Language: 'zh_CN' })).code).toBe('OK')
    expect(refusalOf(await send({ Language: 'de' }))).toMatchObject({ code: 'DetailError.TemplateNotExist', rule: 'send.template-exists' })
  })

  it.each(['1119000000000000003', '1119000000000000004'])('refuses %s, which is not approved', async (TemplateCode) => {
    expect(refusalOf(await send({ TemplateCode }))).toMatchObject({ status: 400, rule: 'send.template-is-approved' })
  })

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
    for (const Language of languageCodes) expect(['SendChatappMassMessage.accepted', 'send.template-exists'], Language).toContain((await mock.send({ Language })).rule)
  })

  it.each(['xx', 'EN', 'en-US', 'en_AU', 'zh', 'ka'])('refuses %s', async (Language) => {
    expect(refusalOf(await send({ Language }))).toMatchObject({ status: 400, code: 'InvalidParameter.LanguageNotSupport', rule: 'send.language-is-supported' })
  })

  it('is mandatory, and refused in words of its own when empty', async () => {
    expect(refusalOf(await send({ Language: undefined }))).toEqual(missing('Language'))
    expect(refusalOf(await send({ Language: '' }))).toMatchObject({ status: 400, code: 'InvalidParameter.LanguageNotEmpty', rule: 'send.language-is-given' })
  })
})

describe('From', () => {
  it('accepts both numbers of the space', async () => {
    expect((await send({ From: '8613900000001' })).code).toBe('OK')
    expect((await send({ From: '8613900000002' })).code).toBe('OK')
  })

  it.each(['+8613900000001', '86 13900000001', '86-13900000001', 'sender', '', '８６１３９００００００１'])('refuses %o on a phone channel', async (From) => {
    expect(refusalOf(await send({ From }))).toMatchObject({ status: 400, code: 'InvalidParameter.FromOnlyNumeric', rule: 'send.sender-is-numeric' })
    expect((await send({ ...viber, From })).code).toBe('InvalidParameter.FromOnlyNumeric')
  })

  it('is not held to digits on channels without phone numbers', async () => {
    expect((await send({ ...messenger, From: 'page.one' })).rule).toBe('send.sender-is-registered')
    expect((await send({ ...instagram, From: 'account.one' })).rule).toBe('send.sender-is-registered')
  })

  it('refuses a number that is not bound to the space', async () => {
    expect(refusalOf(await send({ From: '8613900000003' }))).toEqual({ status: 400, code: 'ERR-OPERATION-MAAP-0065', message: 'The phoneCode is not bind to the subscriber.', rule: 'send.sender-is-registered' })
  })

  it('refuses the number of another account', async () => {
    expect(refusalOf(await send({ From: '8613900000009', CustSpaceId: undefined }))).toMatchObject({ code: 'Unknown.ResourceOwnerId', rule: 'send.sender-is-registered' })
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
    expect(refusalOf(await send({ CustSpaceId: 'cams-nowhere1' }))).toMatchObject({ code: 'Unknown.ResourceOwnerId', rule: 'send.space-belongs-to-caller' })
  })

  it('refuses a whatsapp send from a space without a WABA', async () => {
    const mock = mockUnderTest({ world: { accounts: [{ uid: '1000000000000001', spaces: [{ id: 'cams-bare0001', numbers: ['8613900000111'] }] }] } })
    const reply = await mock.send({ CustSpaceId: 'cams-bare0001', From: '8613900000111' })
    expect(refusalOf(reply)).toEqual({ status: 400, code: 'ERR-OPERATION-MAAP-0060', message: 'The subscriber has not bind WABA.', rule: 'send.space-has-waba' })
  })

  it('lets account 2 use its own space, in which it has no template yet', async () => {
    const own = { CustSpaceId: 'cams-demo0002', From: '8613900000009' }
    expect((await mockUnderTest().send(own, { key: keys.account2 })).rule).toBe('send.template-exists')
    expect((await mockUnderTest().send({}, { key: keys.account2 })).code).toBe('Unknown.ResourceOwnerId')
  })
})

describe('SenderList', () => {
  it.each([1, 2, 999, 1000])('accepts %d recipients', async (count) => {
    const mock = mockUnderTest()
    const { body } = await mock.send({ SenderList: recipients(count) })
    expect(body['Code']).toBe('OK')
    expect(mock.world.batches.get(String(body['GroupMessageId']))?.count).toBe(count)
  })

  it('refuses the 1,001st recipient, and with it the whole call', async () => {
    const mock = mockUnderTest()
    expect(refusalOf(await mock.send({ SenderList: recipients(1001) }))).toEqual(invalid('SenderList'))
    expect(mock.batches()).toHaveLength(0)
  })

  it('refuses its absence and an empty list', async () => {
    expect(refusalOf(await send({ SenderList: undefined }))).toEqual(missing('SenderList'))
    expect(refusalOf(await send({ SenderList: '' }))).toEqual(missing('SenderList'))
    expect(refusalOf(await send({ SenderList: '[]' }))).toEqual(missing('SenderList'))
  })

  it.each(['not json', '[', '{"To":"8613800000001"}', '"8613800000001"', 'null', '42', '[1]', '["8613800000001"]', '[null]', '[[]]'])('refuses %s', async (SenderList) => {
    expect(refusalOf(await send({ SenderList }))).toEqual(invalid('SenderList'))
  })

  it('sends a number that occurs three times three messages', async () => {
    const mock = mockUnderTest()
    const { body } = await mock.send({ SenderList: [{ To: '8613800000001' }, { To: '8613800000001' }, { To: '8613800000001' }] })
    expect(mock.world.batches.get(String(body['GroupMessageId']))?.count).toBe(3)
  })

  it('accepts the sender itself as a recipient: that message fails later, not the call', async () => {
    expect((await send({ SenderList: [{ To: '8613900000001' }] })).code).toBe('OK')
  })

  it('ignores members of a recipient it does not know', async () => {
    expect((await send(recipient({ Nickname: 'Ann', to: 'x' }))).code).toBe('OK')
  })
})

describe('To', () => {
  it('is mandatory in every entry', async () => {
    expect(refusalOf(await send({ SenderList: [{ To: '8613800000001' }, { TemplateParams: {} }] }))).toEqual(missing('To'))
  })

  it.each(['+8613800000001', '86 138', '', 'ann', '861380000000x'])('refuses the whole call for one recipient %o', async (To) => {
    const mock = mockUnderTest()
    const reply = await mock.send({ SenderList: [...recipients(998), { To }] })
    expect(refusalOf(reply)).toMatchObject({ status: 400, code: 'InvalidParameter.ToOnlyNumeric', rule: 'send.recipients-are-numeric' })
    expect(mock.batches()).toHaveLength(0)
  })

  it('is held to digits on viber, not on messenger and instagram', async () => {
    const SenderList = [{ To: 'user.one' }]
    expect((await send({ ...viber, SenderList })).code).toBe('InvalidParameter.ToOnlyNumeric')
    expect((await send({ ...messenger, SenderList })).code).toBe('OK')
    expect((await send({ ...instagram, SenderList })).code).toBe('OK')
  })

  it('is a text: a JSON number is refused', async () => {
    expect(refusalOf(await send({ SenderList: [{ To: 8613800000001 }] }))).toEqual(invalid('SenderList'))
  })
})

describe('what a recipient may carry', () => {
  it.each<[string, Parameters]>([
    ['TemplateParams', { TemplateParams: { name: 'Ann', order: 'A-1' } }],
    ['TemplateParams that are empty', { TemplateParams: {} }],
    ['TemplateParams that do not fit the template', { TemplateParams: { other: 'x' } }],
    ['Payload', { Payload: ['one', 'two', 'three'] }],
    ['a Payload of four', { Payload: ['1', '2', '3', '4'] }],
    ['an empty Payload', { Payload: [] }],
    ['ProductAction', { ProductAction: { ThumbnailProductRetailerId: 'skkks999393', Sections: [{ Title: 'abcd', ProductItems: [{ ProductRetailerId: 'ksi399d8' }] }] } }],
    ['an empty ProductAction', { ProductAction: {} }],
    ['FlowAction', { FlowAction: { FlowToken: 'kde****', FlowActionData: { name: 'name' } } }],
    ['FlowActionData with values of any type', { FlowAction: { FlowActionData: { n: 1, list: [true, null], deep: { a: {} } } } }],
    ['RecipientType', { RecipientType: 'individual' }],
  ])('accepts %s', async (_, more) => {
    expect(refusalOf(await send(recipient(more)))).toEqual(accepted)
  })

  it.each<[string, Parameters]>([
    ['TemplateParams that are a list', { TemplateParams: ['Ann'] }],
    ['a number in TemplateParams', { TemplateParams: { name: 1 } }],
    ['a Payload that is a text', { Payload: 'one' }],
    ['a number in Payload', { Payload: [1] }],
    ['a ProductAction that is a list', { ProductAction: [] }],
    ['Sections that are no list', { ProductAction: { Sections: {} } }],
    ['a number as Title', { ProductAction: { Sections: [{ Title: 1 }] } }],
    ['a number as ProductRetailerId', { ProductAction: { Sections: [{ ProductItems: [{ ProductRetailerId: 1 }] }] } }],
    ['a FlowAction that is a text', { FlowAction: 'NAVIGATE' }],
    ['a number as FlowToken', { FlowAction: { FlowToken: 1 } }],
    ['a number as RecipientType', { RecipientType: 1 }],
  ])('refuses %s', async (_, more) => {
    expect(refusalOf(await send(recipient(more)))).toEqual(invalid('SenderList'))
  })

  it('accepts 10 product sections and 30 products', async () => {
    expect((await send(sections(10, 3))).code).toBe('OK')
    expect((await send(sections(1, 30))).code).toBe('OK')
  })

  it('refuses the eleventh section and the 31st product', async () => {
    const refusal = { status: 400, code: 'InvalidSenderList', rule: 'send.products-are-within-limits' }
    expect(refusalOf(await send(sections(11, 1)))).toMatchObject(refusal)
    expect(refusalOf(await send(sections(1, 31)))).toMatchObject(refusal)
    expect(refusalOf(await send(sections(10, 4)))).toMatchObject(refusal)
  })
})

describe('fallback parameters', () => {
  it.each([60, 120, 43_200])('accepts a FallBackDuration of %d', async (FallBackDuration) => {
    expect((await send({ FallBackDuration })).code).toBe('OK')
  })

  it.each([10, 59])('refuses a FallBackDuration of %d, which only the schema of 2024 allowed', async (FallBackDuration) => {
    expect(refusalOf(await send({ FallBackDuration }))).toEqual({ ...invalid('FallBackDuration'), rule: 'send.fallback-duration-is-in-range' })
  })

  it.each([9, 0, -60, 43_201, 9_999_999_999, '1.5', '60s', 'NaN', '1e3', '0x3c'])('refuses a FallBackDuration of %s', async (FallBackDuration) => {
    expect(refusalOf(await send({ FallBackDuration }))).toEqual(invalid('FallBackDuration'))
  })

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
      expect((await send({ TemplateCode, FallBackRule: 'undelivered' })).code).toBe('DetailError.TemplateNotExist')
      expect((await send({ TemplateCode, FallBackRule: 'sentFailed' })).code).toBe('OK')
    }
  })

  it('keeps ChannelType, From and To as hard checks under sentFailed', async () => {
    const FallBackRule = 'sentFailed'
    expect((await send({ FallBackRule, ChannelType: 'line' })).code).toBe('InvalidParameter.ChannelTypeNotSupport')
    expect((await send({ FallBackRule, From: '8613900000003' })).code).toBe('ERR-OPERATION-MAAP-0065')
    expect((await send({ FallBackRule, SenderList: [{ To: 'x' }] })).code).toBe('InvalidParameter.ToOnlyNumeric')
  })

  it('accepts FallBackId and FallBackContent where the account has SMS fallback, and refuses them where it has not', async () => {
    expect((await send({ FallBackId: 'S00001', FallBackContent: 'Fallback message' })).code).toBe('OK')
    const world = { accounts: [{ uid: '1000000000000001', smsFallback: false }] }
    for (const fallback of [{ FallBackId: 'S00001' }, { FallBackContent: 'text' }]) {
      const reply = await mockUnderTest({ world }).send(fallback)
      expect(refusalOf(reply)).toMatchObject({ status: 400, code: 'InvalidParameter.SendSmsNotSupport', rule: 'send.sms-fallback-is-enabled' })
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
    expect((await mock.send({ ...viber, SenderList: [{ To: '8613800000001', FlowAction: {} }] })).code).toBe('OK')
    expect(mock.exchanges.map(({ remarks }) => remarks)).toEqual([
      ['Ttl', 'Label', 'Tag'].map((name) => `${name} has no meaning on channel whatsapp and was ignored`),
      ['FlowAction has no meaning on channel viber and was ignored'],
    ])
  })
})

describe('parameters of any other kind', () => {
  it('ignores parameters it does not know', async () => {
    expect((await send({ Type: 'template', MessageType: 'text', Content: '{', Whatever: '\u{1F600}', 'SenderList.1.To': 'x' })).code).toBe('OK')
  })

  it('accepts deprecated parameters and remarks on them', async () => {
    const mock = mockUnderTest()
    expect((await mock.send({ CustWabaId: '659216218160000', IsvCode: 'skdi3kksloslikdkkdk' })).code).toBe('OK')
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
    expect((await mock.send({ From: 'not a number' }, { more: [['From', '8613900000001']] })).code).toBe('InvalidParameter.FromOnlyNumeric')
    expect((await mock.send({}, { scheme: 'v1', more: [['From', 'not a number']] })).code).toBe('OK')
  })
})

describe('the demo world', () => {
  it.each<[string, Parameters]>([
    ['order_notice', {}],
    ['order_notice', { Language: 'zh_CN' }],
    ['welcome', { TemplateCode: '1119000000000000002' }],
    ['quick_reply', { TemplateCode: '1119000000000000005' }],
    ['catalog', { TemplateCode: '1119000000000000006' }],
    ['flow', { TemplateCode: '1119000000000000007' }],
    ['otp', { TemplateCode: '1119000000000000008' }],
    ['viber_text', viber],
  ])('sends %s by code and by name', async (TemplateName, changes) => {
    expect((await send(changes)).code).toBe('OK')
    expect((await send({ ...changes, TemplateCode: undefined, TemplateName })).code).toBe('OK')
  })

  it.each([
    ['account 1', keys.account1],
    ['the RAM user who may send', keys.sender],
    ['the STS key', keys.sts],
  ])('lets %s send', async (_, key) => {
    expect((await mockUnderTest().send({}, { key })).code).toBe('OK')
  })

  it('has the variables and states that its documentation names', () => {
    const { directory } = mockUnderTest().world
    const states = [...directory.templates.entries()].filter(([key]) => key.startsWith('name:')).map(([, { name, language, auditStatus, type }]) => `${name} ${language} ${auditStatus} ${type}`)
    expect(states).toEqual([
      'order_notice en pass WHATSAPP',
      'order_notice zh_CN pass WHATSAPP',
      'welcome en pass WHATSAPP',
      'promo_pending en auditing WHATSAPP',
      'promo_rejected en fail WHATSAPP',
      'quick_reply en pass WHATSAPP',
      'catalog en pass WHATSAPP',
      'flow en pass WHATSAPP',
      'otp en pass WHATSAPP',
      'viber_text en pass VIBER',
    ])
    expect([...directory.accounts.values()]).toEqual([
      { uid: '1000000000000001', subscribed: true, smsFallback: true },
      { uid: '1000000000000002', subscribed: true, smsFallback: true },
      { uid: '1000000000000003', subscribed: false, smsFallback: true },
    ])
  })
})

describe('a lenient world', () => {
  it('adopts an unknown number and an unknown template on first sight, and says so', async () => {
    const mock = mockUnderTest({ lenient: true })
    const unknown = { From: '4915100000001', TemplateCode: '744c4b5c79c9432497a075bdfca36bf5', Language: 'de' }
    expect((await mock.send(unknown)).code).toBe('OK')
    expect(mock.exchanges[0]?.remarks).toEqual([
      'lenient: adopted the unknown whatsapp sender 4915100000001 into cams-demo0001',
      'lenient: adopted the unknown template 744c4b5c79c9432497a075bdfca36bf5 (de) into cams-demo0001 as approved',
    ])
    expect((await mock.send(unknown)).code).toBe('OK')
    expect(mock.exchanges[1]?.remarks).toEqual([])
  })

  it('still refuses what is wrong in itself, and what belongs to somebody else', async () => {
    const mock = mockUnderTest({ lenient: true })
    expect((await mock.send({ ChannelType: 'line' })).code).toBe('InvalidParameter.ChannelTypeNotSupport')
    expect((await mock.send({ SenderList: recipients(1001) })).code).toBe('InvalidSenderList')
    expect((await mock.send({ CustSpaceId: 'cams-demo0002' })).code).toBe('Unknown.ResourceOwnerId')
    expect((await mock.send({ From: '8613900000009', CustSpaceId: undefined })).code).toBe('Unknown.ResourceOwnerId')
    expect((await mock.send({ TemplateCode: '1119000000000000003' })).code).toBe('DetailError.TemplateNotExist')
  })
})
