import { describe, expect, it } from 'vitest'
import type { Parameters } from '../../../signed-requests.ts'
import { mockUnderTest, type MockUnderTest } from '../../../mock-under-test.ts'

const person = '8613800000001'
const explained = ({ exchanges }: MockUnderTest): string => exchanges.at(-1)?.refusal?.explanation ?? ''
const remarked = ({ exchanges }: MockUnderTest): string => (exchanges.at(-1)?.remarks ?? []).join('\n')

describe('a parameter that came in another spelling', () => {
  it.each<[string, Parameters, string, string]>([
    ['dotted', { SenderList: undefined, 'SenderList.1.To': person }, 'MissingSenderList', 'dottedLists=read'],
    [
      'brackets',
      { SenderList: undefined, 'SenderList[0][To]': person },
      'MissingSenderList',
      'SenderList[0][To]',
    ],
    [
      'lower case',
      { ChannelType: undefined, channelType: 'whatsapp' },
      'MissingChannelType',
      'Did you mean ChannelType?',
    ],
    ['snake case', { From: undefined, from: '86' }, 'MissingFrom', 'Did you mean From?'],
    [
      'keys of entries',
      { SenderList: JSON.stringify([{ to: person }]) },
      'MissingTo',
      'SenderList[0].to is not read',
    ],
  ])('is named beside the refusal: %s', async (_, changes, code, says) => {
    const mock = mockUnderTest()
    const reply = await mock.send(changes)
    expect(reply.code).toBe(code)
    expect(explained(mock)).toContain(says)
  })

  it('says which mistake keeps SenderList from being JSON', async () => {
    const mock = mockUnderTest()
    expect((await mock.send({ SenderList: `[{'To':'${person}'}]` })).code).toBe('InvalidSenderList')
    expect(explained(mock)).toContain('at character 3, single quotes')
  })
})

describe('a parameter that is ignored', () => {
  it.each<[string, Parameters, string]>([
    ['PageSize', { PageSize: '1' }, 'Page={"Size":…}'],
    ['Page.Size', { 'Page.Size': '1' }, 'dottedLists=read'],
    ['Sise', { Page: '{"Index":1,"Size":1,"Sise":2}' }, 'Did you mean Size?'],
  ])('gets a remark: %s', async (_, parameters, says) => {
    const mock = mockUnderTest()
    await mock.call({ CustSpaceId: 'cams-demo0001', ...parameters }, { action: 'ListChatappTemplate' })
    expect(remarked(mock)).toContain(says)
  })

  it('gets a remark where it belongs into the entries of a list', async () => {
    const mock = mockUnderTest()
    expect((await mock.send({ TemplateParams: '{"name":"Ann"}' })).code).toBe('OK')
    expect(remarked(mock)).toContain('It belongs into each entry of SenderList')
  })

  it('gets none where everything is read', async () => {
    const mock = mockUnderTest()
    expect((await mock.send()).code).toBe('OK')
    expect(remarked(mock)).toBe('')
  })
})

describe('dottedLists=read', () => {
  it('reads members that are JSON text, and nested members', async () => {
    for (const member of [
      { 'SenderList.1.TemplateParams': '{"name":"Ann","order":"A1"}' },
      { 'SenderList.1.TemplateParams.name': 'Ann', 'SenderList.1.TemplateParams.order': 'A1' },
    ]) {
      const mock = mockUnderTest({ assumptions: { dottedLists: 'read' } })
      const { code } = await mock.send({ SenderList: undefined, 'SenderList.1.To': person, ...member })
      expect(code).toBe('OK')
      expect(JSON.parse(String(mock.batches()[0]?.senderList))).toEqual([
        { To: person, TemplateParams: { name: 'Ann', order: 'A1' } },
      ])
    }
  })
})

describe('a body that is not read', () => {
  const text = JSON.stringify({ ChannelType: 'whatsapp', From: '8613900000001' })
  it.each([
    ['JSON', { type: 'application/json', text }, ['application/json', 'ChannelType, From', 'jsonBody=read']],
    [
      'text',
      { type: 'text/plain;charset=UTF-8', text: 'ChannelType=whatsapp' },
      ['text/plain', 'ChannelType'],
    ],
    [
      'multipart',
      {
        type: 'multipart/form-data; boundary=x',
        text: '--x\r\nContent-Disposition: form-data; name="ChannelType"\r\n\r\nwhatsapp\r\n--x--\r\n',
      },
      ['multipart', 'ChannelType', 'http_build_query'],
    ],
    ['JSON called a form', { type: 'application/x-www-form-urlencoded', text }, ['is JSON', 'ChannelType']],
  ])('is named beside the refusal: %s', async (_, body, words) => {
    const mock = mockUnderTest()
    const { code } = await mock.call({}, { body, action: 'SendChatappMassMessage' })
    expect(code).toBe('MissingChannelType')
    for (const word of words) expect(explained(mock)).toContain(word)
  })
})
