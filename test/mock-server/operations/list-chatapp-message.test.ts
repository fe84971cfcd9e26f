import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import OpenApi, { Config, OpenApiRequest, Params } from '@alicloud/openapi-client'
import { RuntimeOptions } from '@alicloud/tea-util'
import { listChatappMessage, type MessageRow } from '../../../contracts/operations/list-chatapp-message.ts'
import type { MockOptions } from '../../../mock-server/entry/create-mock.ts'
import { startMockServer } from '../../watched-emulators.ts'
import type { MockServer } from '../../../mock-server/entry/start-mock-server.ts'
import { mockUnderTest, refusalOf, type MockUnderTest, type Reply } from '../../mock-under-test.ts'
import { massSend, recipients, testTime, type Parameters } from '../../signed-requests.ts'

const plan = {
  sent: [1000, 1000],
  delivered: [2000, 2000],
  read: [10_000, 10_000],
  readProbability: 1,
  failProbability: 0,
  failCode: '131026',
} as const
const asked = {
  BusinessNumber: '8613900000001',
  ChannelType: 'WHATSAPP',
  CustSpaceId: 'cams-demo0001',
  Page: { Index: 1, Size: 100 },
  StartTime: testTime,
}
const mockWith = (options: MockOptions = {}): MockUnderTest =>
  mockUnderTest({ plan, throttled: false, ...options })

const list = (mock: MockUnderTest, changes: Parameters = {}): Promise<Reply> =>
  mock.call({ ...asked, ...changes }, { action: 'ListChatappMessage' })
async function rowsOf(mock: MockUnderTest, changes: Parameters = {}): Promise<MessageRow[]> {
  const { body, code } = await list(mock, changes)
  expect(code).toBe('OK')
  return body['Data'] as MessageRow[]
}
const numbersOf = async (mock: MockUnderTest, changes: Parameters = {}): Promise<string[]> =>
  (await rowsOf(mock, changes)).map(({ UserNumber }) => UserNumber)
const sendTo = (mock: MockUnderTest, numbers: readonly string[], changes: Parameters = {}): Promise<Reply> =>
  mock.send({
    SenderList: numbers.map((To) => ({ To, TemplateParams: { name: 'Ann', order: 'A-1' } })),
    ...changes,
  })

