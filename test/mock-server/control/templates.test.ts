import { describe, expect, it } from 'vitest'
import { auditReceipt } from '../../../contracts/callbacks/audit-receipt.ts'
import type { MockOptions } from '../../../mock-server/entry/create-mock.ts'
import { queueName } from '../../../mock-server/receipts/destinations.ts'
import { accountKey } from '../../../mock-server/world/receivers.ts'
import { mockUnderTest, type MockUnderTest } from '../../mock-under-test.ts'
import { ask, create, dataOf } from '../../template-calls.ts'
import { receiver, uid } from '../receipts/receiving.ts'

const notice = ['1119000000000000001', 'en'] as const
const about = { WabaId: '200000000000001', TemplateCode: notice[0], Language: notice[1] }

function owned(options: MockOptions = {}): MockUnderTest {
  const mock = mockUnderTest(options)
  mock.world.receivers.set(accountKey(uid), receiver({ http: false, queue: true }))
  return mock
}
const audits = (mock: MockUnderTest): unknown[] =>
  mock.world.queues
    .peek(queueName(uid, 'ChatAppAudit'), mock.clock.now(), 10)
    .map(({ body }) => auditReceipt.item.parse(JSON.parse(body)))
const detail = async (mock: MockUnderTest): Promise<unknown> =>
  dataOf(await ask(mock, 'GetChatappTemplateDetail', { TemplateCode: notice[0], Language: 'en' }))

describe('a template about which the service finds something', () => {
  it.each(['paused', 'disabled'] as const)(
    'is accepted while it is %s, its messages fail, and its owner is told',
    async (auditStatus) => {
      const mock = owned()
      await mock.demo.setTemplate(...notice, { auditStatus, reason: 'LOW_QUALITY' })
      expect((await mock.send()).code).toBe('OK')
      expect((await mock.demo.messages())[0]?.willFail).toBe(auditStatus === 'paused' ? '132015' : '132016')
      expect((await mock.send({ Language: 'zh_CN' })).code).toBe('OK')
      expect(await detail(mock)).toMatchObject({ AuditStatus: auditStatus, Reason: 'LOW_QUALITY' })
      await mock.demo.setTemplate(...notice, { auditStatus: 'pass' })
      expect((await mock.send()).code).toBe('OK')
      expect(audits(mock)).toEqual([
        { ...about, AuditStatus: auditStatus, Reason: 'LOW_QUALITY' },
        { ...about, AuditStatus: 'pass' },
      ])
    },
  )

  it('shows its quality and category, of which only version 2 of the receipts tells', async () => {
    const findings = { qualityScore: 'YELLOW', category: 'MARKETING' } as const
    const [one, two] = [owned(), owned({ assumptions: { auditReceiptVersion: '2' } })]
    for (const mock of [one, two]) await mock.demo.setTemplate(...notice, findings)
    expect(await detail(one)).toMatchObject({
      QualityScore: 'YELLOW',
      Category: 'MARKETING',
      AllowSend: true,
    })
    expect(audits(one)).toEqual([])
    expect(audits(two)).toEqual([
      { ...about, Type: 'templateQualityUpdate', Status: 'YELLOW' },
      { ...about, Type: 'templateCategoryUpdate', Status: 'MARKETING' },
    ])
  })

  it('is not sent any more when it becomes MARKETING and CategoryChangePaused is set', async () => {
    const mock = owned()
    await ask(mock, 'ModifyChatappTemplateProperties', {
      TemplateCode: notice[0],
      Language: 'en',
      TemplateType: 'WHATSAPP',
      CategoryChangePaused: true,
    })
    await mock.demo.setTemplate(...notice, { qualityScore: 'RED' })
    expect((await mock.send()).code).toBe('OK')
    await mock.demo.setTemplate(...notice, { category: 'MARKETING' })
    expect((await mock.send()).rule).toBe('send.template-is-approved')
    expect(await detail(mock)).toMatchObject({ AllowSend: false, QualityScore: 'RED' })
  })

  it('has its review ended by it', async () => {
    const mock = owned()
    const { TemplateCode } = dataOf(await create({}, mock))
    await mock.demo.setTemplate(String(TemplateCode), 'en', { auditStatus: 'fail', reason: 'SCAM' })
    await mock.demo.advance('1m')
    expect(audits(mock)).toMatchObject([{ TemplateCode, AuditStatus: 'fail', Reason: 'SCAM' }])
  })

  it('is refused when there is none, or the finding is none', async () => {
    const { demo } = mockUnderTest()
    await expect(demo.setTemplate('1', 'en', { auditStatus: 'pass' })).rejects.toThrow(
      'has no template 1 in en. Known: 1119000000000000001 en (order_notice), 1119000000000000001 zh_CN',
    )
    await expect(demo.setTemplate(...notice, { auditStatus: 'gone' } as never)).rejects.toThrow(
      '/auditStatus',
    )
  })
})
