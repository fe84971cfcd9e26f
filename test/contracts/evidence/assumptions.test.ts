import { describe, expect, it } from 'vitest'
import {
  assumptions,
  defaultAssumptions,
  type AssumptionName,
} from '../../../contracts/evidence/assumptions.ts'
import { errorTable } from '../../../contracts/errors/index.ts'
import { UsageError } from '../../../contracts/usage-error.ts'
import { readWorldFile } from '../../../mock-server/world-file/world-file.ts'
import { mockUnderTest, type MockUnderTest } from '../../mock-under-test.ts'
import { keys, massSend, signed, testTime, type Credentials } from '../../signed-requests.ts'
import type { Row } from './assumption-row.ts'
import { receiptAssumptions } from './receipt-assumptions.ts'
import { templateAssumptions } from './template-assumptions.ts'

async function sendTen(mock: MockUnderTest, key: Credentials = keys.account1): Promise<void> {
  for (let count = 0; count < 10; count++) await mock.send({}, { key })
}

const codeOf = (changes: Record<string, unknown>) => async (mock: MockUnderTest) =>
  (await mock.send(changes)).code
const withRecipient = (more: Record<string, unknown>) => ({ SenderList: [{ To: '8613800000001', ...more }] })

const freeForm = {
  ChannelType: 'whatsapp',
  Type: 'message',
  MessageType: 'text',
  Content: '{"text":"hello"}',
  From: '8613900000001',
  To: '8613800000001',
}
const listing = {
  BusinessNumber: '8613900000001',
  ChannelType: 'whatsapp',
  CustSpaceId: 'cams-demo0001',
  Page: { Index: 1, Size: 10 },
  StartTime: testTime,
}

/** The delivery code a message to one recipient ends with. */
const endOf = (more: Record<string, unknown>) => async (mock: MockUnderTest) => {
  await mock.send({
    SenderList: [{ To: '8613800000001', TemplateParams: { name: 'Ann', order: 'A-1001' }, ...more }],
  })
  await mock.demo.advance('1m')
  return (await mock.demo.messages())[0]?.errorCode
}

/** What ListChatappMessage shows of one message that was sent. */
const listed = (changes: Record<string, unknown>) => async (mock: MockUnderTest) => {
  await mock.send()
  return (await mock.call({ ...listing, ...changes }, { action: 'ListChatappMessage' })).body['Data']
}

