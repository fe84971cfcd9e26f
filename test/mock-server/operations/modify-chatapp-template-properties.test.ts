import { describe, expect, it } from 'vitest'
import { mockUnderTest } from '../../mock-under-test.ts'
import type { Parameters } from '../../signed-requests.ts'
import { ask, dataOf } from '../../template-calls.ts'

const orderNotice = { TemplateCode: '1119000000000000001', Language: 'en', TemplateType: 'WHATSAPP' }
const set = (changes: Parameters, mock = mockUnderTest()) =>
  ask(mock, 'ModifyChatappTemplateProperties', { ...orderNotice, ...changes })

describe('the properties of a template', () => {
  it('change at once, each on its own, in one language', async () => {
    const mock = mockUnderTest()
    const properties = async (Language = 'en'): Promise<unknown[]> => {
      const { AllowSend, CategoryChangePaused, AuditStatus } = dataOf(
        await ask(mock, 'GetChatappTemplateDetail', { TemplateName: 'order_notice', Language }),
      )
      return [AllowSend, CategoryChangePaused, AuditStatus]
    }
    expect((await set({ AllowSend: false }, mock)).body).toMatchObject({
      Code: 'OK',
      Success: true,
      Model: {},
    })
    expect([await properties(), await properties('zh_CN')]).toEqual([
      [false, false, 'pass'],
      [true, false, 'pass'],
    ])
    await set({ CategoryChangePaused: true }, mock)
    expect(await properties()).toEqual([false, true, 'pass'])
    await set({ AllowSend: true, CategoryChangePaused: false }, mock)
    expect(await properties()).toEqual([true, false, 'pass'])
  })

  it('are there again in a world opened from an export', async () => {
    const mock = mockUnderTest()
    await set({ AllowSend: false, CategoryChangePaused: true }, mock)
    const again = mockUnderTest({ world: await mock.demo.export() })
    expect(
      dataOf(await ask(again, 'GetChatappTemplateDetail', { TemplateName: 'order_notice', Language: 'en' })),
    ).toMatchObject({ AllowSend: false, CategoryChangePaused: true })
  })

  it.each<[string, Parameters, code: string, rule: string]>([
    [
      'the template is unknown',
      { TemplateCode: '1' },
      'DetailError.TemplateNotExist',
      'template.to-change-exists',
    ],
    [
      'it does not exist in the language',
      { Language: 'de' },
      'DetailError.TemplateNotExist',
      'template.to-change-exists',
    ],
    [
      'the language is unknown',
      { Language: 'xx' },
      'InvalidParameter.LanguageNotSupport',
      'template.language-is-supported',
    ],
    [
      'the type is that of viber',
      { TemplateType: 'VIBER' },
      'InvalidParameter.TemplateTypeNotSupport',
      'template.whatsapp-type-is-meant',
    ],
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
    [
      'AllowSend is neither true nor false',
      { AllowSend: 'maybe' },
      'InvalidAllowSend',
      'gateway.parameters-fit-their-types',
    ],
  ])('stay as they are when %s', async (_, changes, code, rule) => {
    const reply = await set({ AllowSend: false, ...changes })
    expect([reply.code, reply.rule, reply.status]).toEqual([code, rule, 400])
  })
})
