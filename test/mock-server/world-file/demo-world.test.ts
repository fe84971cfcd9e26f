import { describe, expect, it } from 'vitest'
import { mockUnderTest, type Reply } from '../../mock-under-test.ts'
import { keys, type Parameters } from '../../signed-requests.ts'

const viber = { ChannelType: 'viber', From: '90010001', TemplateCode: '1119000000000000011' }
/** Sends to a fresh emulator. */
const send = (changes: Parameters = {}): Promise<Reply> => mockUnderTest().send(changes)

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
    const states = [...directory.templates.entries()]
      .filter(([key]) => key.startsWith('name:'))
      .map(([, { name, language, auditStatus, type }]) => `${name} ${language} ${auditStatus} ${type}`)
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
