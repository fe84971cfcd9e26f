import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import cams, { SendChatappMessageRequest } from '@alicloud/cams20200606'
import { Config } from '@alicloud/openapi-client'
import { contentFields } from '../../../contracts/sending/content.ts'
import { startMockServer } from '../../watched-emulators.ts'
import type { MockServer } from '../../../mock-server/entry/start-mock-server.ts'
import { mockUnderTest, refusalOf, type MockUnderTest, type Reply } from '../../mock-under-test.ts'
import { keys, massSend, testTime, type Parameters } from '../../signed-requests.ts'

/** The package is CommonJS: its class arrives as the default export, or as `default` of it. */
const Client = (cams as { default?: typeof cams.default }).default ?? (cams as unknown as typeof cams.default)

const template = {
  ...massSend({ SenderList: undefined }),
  Type: 'template',
  To: '8613800000001',
  TemplateParams: { name: 'Ann', order: 'A-1001' },
}
const text = {
  ChannelType: 'whatsapp',
  Type: 'message',
  MessageType: 'text',
  Content: '{"text":"hello"}',
  From: '8613900000001',
  To: '8613800000001',
  CustSpaceId: 'cams-demo0001',
}
const senders: Readonly<Record<string, string>> = {
  whatsapp: '8613900000001',
  viber: '90010001',
  messenger: '100200300400500',
  instagram: '17841400000000001',
  telegram: '7000000001',
}

const call = (mock: MockUnderTest, parameters: Parameters): Promise<Reply> =>
  mock.call(parameters, { action: 'SendChatappMessage' })
/** Sends to a fresh emulator: the template, or with Type `message` the text, with changes. */
const send = (changes: Parameters = {}): Promise<Reply> =>
  call(mockUnderTest(), { ...(changes['Type'] === 'message' ? text : template), ...changes })
const say = (changes: Parameters): Promise<Reply> => send({ Type: 'message', ...changes })
const refused = (code: string, rule: string) => ({ status: 400, code, rule })

describe('the answer', () => {
  it('carries the MessageId under which the message is found, and no GroupMessageId', async () => {
    const mock = mockUnderTest()
    const { body, status } = await call(mock, template)
    expect(status).toBe(200)
    expect(Object.keys(body)).toEqual(['RequestId', 'Code', 'Message', 'MessageId'])
    expect(body['MessageId']).toMatch(/^202611\d{18}$/)
    const [message] = await mock.demo.messages(`message:${String(body['MessageId'])}`)
    expect(message).toMatchObject({
      operation: 'SendChatappMessage',
      to: '8613800000001',
      type: 'template',
      templateName: 'order_notice',
      text: 'Hello Ann, your order A-1001 is on its way.',
    })
    expect(message?.groupMessageId).toBe(message?.messageId)
  })

  it('never gives two messages the same id', async () => {
    const mock = mockUnderTest({ throttled: false })
    const ids = new Set<unknown>()
    for (let count = 0; count < 3000; count++) ids.add((await call(mock, template)).body['MessageId'])
    expect(ids.size).toBe(3000)
    expect(mock.batches()).toHaveLength(3000)
  })

  it('accepts 250 calls a second and throttles the next', async () => {
    const mock = mockUnderTest()
    for (let count = 0; count < 250; count++) expect((await call(mock, template)).code).toBe('OK')
    expect(refusalOf(await call(mock, template))).toMatchObject(
      refused('System.LimitControl', 'gateway.rate-is-kept'),
    )
  })

  it('answers Ram.PermissionDeny to a RAM user who may only read', async () => {
    const reply = await mockUnderTest().call(template, { action: 'SendChatappMessage', key: keys.reader })
    expect(refusalOf(reply)).toMatchObject(refused('Ram.PermissionDeny', 'gateway.policy-allows'))
  })
})

