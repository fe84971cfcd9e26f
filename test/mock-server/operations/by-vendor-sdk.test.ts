import cams, * as models from '@alicloud/cams20200606'
import { Config } from '@alicloud/openapi-client'
import { RuntimeOptions } from '@alicloud/tea-util'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { curatedOperations } from '../../../contracts/operations/index.ts'
import { codeKey } from '../../../mock-server/world/directory.ts'
import { startMockServer } from '../../watched-emulators.ts'
import type { MockServer } from '../../../mock-server/entry/start-mock-server.ts'

/** The package is CommonJS: its class arrives as the default export, or as `default` of it. */
const Client = (cams as { default?: typeof cams.default }).default ?? (cams as unknown as typeof cams.default)

let server: MockServer
let client: InstanceType<typeof Client>
/** Operations that were called and answered. */
const answered = new Set<string>()

beforeAll(async () => {
  server = await startMockServer({
    clock: 'virtual',
    onExchange: ({ operation, status }) => status === 200 && answered.add(operation),
  })
  client = new Client(
    new Config({
      endpoint: server.url.replace('http://', ''),
      protocol: 'http',
      accessKeyId: 'mock-ak-1',
      accessKeySecret: 'mock-sk-1',
    }),
  )
})

beforeEach(() => server.demo.reset())
afterAll(() => server.close())

const custSpaceId = 'cams-demo0001'
const orderNotice = { custSpaceId, templateCode: '1119000000000000001', language: 'en' }

/** The refusal of a call that is refused. */
async function refusal(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => 'accepted',
    (error: { code?: string }) => error.code,
  )
}