describe('a row', () => {
  it('says everything about a message that was read', async () => {
    const mock = mockWith()
    await sendTo(mock, ['8613800000001'])
    await mock.demo.advance('1m')
    const [message] = await mock.demo.messages()
    const { body } = await list(mock)
    expect(body).toMatchObject({ Code: 'OK', Success: true })
    expect(listChatappMessage.output.parse(body)).toEqual(body)
    expect(body['Data']).toEqual([
      {
        MessageId: message?.messageId,
        UniqueMessageId: expect.stringMatching(/^20261124\d{30}$/),
        BusinessNumber: '8613900000001',
        UserNumber: '8613800000001',
        ChannelType: 'WHATSAPP',
        EventAction: 'DOWN',
        EventActionName: 'DOWN',
        Type: 'template',
        MessageType: 'TEMPLATE',
        MessageTypeName: 'TEMPLATE',
        Message: 'Hello Ann, your order A-1 is on its way.',
        MessageStatus: 'success',
        MessageStatusName: 'Success',
        ClientAcceptStatusName: 'Delivered',
        ClientReadStatus: 'success',
        ClientReadStatusName: 'Read',
        FailBackFlag: 'N',
        TemplateCode: '1119000000000000001',
        TemplateName: 'order_notice',
        LanguageCode: 'en',
        ConversationId: expect.stringMatching(/^7\d{14}$/),
        MessageSource: 'api',
        SendTime: '2026-11-24T12:00:00.000+00:00',
        Month: '202611',
      },
    ])
  })

  it('changes with the time of the world', async () => {
    const mock = mockWith()
    await sendTo(mock, ['8613800000001'])
    const seen: unknown[] = []
    for (const at of [0, 1000, 3000, 13_000]) {
      mock.clock.moveTo(testTime + at)
      seen.push(
        ...(await rowsOf(mock)).map((row) => [
          row.MessageStatusName,
          row.ClientAcceptStatusName,
          row.ClientReadStatusName,
        ]),
      )
    }
    expect(seen).toEqual([
      ['Sending', 'Sending', 'Unread'],
      ['Success', 'Sending', 'Unread'],
      ['Success', 'Delivered', 'Unread'],
      ['Success', 'Delivered', 'Read'],
    ])
  })

  it('gives the reason of a failure and shows the SMS sent instead', async () => {
    const mock = mockWith()
    await sendTo(mock, ['15550131026'], { FallBackContent: 'Please call us.' })
    await mock.demo.advance('1m')
    expect(await rowsOf(mock)).toMatchObject([
      {
        MessageStatus: 'fail',
        MessageStatusName: 'Failed',
        ClientAcceptStatusName: 'Failed',
        FailReason: '131026:Receiver is incapable of receiving this message(Message Undeliverable.)',
        FailBackFlag: 'Y',
        FailBackContent: 'Please call us.',
      },
    ])
  })

  it('of a message that came in says UP', async () => {
    const mock = mockWith()
    const { messageId } = await mock.demo.inbound({ from: '8613800000001', text: 'hello' })
    expect(await rowsOf(mock)).toMatchObject([
      {
        MessageId: messageId,
        EventAction: 'UP',
        Type: 'message',
        MessageType: 'TEXT',
        Message: 'hello',
        UserNumber: '8613800000001',
        BusinessNumber: '8613900000001',
      },
    ])
  })

  it('is told apart within a batch by UniqueMessageId, even when MessageId is that of the batch', async () => {
    const mock = mockWith({ assumptions: { listMessageId: 'batch' } })
    const { body } = await mock.send({ SenderList: recipients(100) })
    const rows = await rowsOf(mock)
    expect(new Set(rows.map(({ MessageId }) => MessageId))).toEqual(new Set([body['GroupMessageId']]))
    expect(new Set(rows.map(({ UniqueMessageId }) => UniqueMessageId)).size).toBe(100)
  })

  it('can leave Success out and print the time in milliseconds, by option', async () => {
    const mock = mockWith({ assumptions: { listSuccess: 'absent', listSendTime: 'milliseconds' } })
    await mock.send()
    const { body } = await list(mock)
    expect(body).not.toHaveProperty('Success')
    expect(body['Data']).toMatchObject([{ SendTime: String(testTime) }])
  })
})

/** Five mass sends of 1, 2, 3, 4 and 5 people, a second apart, with one message of a person in between. */
async function history(): Promise<{ mock: MockUnderTest; newestFirst: string[] }> {
  const mock = mockWith()
  const blocks: string[][] = []
  for (let count = 1; count <= 5; count++) {
    const numbers = Array.from({ length: count }, (_, index) => `86138000000${count}${index}`)
    await sendTo(mock, numbers)
    blocks.unshift(numbers)
    if (count === 3) {
      await mock.demo.advance('500ms')
      await mock.demo.inbound({ from: '8613811111111', to: '8613900000001', text: 'hi' })
      blocks.unshift(['8613811111111'])
      await mock.demo.advance('500ms')
    } else await mock.demo.advance('1s')
  }
  return { mock, newestFirst: blocks.flat() }
}