/** One row for each assumption; a missing one fails the first test below. */
const table: { readonly [Name in AssumptionName]?: Row<Name> } = {
  errorStatus: {
    ask: async (mock) =>
      (({ status, code, body }) => [status, code, 'HostId' in body])(
        await mock.send({ ChannelType: 'line' }),
      ),
    answers: {
      declared: [400, 'InvalidParameter.ChannelTypeNotSupport', true],
      '200': [200, 'InvalidParameter.ChannelTypeNotSupport', false],
    },
  },
  errorHostId: {
    ask: async (mock) => Object.keys((await mock.send({ ChannelType: 'line' })).body),
    answers: {
      yes: ['Recommend', 'Message', 'RequestId', 'HostId', 'Code'],
      no: ['Message', 'RequestId', 'Code'],
    },
  },
  v1DefaultFormat: {
    ask: async (mock) => (await mock.send({}, { scheme: 'v1', format: undefined })).headers['content-type'],
    answers: { XML: 'text/xml;charset=utf-8', JSON: 'application/json;charset=utf-8' },
  },
  unknownKeyStatus: {
    ask: async (mock) => (await mock.send({}, { key: { id: 'mock-ak-nobody', secret: 'x' } })).status,
    answers: { '404': 404, '400': 400 },
  },
  securityTokenStatus: {
    ask: async (mock) => (await mock.send({}, { key: { ...keys.sts, token: 'other' } })).status,
    answers: { '400': 400, '403': 403 },
  },
  plainHttp: {
    ask: async (mock) => (await mock.call({}, { action: 'AddContacts' })).code === 'InvalidProtocol.NeedSsl',
    answers: { allowed: false, refused: true },
  },
  needSslStatus: {
    under: { plainHttp: 'refused' },
    ask: async (mock) => (await mock.call({}, { action: 'AddContacts' })).status,
    answers: { '400': 400, '404': 404 },
  },
  otherMethods: {
    ask: async (mock) => (await mock.send({}, { method: 'PUT' })).code,
    answers: { refused: 'UnsupportedHTTPMethod', accepted: 'OK' },
  },
  nonceRetention: {
    ask: async (mock) => {
      await mock.send({}, { nonce: 'once' })
      mock.clock.moveTo(testTime + 40 * 60_000)
      return (await mock.send({}, { nonce: 'once', at: testTime + 40 * 60_000 })).code
    },
    answers: { '30': 'SignatureNonceUsed', '15': 'OK' },
  },
  unknownParameters: {
    ask: codeOf({ Type: 'template' }),
    answers: { ignored: 'OK', refused: 'InvalidType' },
  },
  sendMessageRate: {
    ask: async (mock) => {
      const codes = []
      for (let count = 0; count < 251; count++)
        codes.push((await mock.call(freeForm, { action: 'SendChatappMessage' })).code)
      return codes.filter((code) => code === 'OK').length
    },
    answers: { '250': 250, '200': 200 },
  },
  repeatedTo: {
    ask: async (mock) => {
      const [Ann, Bob, again] = ['Ann', 'Bob', 'Ann again'].map((name, index) => ({
        To: index === 1 ? '8613800000002' : '8613800000001',
        TemplateParams: { name, order: '1' },
      }))
      await mock.send({ SenderList: [Ann, Bob, again] })
      return (await mock.demo.messages()).map(({ templateParams }) => templateParams['name']).toSorted()
    },
    answers: { 'every-entry': ['Ann', 'Ann again', 'Bob'], once: ['Ann', 'Bob'] },
  },
  jsonBody: {
    ask: async (mock) =>
      (
        await mock.call(
          {},
          { body: { type: 'application/json; charset=utf-8', text: JSON.stringify(massSend()) } },
        )
      ).code,
    answers: { ignored: 'MissingChannelType', read: 'OK' },
  },
  dottedLists: {
    ask: codeOf({
      SenderList: undefined,
      'SenderList.1.To': '8613800000001',
      'SenderList.1.TemplateParams.name': 'Ann',
    }),
    answers: { ignored: 'MissingSenderList', read: 'OK' },
  },
  emptyV1Values: {
    ask: async (mock) => {
      const request = signed(massSend(), { scheme: 'v1', place: 'query' })
      return (await mock.ask({ ...request, url: `${request.url}&Tag=` })).code
    },
    answers: { accepted: 'OK', refused: 'SignatureDoesNotMatch' },
  },
  throttleCode: {
    ask: async (mock) => {
      await sendTen(mock)
      return (await mock.send()).code
    },
    answers: { 'System.LimitControl': 'System.LimitControl', 'Throttling.User': 'Throttling.User' },
  },
  throttleWindow: {
    ask: async (mock) => {
      mock.clock.moveTo(testTime + 900)
      await sendTen(mock)
      mock.clock.moveTo(testTime + 1000)
      return (await mock.send()).code
    },
    answers: { fixed: 'OK', sliding: 'System.LimitControl' },
  },
  throttleCounts: {
    // In a fixed window refused calls change nothing: it is full already, and the next one begins empty.
    under: { throttleWindow: 'sliding' },
    ask: async (mock) => {
      await sendTen(mock)
      mock.clock.moveTo(testTime + 500)
      await sendTen(mock)
      mock.clock.moveTo(testTime + 1000)
      return (await mock.send()).code
    },
    answers: { admitted: 'OK', all: 'System.LimitControl' },
  },
  throttleScope: {
    ask: async (mock) => {
      await sendTen(mock)
      return (await mock.send({}, { key: keys.sender })).code
    },
    answers: { account: 'System.LimitControl', user: 'OK' },
  },
  versionPosition: {
    ask: async (mock) => {
      const [unknown, known] = [
        await mock.send({}, { version: '2020-06-07', key: { id: 'nobody', secret: 'x' } }),
        await mock.send({}, { version: '2020-06-07' }),
      ]
      return `${unknown.code} ${known.code}`
    },
    answers: {
      'before-credentials': 'InvalidVersion InvalidVersion',
      'after-credentials': 'InvalidAccessKeyId.NotFound InvalidVersion',
    },
  },
  throttlePosition: {
    ask: async (mock) => {
      await sendTen(mock)
      return (await mock.send({ SenderList: undefined })).code
    },
    answers: { 'after-signature': 'System.LimitControl', 'after-parameters': 'MissingSenderList' },
  },
  retryAfterHeader: {
    ask: async (mock) => {
      await sendTen(mock)
      return (await mock.send()).headers['x-acs-retry-after']
    },
    answers: { absent: undefined, present: '1000' },
  },
  ramDenial: {
    ask: async (mock) =>
      (({ status, code }) => `${status} ${String(code)}`)(await mock.send({}, { key: keys.reader })),
    answers: {
      'Ram.PermissionDeny': '400 Ram.PermissionDeny',
      NoPermission: '403 NoPermission',
      'Forbidden.RAM': '403 Forbidden.RAM',
    },
  },
  missingSenderList: {
    ask: codeOf({ SenderList: undefined }),
    answers: { 'Missing{parameter}': 'MissingSenderList', 'Invalid{parameter}': 'InvalidSenderList' },
  },
  emptySenderList: {
    ask: codeOf({ SenderList: [] }),
    answers: { 'Missing{parameter}': 'MissingSenderList', 'Invalid{parameter}': 'InvalidSenderList' },
  },
  tooManyRecipients: {
    ask: codeOf({ SenderList: Array.from({ length: 1001 }, () => ({ To: '8613800000001' })) }),
    answers: { 'Invalid{parameter}': 'InvalidSenderList', InvalidParameter: 'InvalidParameter' },
  },
  missingTo: {
    ask: codeOf({ SenderList: [{}] }),
    answers: {
      'Missing{parameter}': 'MissingTo',
      'InvalidParameter.ToOnlyNumeric': 'InvalidParameter.ToOnlyNumeric',
    },
  },
  malformedTo: {
    ask: codeOf({ SenderList: [{ To: '+861' }] }),
    answers: { 'refuse-call': 'InvalidParameter.ToOnlyNumeric', 'fail-message': 'OK' },
  },
  channelTypeCase: {
    ask: codeOf({ ChannelType: 'WHATSAPP' }),
    answers: { insensitive: 'OK', sensitive: 'InvalidParameter.ChannelTypeNotSupport' },
  },
  fallBackDurationMinimum: {
    ask: codeOf({ FallBackDuration: 10 }),
    answers: { '60': 'InvalidFallBackDuration', '10': 'OK' },
  },
  payloadMaximum: {
    ask: codeOf(withRecipient({ Payload: ['1', '2', '3', '4'] })),
    answers: { none: 'OK', '3': 'InvalidSenderList' },
  },
  foreignChannelParameters: { ask: codeOf({ Ttl: 50 }), answers: { ignored: 'OK', refused: 'InvalidTtl' } },
  templateConflict: {
    ask: async (mock) => {
      await mock.send({ TemplateCode: '1119000000000000002', TemplateName: 'order_notice' })
      return mock.batches().map(({ terms }) => terms.templateName)
    },
    answers: { code: ['welcome'], name: ['order_notice'] },
  },
  templateParams: {
    ask: codeOf(withRecipient({ TemplateParams: { name: 'Ann' } })),
    answers: { 'fail-message': 'OK', 'refuse-call': 'TemplateParamInvalid' },
  },
  templateActions: {
    ask: endOf({ Payload: ['p'] }),
    answers: { 'fail-message': '131009', ignored: undefined },
  },
  numbersAsText: {
    ask: codeOf({ SenderList: '[{"To":8613800000001,"TemplateParams":{"name":"Ann","order":1001}}]' }),
    answers: { refused: 'InvalidSenderList', read: 'OK' },
  },
  timestampMilliseconds: {
    ask: async (mock) => (await mock.send({}, { timestamp: new Date(testTime).toISOString() })).code,
    answers: { accepted: 'OK', refused: 'InvalidTimeStamp.Format' },
  },
  contactsList: {
    ask: async (mock) =>
      (
        await mock.call(
          { ...freeForm, MessageType: 'contacts', Content: '[{"name":{"formatted_name":"Ann Lee"}}]' },
          { action: 'SendChatappMessage' },
        )
      ).code,
    answers: { read: 'OK', refused: 'InvalidParameter.ContentError' },
  },
  ownNumber: { ask: endOf({ To: '8613900000001' }), answers: { '131021': '131021', '131026': '131026' } },
  closedWindow: {
    ask: async (mock) => (await mock.call(freeForm, { action: 'SendChatappMessage' })).code,
    answers: { 'fail-message': 'OK', 'refuse-call': 'SessionWindowExpired' },
  },
  inboundPlus: {
    ask: async (mock) => (await mock.demo.inbound({ from: '86138', media: { type: 'image' } })).item['From'],
    answers: { 'with-media': '+86138', never: '86138' },
  },
  inboundReaction: {
    ask: async (mock) => {
      mock.world.receivers.set('account:1000000000000001', {
        statusUrl: undefined,
        inboundUrl: undefined,
        auditUrl: undefined,
        http: false,
        queue: true,
      })
      mock.world.receivers.set('number:cams-demo0001:8613900000001', {
        statusUrl: undefined,
        inboundUrl: undefined,
        auditUrl: undefined,
        http: false,
        queue: true,
      })
      await mock.demo.inbound({ from: '86138', reaction: '👍' })
      return (await mock.demo.receipts()).queues.reduce((count, { messages }) => count + messages, 0)
    },
    answers: { text: 1, unreported: 0 },
  },
  listTimeText: {
    ask: listed({ StartTime: undefined, StartTimeStr: '2026-11-24 12:00:01' }),
    answers: { utc: [], 'utc+8': [expect.anything()], not: undefined },
  },
  listPageSize: {
    ask: async (mock) =>
      (await mock.call({ ...listing, Page: { Index: 1, Size: 101 } }, { action: 'ListChatappMessage' })).code,
    answers: { '100': 'InvalidParameter.PageInvalid', any: 'OK' },
  },
  listMessageId: {
    ask: async (mock) =>
      JSON.stringify(await listed({})(mock)).includes(`"MessageId":"${mock.batches()[0]?.groupMessageId}"`),
    answers: { message: false, batch: true },
  },
  listSuccess: {
    ask: async (mock) => (await mock.call(listing, { action: 'ListChatappMessage' })).body['Success'],
    answers: { true: true, absent: undefined },
  },
  listSendTime: {
    ask: listed({}),
    answers: {
      text: [expect.objectContaining({ SendTime: '2026-11-24T12:00:00.000+00:00' })],
      milliseconds: [expect.objectContaining({ SendTime: String(testTime) })],
    },
  },
  sentFailedAlone: {
    ask: codeOf({ TemplateCode: 'none', FallBackRule: 'sentFailed' }),
    answers: { refused: 'DetailError.TemplateNotExist', accepted: 'OK' },
  },
  sentFailedNames: {
    ask: codeOf({ Language: 'xx', FallBackRule: 'sentFailed', FallBackContent: 'SMS' }),
    answers: { 'falls-back': 'OK', refused: 'InvalidParameter.LanguageNotSupport' },
  },
  unknownTemplate: {
    ask: codeOf({ TemplateCode: 'none' }),
    answers: {
      'DetailError.TemplateNotExist': 'DetailError.TemplateNotExist',
      TemplateNotFound: 'TemplateNotFound',
      'Authentication.NoAuth': 'Authentication.NoAuth',
    },
  },
  bannedTemplateOrNumber: {
    ask: async (mock) => {
      await mock.demo.setNumber('8613900000001', { status: 'BANNED' })
      const number = (await mock.send()).code
      await mock.demo.setNumber('8613900000001', { status: 'CONNECTED' })
      await mock.demo.setTemplate('1119000000000000001', 'en', { auditStatus: 'paused' })
      return [number, (await mock.send()).code]
    },
    answers: {
      'fail-message': ['OK', 'OK'],
      'refuse-call': ['ERR-OPERATION-MAAP-0065', 'DetailError.TemplateNotExist'],
    },
  },
  unapprovedTemplate: {
    ask: codeOf({ TemplateCode: '1119000000000000003' }),
    answers: {
      'DetailError.TemplateNotExist': 'DetailError.TemplateNotExist',
      TemplateNotFound: 'TemplateNotFound',
      'Authentication.NoAuth': 'Authentication.NoAuth',
    },
  },
  unknownSender: {
    ask: codeOf({ From: '1' }),
    answers: {
      'ERR-OPERATION-MAAP-0065': 'ERR-OPERATION-MAAP-0065',
      PhoneNumberNotRegistered: 'PhoneNumberNotRegistered',
    },
  },
  ...receiptAssumptions,
  ...templateAssumptions,
}

