import { describe, expect, it } from 'vitest'
import type { MockOptions } from '../../../mock-server/entry/create-mock.ts'
import { mockUnderTest, refusalOf } from '../../mock-under-test.ts'
import { keys, massSend, testTime, type Parameters } from '../../signed-requests.ts'
import { ask, body, create, dataOf, newTemplate } from '../../template-calls.ts'

const refused = async (changes: Parameters, mock = mockUnderTest()): Promise<unknown[]> => {
  const { code, rule } = await create(changes, mock)
  return [code, rule]
}

describe('the answer', () => {
  it('carries the code and the name of the template', async () => {
    const { body: answer } = await create()
    expect(Object.keys(answer)).toEqual(['RequestId', 'Code', 'Message', 'Data'])
    expect(answer['Data']).toEqual({
      TemplateCode: expect.stringMatching(/^11\d{17}$/) as string,
      TemplateName: 'order_shipped',
    })
  })

  it('gives a template one code in all languages, and others in other spaces', async () => {
    const mock = mockUnderTest()
    const [english, german] = [dataOf(await create({}, mock)), dataOf(await create({ Language: 'de' }, mock))]
    expect(german).toEqual(english)
    expect(dataOf(await create({ Name: 'another' }, mock))['TemplateCode']).not.toBe(english['TemplateCode'])
    const elsewhere = await mock.call(newTemplate({ CustSpaceId: 'cams-demo0002' }), {
      action: 'CreateChatappTemplate',
      key: keys.account2,
    })
    expect(dataOf(elsewhere)['TemplateCode']).not.toBe(english['TemplateCode'])
    expect(dataOf(await create({ Name: 'order_notice', Language: 'de' }, mock))['TemplateCode']).toBe(
      '1119000000000000001',
    )
  })
})

describe('two calls for one name at the same moment', () => {
  it.each<[string, MockOptions]>([
    ['in a world where nothing goes wrong', {}],
    [
      'in a world where something else may',
      { faults: [{ fault: 'reset', when: { operation: 'DeleteChatappTemplate' } }] },
    ],
  ])('are not both accepted %s', async (_, options) => {
    const mock = mockUnderTest(options)
    const codes = (await Promise.all([create({}, mock), create({}, mock)])).map(({ code }) => code)
    expect(codes).toEqual(['OK', 'InvalidParameter.TemplateNameExist'])
  })
})