describe('the order and the pages', () => {
  it('lists sent and received messages together, newest first', async () => {
    const { mock, newestFirst } = await history()
    expect(await numbersOf(mock)).toEqual(newestFirst)
    expect(newestFirst).toHaveLength(16)
  })

  it.each([1, 2, 3, 4, 5, 7, 15, 16, 17])(
    'cuts it into pages of %i without gap or repetition',
    async (Size) => {
      const { mock, newestFirst } = await history()
      const all: string[] = []
      for (let Index = 1; ; Index++) {
        const page = await numbersOf(mock, { Page: { Index, Size } })
        all.push(...page)
        if (page.length < Size) break
      }
      expect(all).toEqual(newestFirst)
    },
  )

  it.each([
    [{ EventAction: 'UP' }, ['8613811111111']],
    [
      { EventAction: 'DOWN', Page: { Index: 2, Size: 5 } },
      ['8613800000040', '8613800000041', '8613800000042', '8613800000043', '8613800000030'],
    ],
    [{ UserNumber: '8613800000041' }, ['8613800000041']],
    [{ UserNumber: '861380000004' }, []],
    [{ TemplateCode: '1119000000000000002' }, []],
    [
      { StartTime: testTime + 3000, EndTime: testTime + 3999 },
      ['8613800000040', '8613800000041', '8613800000042', '8613800000043'],
    ],
    [{ StartTime: testTime, EndTime: testTime }, ['8613800000010']],
    [
      { StartTime: undefined, StartTimeStr: '2026-11-24 12:00:04' },
      ['8613800000050', '8613800000051', '8613800000052', '8613800000053', '8613800000054'],
    ],
    [{ ChannelType: 'viber', BusinessNumber: '90010001' }, []],
    [{ BusinessNumber: '8613900000002' }, []],
  ])('filters by %o', async (filter, numbers) => {
    const { mock } = await history()
    expect(await numbersOf(mock, filter)).toEqual(numbers)
  })

  it('finds the messages of one batch by GroupMessageId', async () => {
    const { mock } = await history()
    const [, second] = mock.batches()
    expect(await numbersOf(mock, { GroupMessageId: second?.groupMessageId })).toEqual([
      '8613800000020',
      '8613800000021',
    ])
    expect(await numbersOf(mock, { GroupMessageId: '8900000000000000' })).toEqual([])
  })
})

describe('the status filters', () => {
  it('agree with the rows at every moment, whatever decides the fate', async () => {
    const mock = mockUnderTest({
      throttled: false,
      plan: {
        ...plan,
        sent: [0, 4000],
        delivered: [0, 8000],
        read: [0, 9000],
        readProbability: 0.6,
        failProbability: 0.3,
      },
    })
    const calm = mockUnderTest({
      throttled: false,
      plan: { ...plan, sent: [500, 4000], delivered: [0, 8000], read: [0, 9000], readProbability: 0.6 },
    })
    const steady = mockWith()
    for (const each of [mock, calm, steady]) {
      await each.send({ SenderList: recipients(60) })
      if (each !== steady) await sendTo(each, ['15551001000', '15550131047', '8613800000001'])
      for (const at of [0, 100, 1000, 2000, 3000, 5000, 9000, 15_000, 60_000]) {
        each.clock.moveTo(testTime + at)
        const rows = await rowsOf(each)
        for (const MessageStatus of ['sending', 'success', 'fail']) {
          expect(await rowsOf(each, { MessageStatus }), `${MessageStatus} +${at}`).toEqual(
            rows.filter((row) => row.MessageStatus === MessageStatus),
          )
        }
        for (const [ClientAcceptStatus, name] of [
          ['sending', 'Sending'],
          ['success', 'Delivered'],
          ['fail', 'Failed'],
        ]) {
          expect(await rowsOf(each, { ClientAcceptStatus }), `${ClientAcceptStatus} +${at}`).toEqual(
            rows.filter((row) => row.ClientAcceptStatusName === name),
          )
        }
        expect(await rowsOf(each, { MessageStatus: 'fail', ClientAcceptStatus: 'success' })).toEqual([])
        expect(await rowsOf(each, { MessageStatus: 'unheard of' })).toEqual([])
      }
    }
  })
})

const code = async (changes: Parameters, options: MockOptions = {}): Promise<unknown> =>
  refusalOf(await list(mockWith(options), changes))