const rows = Object.entries(table) as [AssumptionName, Row<AssumptionName>][]

it('asks about every assumption and every choice', () => {
  expect(Object.keys(table).toSorted()).toEqual(Object.keys(assumptions).toSorted())
  for (const [name, { answers }] of rows)
    expect(Object.keys(answers).toSorted(), name).toEqual([...assumptions[name].choices].toSorted())
})

it('takes the first choice as the default', () => {
  expect(Object.entries(defaultAssumptions)).toEqual(
    Object.entries(assumptions).map(([name, { choices }]) => [name, choices[0]]),
  )
})

const choosesCode = ([name]: [AssumptionName, unknown]): boolean =>
  assumptions[name].choices.every((choice) => Object.hasOwn(errorTable, choice))

/** The one choice that stands in the error table of the operation pages. */
const isDocumented = (name: AssumptionName, choice: string): boolean =>
  name === 'ramDenial' && choice === 'Ram.PermissionDeny'

it('answers every code that an assumption chose as assumed, and names the assumption', async () => {
  const codes = rows.filter(choosesCode)
  expect(codes).toHaveLength(13)
  for (const [name, { ask, under = {} }] of codes) {
    for (const choice of assumptions[name].choices.filter((each) => !isDocumented(name, each))) {
      const mock = mockUnderTest({ assumptions: { ...under, [name]: choice } })
      await ask(mock)
      expect(mock.exchanges.at(-1), `${name}: ${choice}`).toMatchObject({
        evidence: { class: 'assumed', source: expect.stringContaining(`(${name})`) as string },
      })
    }
  }
})

it('answers the documented code of a denial by RAM as documented', async () => {
  const mock = mockUnderTest()
  await table.ramDenial?.ask(mock)
  expect(mock.exchanges.at(-1)).toMatchObject({
    code: 'Ram.PermissionDeny',
    evidence: { class: 'documented' },
  })
})

describe.each(rows)('%s', (name, { ask, answers, under = {} }) => {
  it('is answered by default as under its first choice', async () => {
    expect(await ask(mockUnderTest({ assumptions: under }))).toEqual(
      answers[assumptions[name].choices[0] as never],
    )
  })

  it.each(Object.entries(answers))('answers as chosen under %s', async (choice, answer) => {
    expect(await ask(mockUnderTest({ assumptions: { ...under, [name]: choice } }))).toEqual(answer)
  })

  it('can be chosen in a world file', async () => {
    const choice = assumptions[name].choices.at(-1) as string
    const { assumptions: chosen } = await readWorldFile(`assumptions: { ${name}: "${choice}" }`, 'world.yaml')
    expect(chosen).toEqual({ [name]: choice })
    await expect(readWorldFile(`assumptions: { ${name}: "none of these" }`, 'world.yaml')).rejects.toThrow(
      UsageError,
    )
  })
})