describe('what a call says about the template', () => {
  it.each<[string, Parameters, code: string, rule: string]>([
    [
      'a TemplateType it does not know',
      { TemplateType: 'LINE' },
      'InvalidParameter.TemplateTypeNotSupport',
      'template.type-is-supported',
    ],
    [
      'a TemplateType in small letters',
      { TemplateType: 'whatsapp' },
      'InvalidParameter.TemplateTypeNotSupport',
      'template.type-is-supported',
    ],
    [
      'an empty TemplateType',
      { TemplateType: '' },
      'InvalidParameter.TemplateTypeNotSupport',
      'template.type-is-supported',
    ],
    [
      'a language it does not know',
      { Language: 'xx' },
      'InvalidParameter.LanguageNotSupport',
      'template.language-is-supported',
    ],
    [
      'an empty language',
      { Language: '' },
      'InvalidParameter.LanguageNotSupport',
      'template.language-is-supported',
    ],
    [
      'a category of old',
      { Category: 'ACCOUNT_UPDATE' },
      'InvalidParameter.CreateError',
      'template.category-is-known',
    ],
    ['a name with capitals', { Name: 'Order' }, 'InvalidParameter.CreateError', 'template.name-is-allowed'],
    [
      'a name with a hyphen',
      { Name: 'order-notice' },
      'InvalidParameter.CreateError',
      'template.name-is-allowed',
    ],
    ['an empty name', { Name: '' }, 'InvalidParameter.CreateError', 'template.name-is-allowed'],
    [
      'an empty name on viber',
      { Name: '', TemplateType: 'VIBER' },
      'InvalidParameter.CreateError',
      'template.name-is-allowed',
    ],
    [
      'a name of 513 characters',
      { Name: 'x'.repeat(513) },
      'InvalidParameter.CreateError',
      'template.name-is-allowed',
    ],
    [
      'a space of somebody else',
      { CustSpaceId: 'cams-demo0002' },
      'Unknown.ResourceOwnerId',
      'space.belongs-to-caller',
    ],
    [
      'a space that does not exist',
      { CustSpaceId: 'cams-none' },
      'Unknown.ResourceOwnerId',
      'space.belongs-to-caller',
    ],
    [
      'the WABA of somebody else',
      { CustSpaceId: undefined, CustWabaId: '200000000000002' },
      'Unknown.ResourceOwnerId',
      'space.belongs-to-caller',
    ],
    [
      'a name that is taken',
      { Name: 'order_notice' },
      'InvalidParameter.TemplateNameExist',
      'template.name-is-free',
    ],
  ])('may not be %s', async (_, changes, code, rule) => {
    expect(await refused(changes)).toEqual([code, rule])
  })

  it.each(['TemplateType', 'Name', 'Language', 'Category', 'Components'])(
    'has to contain %s',
    async (parameter) => {
      expect(refusalOf(await create({ [parameter]: undefined }))).toMatchObject({
        status: 400,
        code: `Missing${parameter}`,
        rule: 'gateway.parameters-fit-their-types',
      })
    },
  )

  it.each<[string, Parameters]>([
    ['a name of 512 characters', { Name: 'x'.repeat(512) }],
    ['any name on viber', { Name: 'Summer Sale!', TemplateType: 'VIBER' }],
    ['a taken name in another language', { Name: 'order_notice', Language: 'de' }],
    ['no space: the first of the account counts', { CustSpaceId: undefined }],
    ['the WABA instead of the space', { CustSpaceId: undefined, CustWabaId: '200000000000001' }],
    ['parameters without effect', { AllowCategoryChange: true, IsvCode: 'x', CategoryChangePaused: true }],
  ])('may be %s', async (_, changes) => {
    expect((await create(changes)).code).toBe('OK')
  })

  it('needs a space with a WABA, unless it is for viber', async () => {
    const world = { accounts: [{ uid: '1000000000000001', spaces: [{ id: 'cams-bare' }] }] }
    expect(await refused({ CustSpaceId: 'cams-bare' }, mockUnderTest({ world }))).toEqual([
      'ERR-OPERATION-MAAP-0060',
      'space.has-waba',
    ])
    expect(
      (await create({ CustSpaceId: 'cams-bare', TemplateType: 'VIBER' }, mockUnderTest({ world }))).code,
    ).toBe('OK')
  })

  it('is refused for an account without space', async () => {
    const world = { accounts: [{ uid: '9', keys: [{ id: 'spaceless', secret: 's' }] }] }
    const reply = await mockUnderTest({ world }).call(newTemplate({ CustSpaceId: undefined }), {
      action: 'CreateChatappTemplate',
      key: { id: 'spaceless', secret: 's' },
    })
    expect([reply.code, reply.rule]).toEqual(['Unknown.ResourceOwnerId', 'space.belongs-to-caller'])
  })

  it('is refused when fifty calls were made within the second', async () => {
    const mock = mockUnderTest()
    for (let count = 0; count < 50; count++)
      expect((await create({ Name: `n${count}` }, mock)).code).toBe('OK')
    expect(await refused({ Name: 'n50' }, mock)).toEqual(['System.LimitControl', 'gateway.rate-is-kept'])
    mock.clock.moveTo(testTime + 1000)
    expect((await create({ Name: 'n50' }, mock)).code).toBe('OK')
  })

  it('leaves nothing behind when it is refused', async () => {
    const mock = mockUnderTest()
    await create({ Components: [body('{{1}}')] }, mock)
    expect((await ask(mock, 'ListChatappTemplate', { Name: 'order_shipped' })).body['Total']).toBe(0)
  })
})

const send = (mock: ReturnType<typeof mockUnderTest>, TemplateName: string) =>
  mock.call(
    massSend({
      TemplateCode: undefined,
      TemplateName,
      SenderList: [{ To: '8613800000001', TemplateParams: { name: 'Ann' } }],
    }),
  )

describe('a new template', () => {
  it('is under review at first, and can be sent once it has passed', async () => {
    const mock = mockUnderTest()
    await create({}, mock)
    expect((await send(mock, 'order_shipped')).rule).toBe('send.template-is-approved')
    await mock.demo.advance('10s')
    expect((await send(mock, 'order_shipped')).code).toBe('OK')
  })

  it('shows what the call said in its details', async () => {
    const mock = mockUnderTest()
    const said = {
      Components: [body('Hello $(name)!')],
      Example: { name: 'Ann' },
      MessageSendTtlSeconds: 60,
      CategoryChangePaused: true,
    }
    await create(said, mock)
    const detail = dataOf(
      await ask(mock, 'GetChatappTemplateDetail', { TemplateName: 'order_shipped', Language: 'en' }),
    )
    expect(detail).toMatchObject({
      ...said,
      Name: 'order_shipped',
      Language: 'en',
      TemplateType: 'WHATSAPP',
      Category: 'UTILITY',
      AuditStatus: 'auditing',
      AllowSend: true,
    })
  })
})