describe('parameters', () => {
  it.each(['Type', 'ChannelType', 'From', 'To'])('asks for %s', async (name) => {
    expect(refusalOf(await send({ [name]: undefined }))).toMatchObject(
      refused(`Missing${name}`, 'gateway.parameters-fit-their-types'),
    )
  })

  it('knows the types template and message only', async () => {
    expect((await send({ Type: 'flow' })).code).toBe('InvalidType')
  })

  it.each(Object.keys(senders))('sends text on %s', async (channel) => {
    expect((await say({ ChannelType: channel, From: senders[channel], To: '8613800000001' })).code).toBe('OK')
  })

  it('does not know line', async () => {
    expect(refusalOf(await say({ ChannelType: 'line' }))).toMatchObject(
      refused('InvalidParameter.ChannelTypeNotSupport', 'send.channel-is-supported'),
    )
  })

  it.each([
    [{ TemplateCode: undefined }, 'InvalidParameter.TemplateCodeNotEmpty', 'send.template-is-named'],
    [{ Language: undefined }, 'InvalidParameter.LanguageNotEmpty', 'send.language-is-given'],
    [{ Language: 'xx' }, 'InvalidParameter.LanguageNotSupport', 'send.language-is-supported'],
    [{ From: '+8613900000001' }, 'InvalidParameter.FromOnlyNumeric', 'send.sender-is-numeric'],
    [{ To: '+8613800000001' }, 'InvalidParameter.ToOnlyNumeric', 'send.recipients-are-numeric'],
    [{ From: '8613900000077' }, 'ERR-OPERATION-MAAP-0065', 'send.sender-is-registered'],
    [{ CustSpaceId: 'cams-demo0002' }, 'Unknown.ResourceOwnerId', 'send.space-belongs-to-caller'],
    [{ TemplateCode: '1119999999999999999' }, 'DetailError.TemplateNotExist', 'send.template-exists'],
    [{ TemplateCode: '1119000000000000003' }, 'DetailError.TemplateNotExist', 'send.template-is-approved'],
    [
      { FallBackDuration: 59, FallBackContent: 'sms' },
      'InvalidFallBackDuration',
      'send.fallback-duration-is-in-range',
    ],
  ])('refuses a template with %o', async (changes, code, rule) => {
    expect(refusalOf(await send(changes))).toMatchObject(refused(code, rule))
  })

  it('refuses a fallback to SMS for an account without it', async () => {
    const mock = mockUnderTest({
      world: {
        extends: 'nothing',
        accounts: [
          {
            uid: '1',
            smsFallback: false,
            keys: [keys.account1],
            spaces: [{ id: 'cams-demo0001', waba: '2', numbers: ['8613900000001'] }],
          },
        ],
      },
    })
    expect(refusalOf(await call(mock, { ...text, FallBackId: 'S1' }))).toMatchObject(
      refused('InvalidParameter.SendSmsNotSupport', 'send.sms-fallback-is-enabled'),
    )
  })

  it('needs neither template nor language for a free-form message', async () => {
    expect((await say({ TemplateCode: undefined, Language: undefined })).code).toBe('OK')
  })
})

describe('MessageType and Content', () => {
  it.each([
    [{ MessageType: undefined }, 'InvalidParameter.MessageTypeNotEmpty', 'send.message-type-is-given'],
    [{ MessageType: '' }, 'InvalidParameter.MessageTypeNotEmpty', 'send.message-type-is-given'],
    [{ MessageType: 'hologram' }, 'InvalidParameter.MessageTypeNotSupport', 'send.message-type-is-supported'],
    [
      { MessageType: 'text_button' },
      'InvalidParameter.MessageTypeNotSupport',
      'send.message-type-is-supported',
    ],
    [{ Content: undefined }, 'InvalidParameter.ContentNotEmpty', 'send.content-is-given'],
    [{ Content: 'hello' }, 'InvalidParameter.ContentError', 'send.content-is-object'],
    [{ Content: '["hello"]' }, 'InvalidParameter.ContentError', 'send.content-is-object'],
    [{ Content: '{"text":""}' }, 'InvalidParameter.TextNotEmpty', 'send.text-is-given'],
    [{ Content: '{}' }, 'InvalidParameter.TextNotEmpty', 'send.text-is-given'],
    [
      { MessageType: 'image', Content: '{"caption":"x"}' },
      'InvalidParameter.LinkNotEmpty',
      'send.link-is-given',
    ],
    [
      { MessageType: 'document', Content: '{"link":"https://a.example/b.pdf"}' },
      'InvalidParameter.ContentError',
      'send.content-is-complete',
    ],
    [
      { MessageType: 'location', Content: '{"latitude":"1"}' },
      'InvalidParameter.ContentError',
      'send.content-is-complete',
    ],
    [
      { MessageType: 'reaction', Content: '{"emoji":"👍"}' },
      'InvalidParameter.ContentError',
      'send.content-is-complete',
    ],
    [
      { MessageType: 'interactive', Content: '{"type":"button"}' },
      'InvalidParameter.ContentError',
      'send.content-is-complete',
    ],
  ])('refuses %o', async (changes, code, rule) => {
    expect(refusalOf(await say(changes))).toMatchObject(refused(code, rule))
  })

  const kinds = Object.entries(contentFields).flatMap(([channel, types]) =>
    Object.entries(types).map(([type, fields]) => [channel, type, fields] as const),
  )

  it.each(kinds)(
    'accepts on %s a %s with %o, and refuses it without any one of them',
    async (channel, type, fields) => {
      const place = { ChannelType: channel, From: senders[channel], MessageType: type }
      const content = Object.fromEntries(fields.map((field) => [field, 'x']))
      expect((await say({ ...place, Content: JSON.stringify(content) })).code).toBe('OK')
      for (const field of fields) {
        const reply = await say({ ...place, Content: JSON.stringify({ ...content, [field]: undefined }) })
        expect(reply.code, field).toBe(
          field === 'text'
            ? 'InvalidParameter.TextNotEmpty'
            : field === 'link'
              ? 'InvalidParameter.LinkNotEmpty'
              : 'InvalidParameter.ContentError',
        )
      }
    },
  )

  it('reads the fields with a capital, too, as some pages print them', async () => {
    expect(
      (
        await say({
          MessageType: 'document',
          Content: '{"Link":"https://a.example/b.pdf","FileName":"b.pdf"}',
        })
      ).code,
    ).toBe('OK')
  })
})

