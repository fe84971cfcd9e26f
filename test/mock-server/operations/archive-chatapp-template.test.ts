import { describe, expect, it } from 'vitest'
import { nameKey } from '../../../mock-server/world/directory.ts'
import { mockUnderTest } from '../../mock-under-test.ts'
import type { Parameters } from '../../signed-requests.ts'
import { ask } from '../../template-calls.ts'

const entry = (TemplateCode: string, Language = 'en') => ({ TemplateCode, Language })
const welcome = entry('1119000000000000002')
const archive = (changes: Parameters = {}, mock = mockUnderTest()) =>
  ask(mock, 'ArchiveChatappTemplate', {
    ArchiveType: 'ARCHIVED',
    ChannelType: 'WHATSAPP',
    TemplateList: [welcome],
    ...changes,
  })

describe('templates that are archived', () => {
  it('are marked, and those alone', async () => {
    const mock = mockUnderTest({ assumptions: { archivedTemplates: 'hidden' } })
    const { body } = await archive({ TemplateList: [welcome, entry('1119000000000000001', 'zh_CN')] }, mock)
    expect(body).toMatchObject({
      Code: 'OK',
      Success: true,
      Data: { Code: 'OK', Message: 'OK', Success: true, RequestId: body['RequestId'] },
    })
    const marked = [...mock.world.directory.templates.entries()]
      .filter(([key, { archived }]) => key.startsWith('name:') && archived)
      .map(([, { name, language }]) => `${name} ${language}`)
    expect(marked).toEqual(['order_notice zh_CN', 'welcome en'])
    expect((await ask(mock, 'ListChatappTemplate')).body['Total']).toBe(8)
    expect((await archive({}, mock)).code).toBe('OK')
  })

  it('are archived in a world opened from an export as well', async () => {
    const mock = mockUnderTest()
    await archive({}, mock)
    const again = mockUnderTest({ world: await mock.demo.export() })
    expect(again.world.directory.templates.get(nameKey('cams-demo0001', 'welcome', 'en'))?.archived).toBe(
      true,
    )
  })

  it.each<[string, Parameters, code: string, rule: string]>([
    [
      'one of them is unknown',
      { TemplateList: [welcome, entry('1')] },
      'DetailError.TemplateNotExist',
      'template.to-change-exists',
    ],
    [
      'one of them is of viber',
      { TemplateList: [welcome, entry('1119000000000000011')] },
      'DetailError.TemplateNotExist',
      'template.to-change-exists',
    ],
    [
      'a language is unknown',
      { TemplateList: [welcome, entry('1119000000000000001', 'xx')] },
      'InvalidParameter.LanguageNotSupport',
      'template.language-is-supported',
    ],
    [
      'the channel is another',
      { ChannelType: 'VIBER' },
      'InvalidParameter.ChannelTypeNotSupport',
      'template.channel-can-archive',
    ],
    [
      'the space is of somebody else',
      { CustSpaceId: 'cams-demo0002' },
      'Unknown.ResourceOwnerId',
      'space.belongs-to-caller',
    ],
    ['the list is empty', { TemplateList: [] }, 'InvalidTemplateList', 'gateway.parameters-fit-their-types'],
    [
      'the list is missing',
      { TemplateList: undefined },
      'MissingTemplateList',
      'gateway.parameters-fit-their-types',
    ],
    [
      'an entry has no language',
      { TemplateList: [{ TemplateCode: '1' }] },
      'MissingLanguage',
      'gateway.parameters-fit-their-types',
    ],
    [
      'ArchiveType is another',
      { ArchiveType: 'BURNT' },
      'InvalidArchiveType',
      'gateway.parameters-fit-their-types',
    ],
  ])('are none when %s', async (_, changes, code, rule) => {
    const mock = mockUnderTest()
    const reply = await archive(changes, mock)
    expect([reply.code, reply.rule, reply.status]).toEqual([code, rule, 400])
    expect([...mock.world.directory.templates.values()].some(({ archived }) => archived)).toBe(false)
  })

  it('cannot be archived with GET', async () => {
    const reply = await mockUnderTest().call({}, { action: 'ArchiveChatappTemplate', method: 'GET' })
    expect(reply.code).toBe('UnsupportedHTTPMethod')
  })
})