describe('the vendor client for Node', () => {
  it('creates a template with every kind of part, and reads it back', async () => {
    const components = [
      new models.CreateChatappTemplateRequestComponents({
        type: 'HEADER',
        format: 'IMAGE',
        url: 'https://files.example/one.png',
      }),
      new models.CreateChatappTemplateRequestComponents({ type: 'BODY', text: 'Hello $(name)!' }),
      new models.CreateChatappTemplateRequestComponents({ type: 'FOOTER', text: 'Goodbye' }),
      new models.CreateChatappTemplateRequestComponents({
        type: 'BUTTONS',
        buttons: [
          new models.CreateChatappTemplateRequestComponentsButtons({
            type: 'QUICK_REPLY',
            text: 'Stop',
            isOptOut: true,
          }),
          new models.CreateChatappTemplateRequestComponentsButtons({
            type: 'URL',
            text: 'Open',
            url: 'https://shop.example/$(path)',
            urlType: 'dynamic',
          }),
        ],
      }),
    ]
    const { body } = await client.createChatappTemplate(
      new models.CreateChatappTemplateRequest({
        custSpaceId,
        templateType: 'WHATSAPP',
        name: 'by_sdk',
        language: 'en',
        category: 'MARKETING',
        components,
        example: { name: 'Ann', path: 'one' },
      }),
    )
    expect(body).toMatchObject({ code: 'OK', data: { templateName: 'by_sdk' } })
    const request = new models.GetChatappTemplateDetailRequest({
      custSpaceId,
      templateCode: body?.data?.templateCode ?? '',
      language: 'en',
    })
    const detail = await client.getChatappTemplateDetail(request)
    expect(detail.body?.data).toMatchObject({
      name: 'by_sdk',
      category: 'MARKETING',
      auditStatus: 'auditing',
      example: { name: 'Ann', path: 'one' },
    })
    expect(detail.body?.data?.components?.map(({ type, text }) => [type, text])).toEqual([
      ['HEADER', undefined],
      ['BODY', 'Hello $(name)!'],
      ['FOOTER', 'Goodbye'],
      ['BUTTONS', undefined],
    ])
    expect(detail.body?.data?.components?.[3]?.buttons).toMatchObject([
      { type: 'QUICK_REPLY', isOptOut: true },
      { type: 'URL', urlType: 'dynamic' },
    ])
    await server.demo.advance('10s')
    expect((await client.getChatappTemplateDetail(request)).body?.data?.auditStatus).toBe('pass')
  })

  it('is told what is wrong with a template', async () => {
    const components = [
      new models.CreateChatappTemplateRequestComponents({ type: 'BODY', text: 'Hello {{1}}!' }),
    ]
    const call = client.createChatappTemplate(
      new models.CreateChatappTemplateRequest({
        custSpaceId,
        templateType: 'WHATSAPP',
        name: 'wrong',
        language: 'en',
        category: 'UTILITY',
        components,
      }),
    )
    expect(await refusal(call)).toBe('InvalidParameter.MessageInvalid')
  })

  it('lists templates page by page', async () => {
    const { body } = await client.listChatappTemplate(
      new models.ListChatappTemplateRequest({
        custSpaceId,
        auditStatus: 'pass',
        language: 'en',
        page: new models.ListChatappTemplateRequestPage({ index: 2, size: 3 }),
      }),
    )
    expect(body?.listTemplate?.map(({ templateName }) => templateName)).toEqual([
      'catalog',
      'quick_reply',
      'welcome',
    ])
    expect(body).toMatchObject({ code: 'OK', total: 7 })
  })

  it('modifies a rejected template', async () => {
    const { body } = await client.modifyChatappTemplate(
      new models.ModifyChatappTemplateRequest({
        custSpaceId,
        templateCode: '1119000000000000004',
        templateType: 'WHATSAPP',
        language: 'en',
        components: [
          new models.ModifyChatappTemplateRequestComponents({ type: 'BODY', text: 'A little for free.' }),
        ],
      }),
    )
    expect(body).toMatchObject({
      code: 'OK',
      data: { templateCode: '1119000000000000004', templateName: 'promo_rejected' },
    })
  })

  it('deletes a template', async () => {
    const request = new models.DeleteChatappTemplateRequest({
      custSpaceId,
      templateCode: '1119000000000000007',
    })
    expect((await client.deleteChatappTemplate(request)).body).toMatchObject({ code: 'OK' })
    expect(await refusal(client.deleteChatappTemplate(request))).toBe('DelError.TemplateNotExist')
  })

  it('queries the numbers and the WABA of its space', async () => {
    const numbers = await client.queryChatappPhoneNumbers(
      new models.QueryChatappPhoneNumbersRequest({ custSpaceId, status: 'VERIFIED' }),
    )
    expect(
      numbers.body?.phoneNumbers?.map(({ phoneNumber, qualityRating }) => [phoneNumber, qualityRating]),
    ).toEqual([
      ['8613900000001', 'GREEN'],
      ['8613900000002', 'GREEN'],
    ])
    const waba = await client.queryChatappBindWaba(new models.QueryChatappBindWabaRequest({ custSpaceId }))
    expect(waba.body?.data).toMatchObject({ id: '200000000000001', accountReviewStatus: 'APPROVED' })
  })

  it('sets the callbacks of a number and of its account', async () => {
    const urls = { statusCallbackUrl: 'http://127.0.0.1:9/status', httpFlag: 'Y', queueFlag: 'Y' }
    const phone = await client.updatePhoneWebhook(
      new models.UpdatePhoneWebhookRequest({
        custSpaceId,
        phoneNumber: '8613900000001',
        upCallbackUrl: 'http://127.0.0.1:9/inbound',
        ...urls,
      }),
    )
    const account = await client.updateAccountWebhook(
      new models.UpdateAccountWebhookRequest({ custSpaceId, ...urls }),
    )
    expect([phone.body?.code, account.body?.code]).toEqual(['OK', 'OK'])
    const { body } = await client.queryChatappPhoneNumbers(
      new models.QueryChatappPhoneNumbersRequest({ custSpaceId }),
    )
    expect(body?.phoneNumbers?.[0]).toMatchObject({
      statusCallbackUrl: urls.statusCallbackUrl,
      upCallbackUrl: 'http://127.0.0.1:9/inbound',
      statusQueue: 'Alicom-Queue-1000000000000001-ChatAppStatus',
    })
  })

  it('enables metrics and reads them', async () => {
    expect(
      (await client.enableWhatsappROIMetric(new models.EnableWhatsappROIMetricRequest({ custSpaceId }))).body
        ?.code,
    ).toBe('OK')
    const period = { custSpaceId, start: 1_790_000_000_000, end: 1_790_086_400_000, granularity: 'DAILY' }
    const template = await client.getChatappTemplateMetric(
      new models.GetChatappTemplateMetricRequest({
        ...period,
        templateCode: orderNotice.templateCode,
        templateType: 'WHATSAPP',
      }),
    )
    const number = await client.getChatappPhoneNumberMetric(
      new models.GetChatappPhoneNumberMetricRequest({ ...period, phoneNumber: '8613900000001' }),
    )
    expect([template.body?.code, template.body?.data, number.body?.code, number.body?.data]).toEqual([
      'OK',
      [],
      'OK',
      [],
    ])
  })

  it('sends to many, to one, and in an answer, and lists what became of it', async () => {
    const from = '8613900000001'
    const senderList = ['8613800000001', '15550131026'].map(
      (to) =>
        new models.SendChatappMassMessageRequestSenderList({
          to,
          templateParams: { name: 'Ann', order: 'A-1' },
        }),
    )
    const mass = await client.sendChatappMassMessage(
      new models.SendChatappMassMessageRequest({
        ...orderNotice,
        channelType: 'whatsapp',
        from,
        senderList,
        taskId: 'task',
      }),
    )
    const one = await client.sendChatappMessage(
      new models.SendChatappMessageRequest({
        ...orderNotice,
        channelType: 'whatsapp',
        type: 'template',
        from,
        to: '8613800000002',
        templateParams: { name: 'Bo', order: 'B-1' },
      }),
    )
    await server.demo.inbound({ from: '8613800000002', text: 'thanks' })
    const said = await client.sendChatappMessage(
      new models.SendChatappMessageRequest({
        custSpaceId,
        channelType: 'whatsapp',
        type: 'message',
        messageType: 'text',
        content: '{"text":"You are welcome."}',
        from,
        to: '8613800000002',
      }),
    )
    await server.demo.advance('1m')
    expect([mass.body?.groupMessageId, one.body?.messageId, said.body?.messageId]).toEqual([
      expect.stringMatching(/^89\d{14}$/),
      expect.stringMatching(/^\d{24}$/),
      expect.stringMatching(/^\d{24}$/),
    ])
    const listed = (await callByName('ListChatappMessage', {
      CustSpaceId: custSpaceId,
      BusinessNumber: from,
      ChannelType: 'WHATSAPP',
      StartTime: 1_700_000_000_000,
      Page: '{"Index":1,"Size":10}',
    })) as { Data: { EventAction: string; UserNumber: string; MessageStatus: string; Message: string }[] }
    // All of one moment: messages received stand before or after those sent.
    const rows = listed.Data.map(({ EventAction, UserNumber, MessageStatus, Message }) =>
      [EventAction, UserNumber, MessageStatus, Message].join(' | '),
    )
    expect(rows.sort()).toEqual([
      'DOWN | 15550131026 | fail | Hello Ann, your order A-1 is on its way.',
      'DOWN | 8613800000001 | success | Hello Ann, your order A-1 is on its way.',
      'DOWN | 8613800000002 | success | Hello Bo, your order B-1 is on its way.',
      'DOWN | 8613800000002 | success | You are welcome.',
      'UP | 8613800000002 | success | thanks',
    ])
  })

  it('can make the calls its version does not know by hand', async () => {
    const properties = await callByName('ModifyChatappTemplateProperties', {
      CustSpaceId: custSpaceId,
      TemplateCode: orderNotice.templateCode,
      Language: 'en',
      TemplateType: 'WHATSAPP',
      AllowSend: false,
    })
    expect(properties).toMatchObject({ Code: 'OK', Success: true })
    const archived = await callByName('ArchiveChatappTemplate', {
      CustSpaceId: custSpaceId,
      ArchiveType: 'ARCHIVED',
      ChannelType: 'WHATSAPP',
      TemplateList: JSON.stringify([{ TemplateCode: orderNotice.templateCode, Language: 'en' }]),
    })
    expect(archived).toMatchObject({ Code: 'OK', Success: true })
    expect(
      server.world.directory.templates.get(codeKey(custSpaceId, orderNotice.templateCode, 'en')),
    ).toMatchObject({ allowSend: false, archived: true })
  })

  it('has called every operation with state', () => {
    expect([...answered].sort()).toEqual(Object.keys(curatedOperations).sort())
  })
})

/** An operation by its name, through the client's own signing and transport. */
async function callByName(action: string, query: Record<string, unknown>): Promise<unknown> {
  const { OpenApiRequest, Params } = await import('@alicloud/openapi-client')
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
  const answer = (await client.callApi(params, new OpenApiRequest({ query }), new RuntimeOptions({}))) as {
    body: unknown
  }
  return answer.body
}
