import { Ajv2020 } from 'ajv/dist/2020.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { callbacks } from '../../../contracts/callbacks/index.ts'
import { inboundContents } from '../../../contracts/callbacks/inbound-content.ts'
import { inboundTypes } from '../../../contracts/callbacks/inbound-receipt.ts'
import type { Transport } from '../../../mock-server/ports/transport.ts'
import { accountKey } from '../../../mock-server/world/receivers.ts'
import { mockUnderTest } from '../../mock-under-test.ts'
import { create } from '../../template-calls.ts'
import { receiver, uid } from './receiving.ts'

type Item = Readonly<Record<string, unknown>>
type Name = keyof typeof callbacks

/** Every push of a world in which everything happens that is reported, as text, by the type of its receipts. */
async function everything(): Promise<Record<Name, string[]>> {
  const pushed: Record<Name, string[]> = { ChatAppStatus: [], ChatAppInbound: [], ChatAppAudit: [] }
  const transport: Transport = {
    async post(url, body) {
      pushed[url.split('/').at(-1) as Name].push(body)
      return { outcome: 'answered', status: 200, body: '{"code":0}', cut: false }
    },
    close: async () => {},
  }
  const world = { reviews: { outcomes: [{ name: 'bad_*', auditStatus: 'fail' as const }] } }
  for (const auditReceiptVersion of ['1', '2'] as const) {
    const mock = mockUnderTest({ transport, world, assumptions: { auditReceiptVersion } })
    const url = (name: Name): string => `http://127.0.0.1:1/${name}`
    mock.world.receivers.set(
      accountKey(uid),
      receiver({
        statusUrl: url('ChatAppStatus'),
        inboundUrl: url('ChatAppInbound'),
        auditUrl: url('ChatAppAudit'),
      }),
    )
    const person = '8613800000001'
    const from = {
      whatsapp: '8613900000001',
      viber: '90010001',
      messenger: '100200300400500',
      instagram: '17841400000000001',
      telegram: '7000000001',
    } as const
    await create({ Name: 'good_news' }, mock)
    await create({ Name: 'bad_news' }, mock)
    await mock.demo.setNumber(from.whatsapp, { qualityRating: 'RED', nameStatus: 'DECLINED' })
    await mock.demo.setTemplate('1119000000000000002', 'en', {
      auditStatus: 'paused',
      qualityScore: 'RED',
      category: 'MARKETING',
    })
    await mock.send({
      TaskId: 'task',
      SenderList: [
        { To: person, TemplateParams: { name: 'Ann', order: '1' } },
        { To: '15550131026', TemplateParams: { name: 'Ann', order: '1' } },
        { To: from.whatsapp, TemplateParams: { name: 'Ann', order: '1' } },
        { To: person },
      ],
    })
    await mock.send({
      TemplateCode: '1119000000000000008',
      SenderList: [{ To: person, TemplateParams: { code: '123456' } }],
    })
    await mock.send({
      TemplateCode: '1119000000000000005',
      SenderList: [{ To: '15551007000', Payload: ['a', 'b', 'c'] }, { To: '15551005000' }],
    })
    await mock.send({
      TemplateCode: '1119000000000000003',
      FallBackRule: 'sentFailed',
      FallBackContent: 'SMS',
    })
    await mock.send({
      ChannelType: 'viber',
      From: from.viber,
      TemplateCode: '1119000000000000011',
      Ttl: 30,
      SenderList: [{ To: '15551001000', TemplateParams: { name: 'Ann' } }],
    })
    for (const said of [
      { text: 'hello' },
      { media: { type: 'image' } },
      { media: { type: 'video' } },
      { media: { type: 'audio' } },
      { media: { type: 'document' } },
      { location: { latitude: 1, longitude: 2 } },
      { contacts: [{ name: 'Kim' }] },
      { reaction: '👍' },
    ] as const) {
      await mock.demo.inbound({ from: person, to: from.whatsapp, ...said })
    }
    for (const [ChannelType, From] of Object.entries(from)) {
      await mock.call(
        {
          ChannelType,
          Type: 'message',
          MessageType: 'text',
          Content: '{"text":"hello"}',
          From,
          To: person,
          CustSpaceId: 'cams-demo0001',
        },
        { action: 'SendChatappMessage' },
      )
    }
    await mock.demo.setWaba('200000000000001', { reviewStatus: 'DISABLED' })
    await mock.demo.advance('1h')
  }
  return pushed
}

const ajv = new Ajv2020({ strict: false, allErrors: true })
let pushed: Record<Name, string[]>
const items = (name: Name): Item[] => pushed[name].flatMap((body) => JSON.parse(body) as Item[])

beforeAll(async () => {
  pushed = await everything()
})

describe.each(Object.entries(callbacks))('every push of %s', (name, { pushSchema, itemSchema }) => {
  it('fits the schema of the callback', () => {
    const fits = ajv.compile(pushSchema)
    for (const body of pushed[name as Name])
      expect(fits(JSON.parse(body)), `${body} ${ajv.errorsText(fits.errors)}`).toBe(true)
    expect(pushed[name as Name].length).toBeGreaterThan(3)
  })

  it('has documented fields only', () => {
    expect(
      [...new Set(items(name as Name).flatMap((item) => Object.keys(item)))].filter(
        (field) => !(field in (itemSchema.properties ?? {})),
      ),
    ).toEqual([])
  })
})

it('status receipts of every state and frame were among them, with and without a conversation', () => {
  const seen = new Set(
    items('ChatAppStatus').map(
      ({ Status, MsgFrameType, ConversationType = 'none' }) =>
        `${String(MsgFrameType)} ${String(Status)} ${String(ConversationType)}`,
    ),
  )
  for (const status of ['Sent', 'Delivered', 'Read'])
    for (const kind of [
      'template % utility',
      'template % authentication',
      'message % service',
      'message % none',
    ])
      expect(seen).toContain(kind.replace('%', status))
  expect(seen).toContain('template Failed none')
  expect(items('ChatAppStatus').find(({ ErrorCode }) => ErrorCode === 'timeout')).toMatchObject({
    Status: 'Failed',
    ErrorDescription: expect.stringContaining('timeout'),
  })
})

it('inbound receipts of every type but SYSTEM were among them, with contents as described', () => {
  const received = items('ChatAppInbound')
  expect([...new Set(received.map(({ Type }) => Type))].sort()).toEqual(
    inboundTypes.filter((type) => type !== 'SYSTEM').sort(),
  )
  for (const { Type, Message } of received)
    if (Type !== 'TEXT')
      expect(() =>
        inboundContents[Type as keyof typeof inboundContents].parse(JSON.parse(String(Message))),
      ).not.toThrow()
})

it('audit receipts of both versions were among them', () => {
  const seen = new Set(
    items('ChatAppAudit').map(({ Type, AuditStatus, Status }) => [Type, AuditStatus ?? Status].join(' ')),
  )
  expect(seen).toEqual(
    new Set([
      ' pass',
      ' fail',
      'template pass',
      'template fail',
      'phoneNameUpdate DECLINED',
      'phoneQualityUpdate RED',
      'wabaReviewUpdate DISABLED',
      ' paused',
      'template paused',
      'templateQualityUpdate RED',
      'templateCategoryUpdate MARKETING',
    ]),
  )
})
