import { describe, expect, it } from 'vitest'
import { nameKey } from '../../../mock-server/world/directory.ts'
import { mockUnderTest, type MockUnderTest } from '../../mock-under-test.ts'
import { testTime, type Parameters } from '../../signed-requests.ts'
import { ask, body, buttons, create, dataOf } from '../../template-calls.ts'

const rejected = { TemplateCode: '1119000000000000004', Language: 'en' }
const modify = (changes: Parameters = {}, mock = mockUnderTest()) =>
  ask(mock, 'ModifyChatappTemplate', { ...rejected, Components: [body('New $(name)')], ...changes })
const detail = async (mock: MockUnderTest, TemplateName = 'promo_rejected') =>
  dataOf(await ask(mock, 'GetChatappTemplateDetail', { TemplateName, Language: 'en' }))

describe('a rejected template', () => {
  it('gets new parts, is reviewed again and loses the reason of its rejection', async () => {
    const mock = mockUnderTest()
    const { body: answer } = await modify({ Example: { name: 'Ann' } }, mock)
    expect(answer['Data']).toEqual({ TemplateCode: '1119000000000000004', TemplateName: 'promo_rejected' })
    const under = await detail(mock)
    expect(under).toMatchObject({
      AuditStatus: 'auditing',
      Components: [body('New $(name)')],
      Example: { name: 'Ann' },
      Category: 'MARKETING',
    })
    expect(under).not.toHaveProperty('Reason')
    await mock.demo.advance('10s')
    expect(await detail(mock)).toMatchObject({ AuditStatus: 'pass' })
  })

  it('keeps what the call does not name', async () => {
    const mock = mockUnderTest()
    await modify({ Example: { name: 'Ann' }, MessageSendTtlSeconds: 77, CategoryChangePaused: true }, mock)
    await modify({ Components: [body('Once more')] }, mock)
    expect(await detail(mock)).toMatchObject({
      Example: { name: 'Ann' },
      MessageSendTtlSeconds: 77,
      CategoryChangePaused: true,
      Components: [body('Once more')],
    })
  })

  it('is named by its name as well', async () => {
    expect((await modify({ TemplateCode: undefined, TemplateName: 'promo_rejected' })).code).toBe('OK')
  })

  it('is as it was in forks and marks that were made before', async () => {
    const mock = mockUnderTest()
    const fork = await mock.demo.fork()
    await modify({}, mock)
    expect(
      mock.worlds.get(fork.id)?.directory.templates.get(nameKey('cams-demo0001', 'promo_rejected', 'en')),
    ).toMatchObject({ auditStatus: 'fail' })
    await mock.demo.reset()
    expect(await detail(mock)).toMatchObject({
      AuditStatus: 'fail',
      Components: [body('Everything for free!')],
    })
  })
})

describe('a template under review', () => {
  it('can be modified: the old review comes to nothing, the new one takes its full time', async () => {
    const mock = mockUnderTest()
    await create({}, mock)
    await mock.demo.moveTo(testTime + 6000)
    await modify({ TemplateCode: undefined, TemplateName: 'order_shipped' }, mock)
    await mock.demo.moveTo(testTime + 15_999)
    expect(await detail(mock, 'order_shipped')).toMatchObject({ AuditStatus: 'auditing' })
    await mock.demo.moveTo(testTime + 16_000)
    expect(await detail(mock, 'order_shipped')).toMatchObject({
      AuditStatus: 'pass',
      Components: [body('New $(name)')],
    })
  })
})

describe('a change', () => {
  it.each<[string, Parameters, code: string, rule: string]>([
    [
      'of an approved template',
      { TemplateCode: '1119000000000000001' },
      'Authentication.NoAuth',
      'template.state-allows-change',
    ],
    ['of the category', { Category: 'UTILITY' }, 'InvalidParameter.CreateError', 'template.category-stays'],
    [
      'to an unknown category',
      { Category: 'SPAM' },
      'InvalidParameter.CreateError',
      'template.category-is-known',
    ],
    [
      'of an unknown template',
      { TemplateCode: '1' },
      'DetailError.TemplateNotExist',
      'template.to-change-exists',
    ],
    [
      'of a template that is not named',
      { TemplateCode: undefined },
      'InvalidParameter.TemplateCodeNotEmpty',
      'template.is-identified',
    ],
    [
      'in an unknown language',
      { Language: 'xx' },
      'InvalidParameter.LanguageNotSupport',
      'template.language-is-supported',
    ],
    [
      'of a template of viber',
      { TemplateType: 'VIBER' },
      'InvalidParameter.TemplateTypeNotSupport',
      'template.whatsapp-type-is-meant',
    ],
    [
      'in a space of somebody else',
      { CustSpaceId: 'cams-demo0002' },
      'Unknown.ResourceOwnerId',
      'space.belongs-to-caller',
    ],
    [
      'to parts with a defect',
      { Components: [body('{{1}}')] },
      'InvalidParameter.MessageInvalid',
      'template.texts-name-their-variables',
    ],
    [
      'to parts of an authentication template',
      { Components: [{ Type: 'BODY' }, buttons({ Type: 'ONE_TAP', Text: 'Fill' })] },
      'InvalidParameter.CreateError',
      'template.body-is-there',
    ],
    ['without parts', { Components: undefined }, 'MissingComponents', 'gateway.parameters-fit-their-types'],
    ['without language', { Language: undefined }, 'MissingLanguage', 'gateway.parameters-fit-their-types'],
  ])('%s is refused', async (_, changes, code, rule) => {
    const mock = mockUnderTest()
    const reply = await modify(changes, mock)
    expect([reply.code, reply.rule, reply.status]).toEqual([code, rule, 400])
    expect(await detail(mock)).toMatchObject({ AuditStatus: 'fail' })
  })

  it('is judged by the category the template has', async () => {
    const mock = mockUnderTest({ assumptions: { modifiableTemplates: 'all' } })
    const otp = { TemplateCode: '1119000000000000008' }
    const copy = [{ Type: 'BODY' }, buttons({ Type: 'COPY_CODE', Text: 'Copy' })]
    expect((await modify({ ...otp, Components: copy, MessageSendTtlSeconds: 901 }, mock)).code).toBe(
      'InvalidMessageSendTtlSeconds',
    )
    expect((await modify({ ...otp, Components: [body()] }, mock)).rule).toBe('template.verification-is-plain')
    expect((await modify({ ...otp, Components: copy, MessageSendTtlSeconds: 900 }, mock)).code).toBe('OK')
  })
})
