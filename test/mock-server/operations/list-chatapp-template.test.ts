import { describe, expect, it } from 'vitest'
import { mockUnderTest, type MockUnderTest } from '../../mock-under-test.ts'
import { testTime, type Parameters } from '../../signed-requests.ts'
import { ask, create, media } from '../../template-calls.ts'

const names = async (parameters: Parameters = {}, mock = mockUnderTest()): Promise<string[]> => {
  const { body } = await ask(mock, 'ListChatappTemplate', { Page: { Index: 1, Size: 100 }, ...parameters })
  return (body['ListTemplate'] as { TemplateName: string; Language: string }[]).map(
    ({ TemplateName, Language }) => `${TemplateName} ${Language}`,
  )
}
const codeOf = async (parameters: Parameters, mock = mockUnderTest()): Promise<unknown> =>
  (await ask(mock, 'ListChatappTemplate', parameters)).code
const page = async (mock: MockUnderTest, Index: number, Size: number): Promise<number> =>
  ((await ask(mock, 'ListChatappTemplate', { Page: { Index, Size } })).body['ListTemplate'] as unknown[])
    .length

const all = [
  'viber_text en',
  'otp en',
  'flow en',
  'catalog en',
  'quick_reply en',
  'promo_rejected en',
  'promo_pending en',
  'welcome en',
  'order_notice zh_CN',
  'order_notice en',
]

describe('the list', () => {
  it('shows ten templates of the space, newest first, one entry per language', async () => {
    const { body } = await ask(mockUnderTest(), 'ListChatappTemplate')
    expect(Object.keys(body)).toEqual(['RequestId', 'Code', 'Message', 'Success', 'Total', 'ListTemplate'])
    expect(body).toMatchObject({ Success: true, Total: 10 })
    expect(await names()).toEqual(all)
  })

  it('describes each of them', async () => {
    const { body } = await ask(mockUnderTest(), 'ListChatappTemplate', { AuditStatus: 'fail' })
    expect(body['ListTemplate']).toEqual([
      {
        TemplateCode: '1119000000000000004',
        TemplateName: 'promo_rejected',
        TemplateType: 'WHATSAPP',
        Language: 'en',
        Category: 'MARKETING',
        AuditStatus: 'fail',
        Reason: 'INVALID_FORMAT',
        LastUpdateTime: Date.parse('2026-01-01T00:00:00Z'),
      },
    ])
  })

  it.each<[Parameters, string[]]>([
    [{ AuditStatus: 'auditing' }, ['promo_pending en']],
    [{ AuditStatus: 'unaudit' }, []],
    [{ Language: 'zh_CN' }, ['order_notice zh_CN']],
    [{ Code: '1119000000000000001' }, ['order_notice zh_CN', 'order_notice en']],
    [{ Code: '111900000000000000' }, []],
    [{ Name: 'promo' }, ['promo_rejected en', 'promo_pending en']],
    [{ Category: 'AUTHENTICATION' }, ['otp en']],
    [{ Category: 'text' }, ['viber_text en']],
    [{ TemplateType: 'VIBER' }, ['viber_text en']],
    [{ TemplateType: 'WHATSAPP', Category: 'MARKETING', AuditStatus: 'pass' }, ['catalog en']],
    [{ CustSpaceId: undefined }, all],
    [{ CustSpaceId: undefined, CustWabaId: '200000000000001' }, all],
  ])('of %o', async (filter, expected) => {
    expect(await names(filter)).toEqual(expected)
  })

  it('begins with what was changed last', async () => {
    const mock = mockUnderTest()
    await create({ Name: 'first' }, mock)
    mock.clock.moveTo(testTime + 1)
    await create({ Name: 'second' }, mock)
    expect((await names({}, mock)).slice(0, 2)).toEqual(['second en', 'first en'])
  })

  it('prints what a template of viber consists of as its category', async () => {
    const mock = mockUnderTest()
    const viber = { TemplateType: 'VIBER', Category: 'MARKETING' }
    const button = { Type: 'BUTTONS', Buttons: [{ Type: 'URL', Text: 'Open', Url: 'https://x.example' }] }
    const text = { Type: 'BODY', Text: 'Hi' }
    const kinds: [string, unknown[]][] = [
      ['text', [text]],
      ['image', [media('IMAGE')]],
      ['text_image_button', [text, media('IMAGE'), button]],
      ['text_button', [text, button]],
      ['document', [media('DOCUMENT')]],
      ['video', [media('VIDEO')]],
      ['text_video', [text, media('VIDEO')]],
      ['text_video_button', [text, media('VIDEO'), button]],
      ['text_image', [text, media('IMAGE')]],
    ]
    for (const [Name, Components] of kinds) await create({ ...viber, Name, Components }, mock)
    const { body } = await ask(mock, 'ListChatappTemplate', {
      TemplateType: 'VIBER',
      AuditStatus: 'auditing',
    })
    expect(
      (body['ListTemplate'] as Record<string, string>[]).map(({ TemplateName, Category }) => [
        TemplateName,
        Category,
      ]),
    ).toEqual(kinds.map(([name]) => [name, name]).toReversed())
  })
})

describe('a page', () => {
  it('has the size that was asked for, the last one what is left', async () => {
    const mock = mockUnderTest({ throttled: false })
    expect([
      await page(mock, 1, 4),
      await page(mock, 2, 4),
      await page(mock, 3, 4),
      await page(mock, 4, 4),
      await page(mock, 1, 1),
      await page(mock, 1, 2_000_000_000),
    ]).toEqual([4, 4, 2, 0, 1, 10])
    expect((await ask(mock, 'ListChatappTemplate', { Page: { Index: 3, Size: 4 } })).body['Total']).toBe(10)
  })

  it.each<unknown>([
    { Index: 0, Size: 10 },
    { Index: 1, Size: 0 },
    { Index: -1, Size: 10 },
    { Index: 1.5, Size: 10 },
    { Index: '1', Size: 10 },
    { Index: 1 },
    { Size: 10 },
    [1],
    'one',
    3,
  ])('is refused as %o', async (Page) => {
    expect(await codeOf({ Page })).toBe('InvalidParameter.PageInvalid')
  })
})

describe('a filter', () => {
  it.each<[Parameters, string]>([
    [{ AuditStatus: 'disabled' }, 'InvalidParameter.AuditStatusNotSupport'],
    [{ AuditStatus: 'PASS' }, 'InvalidParameter.AuditStatusNotSupport'],
    [{ Language: 'xx' }, 'InvalidParameter.LanguageNotSupport'],
    [{ TemplateType: 'LINE' }, 'InvalidParameter.TemplateTypeNotSupport'],
    [{ Category: 'SPAM' }, 'TemplateListError.QueryError'],
    [{ CustSpaceId: 'cams-demo0002' }, 'Unknown.ResourceOwnerId'],
  ])('is refused as %o', async (filter, code) => {
    expect(await codeOf(filter)).toBe(code)
  })

  it('counts as absent when it is empty', async () => {
    expect(
      await names({ AuditStatus: '', Language: '', TemplateType: '', Category: '', Name: '', Code: '' }),
    ).toHaveLength(10)
  })

  it('may be used five times a second', async () => {
    const mock = mockUnderTest()
    const codes = []
    for (let count = 0; count < 6; count++) codes.push(await codeOf({}, mock))
    expect(codes).toEqual(['OK', 'OK', 'OK', 'OK', 'OK', 'System.LimitControl'])
  })
})
