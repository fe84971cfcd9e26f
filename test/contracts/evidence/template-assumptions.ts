import type { AssumptionName } from '../../../contracts/evidence/assumptions.ts'
import { accountKey, numberKey } from '../../../mock-server/world/receivers.ts'
import type { MockUnderTest } from '../../mock-under-test.ts'
import { testTime, type Parameters } from '../../signed-requests.ts'
import { ask, body, buttons, create, link, reply } from '../../template-calls.ts'
import type { Row } from './assumption-row.ts'

const creates = (changes: Parameters) => async (mock: MockUnderTest) => (await create(changes, mock)).code
const asks = (action: string, parameters: Parameters) => async (mock: MockUnderTest) =>
  (await ask(mock, action, parameters)).code
const listed = (parameters: Parameters) => async (mock: MockUnderTest) => {
  const { body: answer } = await ask(mock, 'ListChatappTemplate', parameters)
  return (answer['ListTemplate'] as { TemplateName: string }[]).map(({ TemplateName }) => TemplateName)
}
const welcome = { TemplateCode: '1119000000000000002', Language: 'en' }
const pressed = {
  code: '1119000000000000032',
  name: 'pressed',
  language: 'en',
  category: 'MARKETING' as const,
  components: [body('Sale!'), buttons(reply())] as never,
}
const sale = { code: '1119000000000000031', name: 'sale', language: 'en', category: 'MARKETING' as const }

/** How many rows the metric of a template has after one message, so long after counting began. */
const metric = (TemplateCode: string, after: string) => async (mock: MockUnderTest) => {
  await mock.demo.extend({
    accounts: [{ uid: '1000000000000001', spaces: [{ id: 'cams-demo0001', templates: [sale, pressed] }] }],
  })
  await ask(mock, 'EnableWhatsappROIMetric')
  await mock.send({ TemplateCode, SenderList: [{ To: '8613800000001' }] })
  await mock.demo.advance(after)
  return (
    (await ask(mock, 'GetChatappTemplateMetric', { TemplateCode, Start: 0, End: testTime * 2 })).body[
      'Data'
    ] as unknown[]
  ).length
}