/** What becomes of the text, with its code. */
const statusOf = async (mock: MockUnderTest): Promise<unknown> => {
  await call(mock, text)
  await mock.demo.advance('1m')
  const [message] = await mock.demo.messages('operation:SendChatappMessage')
  return [message?.status, message?.errorCode]
}

describe('the 24-hour window', () => {
  it('lets a free-form message fail with 131047 when the person has not written', async () => {
    expect(await statusOf(mockUnderTest())).toEqual(['Failed', '131047'])
  })

  it('is open for exactly 24 hours after a message of the person', async () => {
    const mock = mockUnderTest()
    await mock.demo.inbound({ from: '8613800000001', text: 'hi' })
    mock.clock.moveTo(testTime + 24 * 3_600_000 - 1)
    expect(await statusOf(mock)).toEqual(['Read', undefined])
    const other = mockUnderTest()
    await other.demo.inbound({ from: '8613800000001', text: 'hi' })
    other.clock.moveTo(testTime + 24 * 3_600_000)
    expect(await statusOf(other)).toEqual(['Failed', '131047'])
  })

  it('belongs to one number and one person', async () => {
    const mock = mockUnderTest({ assumptions: { closedWindow: 'refuse-call' } })
    await mock.demo.inbound({ from: '8613800000001', to: '8613900000001', text: 'hi' })
    expect((await call(mock, text)).code).toBe('OK')
    const closed = refused('SessionWindowExpired', 'send.session-is-open')
    expect(refusalOf(await call(mock, { ...text, To: '8613800000002' }))).toMatchObject(closed)
    expect(refusalOf(await call(mock, { ...text, From: '8613900000002' }))).toMatchObject(closed)
  })

  it('does not hold back templates, nor viber', async () => {
    const mock = mockUnderTest({ assumptions: { closedWindow: 'refuse-call' } })
    expect((await call(mock, template)).code).toBe('OK')
    expect((await call(mock, { ...text, ChannelType: 'viber', From: '90010001' })).code).toBe('OK')
  })

  it('goes along with a fork and back with a reset', async () => {
    const mock = mockUnderTest({ assumptions: { closedWindow: 'refuse-call' } })
    await mock.demo.inbound({ from: '8613800000001', text: 'hi' })
    const fork = await mock.demo.fork()
    await mock.demo.reset()
    const key = { id: fork.accessKeyId, secret: fork.accessKeySecret }
    expect((await mock.call(text, { action: 'SendChatappMessage', key })).code).toBe('OK')
    expect((await call(mock, text)).code).toBe('SessionWindowExpired')
  })
})

describe("the vendor's Node client", () => {
  let server: MockServer
  beforeAll(async () => {
    server = await startMockServer({ port: 0 })
  })
  afterAll(() => server.close())

  it('sends a template and a text, and reads the MessageId', async () => {
    const client = new Client(
      new Config({
        endpoint: new URL(server.url).host,
        protocol: 'http',
        accessKeyId: 'mock-ak-1',
        accessKeySecret: 'mock-sk-1',
      }),
    )
    const common = {
      channelType: 'whatsapp',
      from: '8613900000001',
      to: '8613800000001',
      custSpaceId: 'cams-demo0001',
    }
    const sent = await client.sendChatappMessage(
      new SendChatappMessageRequest({
        ...common,
        type: 'template',
        templateCode: '1119000000000000001',
        language: 'en',
        templateParams: { name: 'Ann', order: 'A-1' },
      }),
    )
    expect(sent.body).toMatchObject({ code: 'OK', messageId: expect.stringMatching(/^\d{24}$/) })
    const said = await client.sendChatappMessage(
      new SendChatappMessageRequest({
        ...common,
        type: 'message',
        messageType: 'text',
        content: '{"text":"hello"}',
      }),
    )
    expect(said.body).toMatchObject({ code: 'OK', messageId: expect.stringMatching(/^\d{24}$/) })
    await expect(
      client.sendChatappMessage(new SendChatappMessageRequest({ ...common, type: 'message' })),
    ).rejects.toMatchObject({ code: 'InvalidParameter.MessageTypeNotEmpty' })
  })
})
