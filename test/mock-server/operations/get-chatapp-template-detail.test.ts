import { describe, expect, it } from 'vitest'
import { mockUnderTest } from '../../mock-under-test.ts'
import { keys, type Parameters } from '../../signed-requests.ts'
import { ask, body, buttons, create, dataOf, link, offer } from '../../template-calls.ts'

const orderNotice = { TemplateCode: '1119000000000000001', Language: 'en' }
const detail = (parameters: Parameters, mock = mockUnderTest()) =>
  ask(mock, 'GetChatappTemplateDetail', parameters)

describe('the details of a template', () => {
  it('say everything the world knows about it', async () => {
    expect(dataOf(await detail(orderNotice))).toEqual({
      TemplateCode: '1119000000000000001',
      Name: 'order_notice',
      TemplateType: 'WHATSAPP',
      Language: 'en',
      Category: 'UTILITY',
      AuditStatus: 'pass',
      QualityScore: 'UNKNOWN',
      AllowSend: true,
      CategoryChangePaused: false,
      Components: [{ Type: 'BODY', Text: 'Hello $(name), your order $(order) is on its way.' }],
    })
  })

  it('say why it was rejected', async () => {
    expect(dataOf(await detail({ TemplateName: 'promo_rejected', Language: 'en' }))).toMatchObject({
      AuditStatus: 'fail',
      Reason: 'INVALID_FORMAT',
    })
  })

  it('are found by name and by code; the code counts for more', async () => {
    expect(dataOf(await detail({ TemplateName: 'welcome', Language: 'en' }))['TemplateCode']).toBe(
      '1119000000000000002',
    )
    expect(dataOf(await detail({ ...orderNotice, TemplateName: 'welcome' }))['Name']).toBe('order_notice')
    expect(
      dataOf(await detail({ TemplateName: 'viber_text', Language: 'en', TemplateType: 'VIBER' })),
    ).toMatchObject({ TemplateType: 'VIBER', Category: 'text' })
  })

  it('show an offer in their own spelling', async () => {
    const mock = mockUnderTest()
    await create({ Name: 'ends', Category: 'MARKETING', Components: [body(), offer(true)] }, mock)
    await create(
      { Name: 'stays', Category: 'MARKETING', Components: [body(), offer(undefined), buttons(link())] },
      mock,
    )
    const componentsOf = async (TemplateName: string): Promise<unknown> =>
      dataOf(await detail({ TemplateName, Language: 'en' }, mock))['Components']
    expect(await componentsOf('ends')).toEqual([
      body(),
      {
        Type: 'LIMITED_TIME_OFFER',
        Text: 'Ten percent off',
        hasExpiration: true,
        OfferExpirationTimeMs: '$(offerExpirationTimeMs)',
      },
    ])
    expect(await componentsOf('stays')).toEqual([
      body(),
      { Type: 'LIMITED_TIME_OFFER', Text: 'Ten percent off', hasExpiration: false },
      buttons(link()),
    ])
  })

  it.each<[string, Parameters, code: string, rule: string]>([
    [
      'the code is unknown',
      { TemplateCode: '1', Language: 'en' },
      'DetailError.TemplateNotExist',
      'template.to-show-exists',
    ],
    [
      'the name is unknown',
      { TemplateName: 'nothing', Language: 'en' },
      'DetailError.TemplateNotExist',
      'template.to-show-exists',
    ],
    [
      'it does not exist in the language',
      { ...orderNotice, Language: 'de' },
      'DetailError.TemplateNotExist',
      'template.to-show-exists',
    ],
    [
      'it is of another type',
      { ...orderNotice, TemplateType: 'VIBER' },
      'DetailError.TemplateNotExist',
      'template.to-show-exists',
    ],
    [
      'the language is unknown',
      { ...orderNotice, Language: 'xx' },
      'InvalidParameter.LanguageNotSupport',
      'template.language-is-supported',
    ],
    [
      'the type is unknown',
      { ...orderNotice, TemplateType: 'LINE' },
      'InvalidParameter.TemplateTypeNotSupport',
      'template.type-is-supported',
    ],
    [
      'it is not named',
      { Language: 'en' },
      'InvalidParameter.TemplateCodeNotEmpty',
      'template.is-identified',
    ],
    [
      'the language is missing',
      { TemplateCode: '1' },
      'MissingLanguage',
      'gateway.parameters-fit-their-types',
    ],
    [
      'the space is of somebody else',
      { ...orderNotice, CustSpaceId: 'cams-demo0002' },
      'Unknown.ResourceOwnerId',
      'space.belongs-to-caller',
    ],
  ])('are refused when %s', async (_, parameters, code, rule) => {
    const reply = await detail(parameters)
    expect([reply.code, reply.rule, reply.status]).toEqual([code, rule, 400])
  })

  it('are refused to another account', async () => {
    const mock = mockUnderTest()
    const reply = await mock.call(
      { ...orderNotice, CustSpaceId: 'cams-demo0002' },
      { action: 'GetChatappTemplateDetail', key: keys.account2 },
    )
    expect(reply.code).toBe('DetailError.TemplateNotExist')
    expect(reply.message).toBe('The template is not exist.')
    expect(mock.exchanges[0]?.refusal?.expected).toBe('a template of cams-demo0002: there is none')
  })
})