/** The rows about templates, numbers and metrics. */
export const templateAssumptions: { readonly [Name in AssumptionName]?: Row<Name> } = {
  missingCustSpaceId: {
    ask: asks('QueryChatappPhoneNumbers', { CustSpaceId: undefined }),
    answers: { 'first-of-account': 'OK', refused: 'MissingCustSpaceId' },
  },
  unnamedTemplate: {
    ask: asks('DeleteChatappTemplate', {}),
    answers: {
      'InvalidParameter.TemplateCodeNotEmpty': 'InvalidParameter.TemplateCodeNotEmpty',
      'Missing{parameter}': 'MissingTemplateCode',
    },
  },
  templateDefect: {
    ask: creates({ Components: [{ Type: 'SIDEBAR' }] }),
    answers: {
      'InvalidParameter.CreateError': 'InvalidParameter.CreateError',
      'Invalid{parameter}': 'InvalidComponents',
    },
  },
  templateNames: {
    ask: creates({ Name: 'Order Shipped' }),
    answers: { 'as-whatsapp': 'InvalidParameter.CreateError', any: 'OK' },
  },
  messageSendTtl: {
    ask: creates({ MessageSendTtlSeconds: 601 }),
    answers: { '2026': 'OK', '2024': 'InvalidMessageSendTtlSeconds' },
  },
  buttonMixing: {
    ask: creates({ Components: [body(), buttons(reply(), link())] }),
    answers: { 'not-interleaved': 'OK', 'not-mixed': 'InvalidParameter.CreateError' },
  },
  deletedTemplateName: {
    ask: async (mock) => {
      await ask(mock, 'DeleteChatappTemplate', { TemplateName: 'welcome' })
      return (await create({ Name: 'welcome' }, mock)).code
    },
    answers: { 'four-weeks': 'InvalidParameter.CreateError', not: 'OK' },
  },
  unknownTemplateToChange: {
    ask: asks('ModifyChatappTemplate', { ...welcome, TemplateCode: '1', Components: [body()] }),
    answers: {
      'DetailError.TemplateNotExist': 'DetailError.TemplateNotExist',
      'Authentication.NoAuth': 'Authentication.NoAuth',
    },
  },
  modifiableTemplates: {
    ask: asks('ModifyChatappTemplate', { ...welcome, Components: [body()] }),
    answers: { 'unreviewed-and-rejected': 'Authentication.NoAuth', all: 'OK' },
  },
  unmodifiableTemplate: {
    ask: asks('ModifyChatappTemplate', { ...welcome, Components: [body()] }),
    answers: {
      'Authentication.NoAuth': 'Authentication.NoAuth',
      'InvalidParameter.CreateError': 'InvalidParameter.CreateError',
    },
  },
  templatePageSize: {
    ask: asks('ListChatappTemplate', { Page: { Index: 1, Size: 101 } }),
    answers: { any: 'OK', '100': 'InvalidParameter.PageInvalid' },
  },
  templateNameFilter: { ask: listed({ Name: 'welc' }), answers: { part: ['welcome'], whole: [] } },
  templateListOrder: {
    ask: listed({ Page: { Index: 1, Size: 1 } }),
    answers: { 'newest-first': ['viber_text'], 'oldest-first': ['order_notice'] },
  },
  archivedTemplates: {
    ask: async (mock) => {
      await ask(mock, 'ArchiveChatappTemplate', {
        ArchiveType: 'ARCHIVED',
        ChannelType: 'WHATSAPP',
        TemplateList: [welcome],
      })
      return listed({ Name: 'welcome' })(mock)
    },
    answers: { shown: ['welcome'], hidden: [] },
  },
  auditReceiptVersion: {
    ask: async (mock) => {
      mock.world.receivers.set(accountKey('1000000000000001'), {
        statusUrl: undefined,
        inboundUrl: undefined,
        auditUrl: undefined,
        http: false,
        queue: true,
      })
      await create({}, mock)
      await mock.demo.advance('10s')
      return mock.world.queues
        .peek('Alicom-Queue-1000000000000001-ChatAppAudit', mock.clock.now(), 10)
        .map((message) => (JSON.parse(message.body) as { Type?: string }).Type)
    },
    answers: { '1': [undefined], '2': ['template'] },
  },
  absentCallbackUrl: {
    ask: async (mock) => {
      await ask(mock, 'UpdatePhoneWebhook', {
        PhoneNumber: '8613900000001',
        StatusCallbackUrl: 'http://127.0.0.1:9/',
      })
      await ask(mock, 'UpdatePhoneWebhook', { PhoneNumber: '8613900000001', QueueFlag: 'Y' })
      return mock.world.receivers.get(numberKey('cams-demo0001', '8613900000001'))?.statusUrl
    },
    answers: { stays: 'http://127.0.0.1:9/', cleared: undefined },
  },
  absentHttpFlag: {
    ask: async (mock) => {
      await ask(mock, 'UpdateAccountWebhook', { StatusCallbackUrl: 'http://127.0.0.1:9/' })
      return mock.world.receivers.get(accountKey('1000000000000001'))?.http
    },
    answers: { Y: true, N: false },
  },
  metricsBeforeEnabling: {
    ask: asks('GetChatappPhoneNumberMetric', { Start: 0, End: 1 }),
    answers: { 'no-rows': 'OK', refused: 'Authentication.NoAuth' },
  },
  metricsDelay: { ask: metric(sale.code, '1h'), answers: { 'after-a-day': 0, 'at-once': 1 } },
  metricReplyType: {
    ask: async (mock) => {
      await metric(pressed.code, '1d')(mock)
      await mock.demo.press({ from: '8613800000001', button: 1 })
      const { body: answer } = await ask(mock, 'GetChatappTemplateMetric', {
        TemplateCode: pressed.code,
        Start: 0,
        End: testTime * 2,
      })
      return (answer['Data'] as { Cliented: { Type: string }[] }[]).flatMap(({ Cliented }) =>
        Cliented.map(({ Type }) => Type),
      )
    },
    answers: { quick_relpy_button: ['quick_relpy_button'], quick_reply_button: ['quick_reply_button'] },
  },
  metricCategories: { ask: metric('1119000000000000002', '2d'), answers: { marketing: 0, all: 1 } },
}
