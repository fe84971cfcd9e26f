import { describe, expect, it } from 'vitest'
import { mockUnderTest, refusalOf, type Reply } from '../../mock-under-test.ts'
import { recipients, type Parameters } from '../../signed-requests.ts'

const viber = { ChannelType: 'viber', From: '90010001', TemplateCode: '1119000000000000011' }
const messenger = { ChannelType: 'messenger', From: '100200300400500', TemplateCode: '1119000000000000002' }
const instagram = { ChannelType: 'instagram', From: '17841400000000001', TemplateCode: '1119000000000000002' }

/** Sends to a fresh emulator. */
const send = (changes: Parameters = {}): Promise<Reply> => mockUnderTest().send(changes)
const recipient = (more: Parameters): Parameters => ({ SenderList: [{ To: '8613800000001', ...more }] })
const sections = (count: number, products: number): Parameters =>
  recipient({
    ProductAction: {
      Sections: Array.from({ length: count }, () => ({
        ProductItems: Array.from({ length: products }, (_, index) => ({ ProductRetailerId: `p${index}` })),
      })),
    },
  })
const accepted = { status: 200, code: 'OK', message: 'OK', rule: 'SendChatappMassMessage.accepted' }
const invalid = (parameter: string) => ({
  status: 400,
  code: `Invalid${parameter}`,
  message: `Specified parameter ${parameter} is not valid.`,
  rule: 'gateway.parameters-fit-their-types',
})
const missing = (parameter: string) => ({
  status: 400,
  code: `Missing${parameter}`,
  message: `${parameter} is mandatory for this action.`,
  rule: 'gateway.parameters-fit-their-types',
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

  it.each([
    'not json',
    '[',
    '{"To":"8613800000001"}',
    '"8613800000001"',
    '42',
    '[1]',
    '["8613800000001"]',
    '[null]',
    '[[]]',
  ])('refuses %s', async (SenderList) => {
    expect(refusalOf(await send({ SenderList }))).toEqual(invalid('SenderList'))
  })

  it.each(['null', ''])('takes %j for no SenderList', async (SenderList) => {
    expect((await send({ SenderList })).code).toBe('MissingSenderList')
  })

  it('sends a number that occurs three times three messages', async () => {
    const mock = mockUnderTest()
    const { body } = await mock.send({
      SenderList: [{ To: '8613800000001' }, { To: '8613800000001' }, { To: '8613800000001' }],
    })
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
    expect(refusalOf(await send({ SenderList: [{ To: '8613800000001' }, { TemplateParams: {} }] }))).toEqual(
      missing('To'),
    )
  })

  it.each(['+8613800000001', '86 138', '', 'ann', '861380000000x'])(
    'refuses the whole call for one recipient %o',
    async (To) => {
      const mock = mockUnderTest()
      const reply = await mock.send({ SenderList: [...recipients(998), { To }] })
      expect(refusalOf(reply)).toMatchObject({
        status: 400,
        code: 'InvalidParameter.ToOnlyNumeric',
        rule: 'send.recipients-are-numeric',
      })
      expect(mock.batches()).toHaveLength(0)
    },
  )

  it('is held to digits on viber, not on messenger and instagram', async () => {
    const SenderList = [{ To: 'user.one' }]
    expect((await send({ ...viber, SenderList })).code).toBe('InvalidParameter.ToOnlyNumeric')
    expect((await send({ ...messenger, SenderList })).code).toBe('OK')
    expect((await send({ ...instagram, SenderList })).code).toBe('OK')
  })

  it.each([messenger, instagram])('is not empty on a channel without numbers: %o', async (channel) => {
    const mock = mockUnderTest()
    expect(refusalOf(await mock.send({ ...channel, SenderList: [{ To: 'user.one' }, { To: '' }] }))).toEqual({
      ...missing('To'),
      rule: 'send.recipients-are-named',
    })
    expect(mock.exchanges[0]?.refusal?.given).toBe('SenderList[1].To is empty')
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
    [
      'ProductAction',
      {
        ProductAction: {
          ThumbnailProductRetailerId: 'skkks999393',
          Sections: [{ Title: 'abcd', ProductItems: [{ ProductRetailerId: 'ksi399d8' }] }],
        },
      },
    ],
    ['an empty ProductAction', { ProductAction: {} }],
    ['FlowAction', { FlowAction: { FlowToken: 'kde****', FlowActionData: { name: 'name' } } }],
    [
      'FlowActionData with values of any type',
      { FlowAction: { FlowActionData: { n: 1, list: [true, null], deep: { a: {} } } } },
    ],
    ['RecipientType', { RecipientType: 'individual' }],
  ])('accepts %s', async (_, more) => {
    expect(refusalOf(await send(recipient(more)))).toEqual(accepted)
  })

  it.each<[string, Parameters]>([
    ['TemplateParams that are a list', { TemplateParams: ['Ann'] }],
    ['a number in TemplateParams', { TemplateParams: { name: 1 } }],
    ['a Payload that is a text', { Payload: 'one' }],
    ['a number in Payload', { Payload: [1] }],
    ['a ProductAction that is a list', { ProductAction: ['p'] }],
    ['Sections that are no list', { ProductAction: { Sections: {} } }],
    ['a number as Title', { ProductAction: { Sections: [{ Title: 1 }] } }],
    [
      'a number as ProductRetailerId',
      { ProductAction: { Sections: [{ ProductItems: [{ ProductRetailerId: 1 }] }] } },
    ],
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