describe('refusals', () => {
  it('asks for the start of the period, with the text seen in the wild', async () => {
    expect(await code({ StartTime: undefined })).toEqual({
      status: 400,
      code: 'QueryParam.startTime',
      message: 'Query start time not allowed to be empty',
      rule: 'messages.start-time-is-given',
    })
  })

  it('takes StartTimeStr instead, unless told not to', async () => {
    const text = { StartTime: undefined, StartTimeStr: '2026-11-24 12:00:00' }
    expect(await code(text)).toMatchObject({ code: 'OK' })
    expect(await code(text, { assumptions: { listTimeText: 'not' } })).toMatchObject({
      code: 'QueryParam.startTime',
    })
  })

  it('reads StartTimeStr in Chinese time, by option', async () => {
    const mock = mockWith({ assumptions: { listTimeText: 'utc+8' } })
    await mock.send()
    expect(await numbersOf(mock, { StartTime: undefined, StartTimeStr: '2026-11-24 20:00:00' })).toHaveLength(
      1,
    )
    expect(await numbersOf(mock, { StartTime: undefined, StartTimeStr: '2026-11-24 20:00:01' })).toEqual([])
  })

  it.each([
    [{ BusinessNumber: undefined }, 'MissingBusinessNumber'],
    [{ ChannelType: undefined }, 'MissingChannelType'],
    [{ CustSpaceId: undefined }, 'MissingCustSpaceId'],
    [{ Page: undefined }, 'MissingPage'],
    [{ Page: { Index: 0, Size: 10 } }, 'InvalidParameter.PageInvalid'],
    [{ Page: { Index: 1, Size: 101 } }, 'InvalidParameter.PageInvalid'],
    [{ Page: 'first' }, 'InvalidParameter.PageInvalid'],
    [{ ChannelType: 'messenger' }, 'InvalidParameter.ChannelTypeNotSupport'],
    [{ CustSpaceId: 'cams-demo0002' }, 'Unknown.ResourceOwnerId'],
    [{ BusinessNumber: '8613900000009' }, 'ERR-OPERATION-MAAP-0065'],
    [{ StartTime: undefined, StartTimeStr: 'yesterday' }, 'QueryParam.startTime'],
    [{ EndTimeStr: '2026-11-24' }, 'InvalidEndTimeStr'],
  ])('answers %o with %s', async (changes, expected) => {
    expect(await code(changes)).toMatchObject({ status: 400, code: expected })
  })

  it('shows nothing of another account', async () => {
    const mock = mockWith()
    await mock.send()
    const reply = await mock.call(asked, {
      action: 'ListChatappMessage',
      key: { id: 'mock-ak-2', secret: 'mock-sk-2' },
    })
    expect(reply.code).toBe('Unknown.ResourceOwnerId')
  })
})

describe("the vendor's Node client", () => {
  let server: MockServer
  beforeAll(async () => {
    server = await startMockServer({ port: 0, clock: 'virtual', plan })
  })
  afterAll(() => server.close())

  it('lists what it has sent', async () => {
    const Client =
      (OpenApi as { default?: typeof OpenApi.default }).default ??
      (OpenApi as unknown as typeof OpenApi.default)
    const client = new Client(
      new Config({
        endpoint: new URL(server.url).host,
        protocol: 'http',
        accessKeyId: 'mock-ak-1',
        accessKeySecret: 'mock-sk-1',
      }),
    )
    const call = async (action: string, query: Record<string, string>): Promise<Record<string, unknown>> => {
      const params = new Params({
        action,
        version: '2020-06-06',
        protocol: 'HTTP',
        pathname: '/',
        method: 'POST',
        authType: 'AK',
        style: 'RPC',
        reqBodyType: 'formData',
        bodyType: 'json',
      })
      return (
        (await client.callApi(params, new OpenApiRequest({ query }), new RuntimeOptions({}))) as {
          body: Record<string, unknown>
        }
      ).body
    }
    const sent = massSend()
    const { GroupMessageId } = await call('SendChatappMassMessage', {
      ...(sent as Record<string, string>),
      SenderList: JSON.stringify(sent['SenderList']),
    })
    await server.demo.wait('status:Read')
    const answer = await call('ListChatappMessage', {
      ...(asked as unknown as Record<string, string>),
      Page: JSON.stringify(asked.Page),
      StartTime: '0',
      GroupMessageId: String(GroupMessageId),
    })
    expect(answer).toMatchObject({
      Code: 'OK',
      Success: true,
      Data: [{ UserNumber: '8613800000001', ClientReadStatusName: 'Read' }],
    })
  })
})
