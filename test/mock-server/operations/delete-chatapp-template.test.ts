import { describe, expect, it } from 'vitest'
import { nameKey } from '../../../mock-server/world/directory.ts'
import { mockUnderTest, type MockUnderTest } from '../../mock-under-test.ts'
import { massSend, testTime, type Parameters } from '../../signed-requests.ts'
import { ask, create } from '../../template-calls.ts'

const remove = (parameters: Parameters, mock = mockUnderTest()) =>
  ask(mock, 'DeleteChatappTemplate', parameters)
const orderNotice = { TemplateCode: '1119000000000000001' }
const fourWeeks = 28 * 24 * 3_600_000

async function languages(mock: MockUnderTest): Promise<string[]> {
  const { body } = await ask(mock, 'ListChatappTemplate', { Name: 'order_notice' })
  return (body['ListTemplate'] as { Language: string }[]).map(({ Language }) => Language)
}

describe('a template', () => {
  it.each<[string, Parameters]>([
    ['code', orderNotice],
    ['name', { TemplateName: 'order_notice' }],
    [
      'code and name of different ones, of which the code counts',
      { ...orderNotice, TemplateName: 'welcome' },
    ],
  ])('is deleted in all languages by %s', async (_, parameters) => {
    const mock = mockUnderTest()
    const { body } = await remove(parameters, mock)
    expect(body).toMatchObject({ Code: 'OK', Success: true })
    expect(await languages(mock)).toEqual([])
    expect((await mock.call(massSend())).code).toBe('DetailError.TemplateNotExist')
    expect((await mock.call(massSend({ TemplateCode: undefined, TemplateName: 'welcome' }))).code).toBe('OK')
  })

  it('is deleted in one language, and stays in the others', async () => {
    const mock = mockUnderTest()
    await remove({ ...orderNotice, Language: 'en', TemplateType: 'WHATSAPP' }, mock)
    expect(await languages(mock)).toEqual(['zh_CN'])
    expect((await remove({ ...orderNotice, Language: 'en', TemplateType: 'WHATSAPP' }, mock)).code).toBe(
      'DelError.TemplateNotExist',
    )
  })

  it('stays in forks and marks that were made before', async () => {
    const mock = mockUnderTest()
    await mock.demo.mark()
    const fork = await mock.demo.fork()
    await remove(orderNotice, mock)
    expect(
      mock.worlds.get(fork.id)?.directory.templates.has(nameKey('cams-demo0001', 'order_notice', 'en')),
    ).toBe(true)
    await mock.demo.rewind()
    expect(await languages(mock)).toEqual(['zh_CN', 'en'])
  })

  it.each<[string, Parameters, code: string, rule: string]>([
    ['it does not exist', { TemplateCode: '1' }, 'DelError.TemplateNotExist', 'template.to-delete-exists'],
    [
      'it does not exist in the language',
      { ...orderNotice, Language: 'de', TemplateType: 'WHATSAPP' },
      'DelError.TemplateNotExist',
      'template.to-delete-exists',
    ],
    [
      'it is of another type',
      { ...orderNotice, TemplateType: 'VIBER' },
      'DelError.TemplateNotExist',
      'template.to-delete-exists',
    ],
    [
      'a language is given without type',
      { ...orderNotice, Language: 'en' },
      'MissingTemplateType',
      'template.type-is-given-with-language',
    ],
    ['it is not named', {}, 'InvalidParameter.TemplateCodeNotEmpty', 'template.is-identified'],
    [
      'the type is unknown',
      { ...orderNotice, TemplateType: 'LINE' },
      'InvalidParameter.TemplateTypeNotSupport',
      'template.type-is-supported',
    ],
    [
      'the language is unknown',
      { ...orderNotice, Language: 'xx', TemplateType: 'WHATSAPP' },
      'InvalidParameter.LanguageNotSupport',
      'template.language-is-supported',
    ],
    [
      'the space is of somebody else',
      { ...orderNotice, CustSpaceId: 'cams-demo0002' },
      'Unknown.ResourceOwnerId',
      'space.belongs-to-caller',
    ],
  ])('is not deleted when %s', async (_, parameters, code, rule) => {
    const mock = mockUnderTest()
    const reply = await remove(parameters, mock)
    expect([reply.code, reply.rule, reply.status]).toEqual([code, rule, 400])
    expect(await languages(mock)).toEqual(['zh_CN', 'en'])
  })
})

const again = async (mock: MockUnderTest, changes: Parameters = {}): Promise<unknown[]> => {
  const { code, rule } = await create({ Name: 'order_notice', ...changes }, mock)
  return [code, rule]
}

describe('the name of a deleted template', () => {
  it('is blocked in its language for four weeks', async () => {
    const mock = mockUnderTest()
    await remove({ ...orderNotice, Language: 'en', TemplateType: 'WHATSAPP' }, mock)
    expect(await again(mock)).toEqual(['InvalidParameter.CreateError', 'template.name-is-not-blocked'])
    expect(await again(mock, { Language: 'de' })).toEqual(['OK', 'CreateChatappTemplate.accepted'])
    mock.clock.moveTo(testTime + fourWeeks - 1)
    expect(await again(mock)).toEqual(['InvalidParameter.CreateError', 'template.name-is-not-blocked'])
    mock.clock.moveTo(testTime + fourWeeks)
    expect(await again(mock)).toEqual(['OK', 'CreateChatappTemplate.accepted'])
  })

  it('is blocked in forks and in worlds opened from an export, and free after going back', async () => {
    const mock = mockUnderTest()
    await mock.demo.mark()
    const earlier = await mock.demo.fork()
    await remove(orderNotice, mock)
    const fork = await mock.demo.fork()
    expect(
      mock.worlds.get(earlier.id)?.directory.deletedNames.has(nameKey('cams-demo0001', 'order_notice', 'en')),
    ).toBe(false)
    expect(
      mock.worlds.get(fork.id)?.directory.deletedNames.has(nameKey('cams-demo0001', 'order_notice', 'en')),
    ).toBe(true)
    expect((await again(mockUnderTest({ world: await mock.demo.export() })))[0]).toBe(
      'InvalidParameter.CreateError',
    )
    await mock.demo.extend({ reviews: { after: '1m' } })
    expect((await again(mock))[0]).toBe('InvalidParameter.CreateError')
    await mock.demo.rewind()
    expect((await again(mock))[0]).toBe('InvalidParameter.TemplateNameExist')
    expect([...mock.world.directory.deletedNames.values()]).toEqual([])
  })
})
