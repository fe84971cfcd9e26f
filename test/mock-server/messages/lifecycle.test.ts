import { describe, expect, it } from 'vitest'
import { deliveryErrors, describeDeliveryError } from '../../../contracts/errors/delivery-errors.ts'
import { messageIdOf, nextChange, stepsOf } from '../../../mock-server/messages/lifecycle.ts'
import type { Message } from '../../../mock-server/world/message.ts'
import { failingRecipient, testRecipients } from '../../../mock-server/messages/test-recipients.ts'
import { mockUnderTest, type MockUnderTest } from '../../mock-under-test.ts'
import type { MockOptions } from '../../../mock-server/entry/create-mock.ts'
import { massSend, testTime, type Parameters } from '../../signed-requests.ts'

/** A plan in which every message is sent after 1 s, delivered after 2 more and read after 10 more. */
const plan = {
  sent: [1000, 1000],
  delivered: [2000, 2000],
  read: [10_000, 10_000],
  readProbability: 1,
  failProbability: 0,
  failCode: '131026',
} as const
const person = { To: '8613800000001', TemplateParams: { name: 'Ann', order: 'A-1001' } }
const viber = { ChannelType: 'viber', From: '90010001', TemplateCode: '1119000000000000011' }

/** What becomes of the messages of one mass send: their steps, as status, code and seconds after acceptance. */
async function lifeOf(changes: Parameters, options: MockOptions = {}): Promise<unknown[]> {
  const mock = mockUnderTest({ plan, ...options })
  const { code } = await mock.send(changes)
  expect(code).toBe('OK')
  return (await messagesAfter(mock, '2h')).map(({ steps }) => steps.map(stepText))
}

async function messagesAfter(mock: MockUnderTest, duration: string): Promise<Message[]> {
  await mock.demo.advance(duration)
  return mock.demo.messages('from:8613900000001 OR from:90010001')
}

const stepText = ({ status, errorCode, at }: Message['steps'][number]): string =>
  `${status}${errorCode === undefined ? '' : ` ${errorCode}`} +${(at - testTime) / 1000}`
const to = (...people: Parameters[]): Parameters => ({
  SenderList: people.map((each) => ({ ...person, ...each })),
})

const read = ['Sent +1', 'Delivered +3', 'Read +13']

describe('messages that do not fit', () => {
  it('are sent, delivered and read when everything fits', async () => {
    expect(await lifeOf(to({}))).toEqual([read])
  })

  it.each([
    [{ TemplateParams: { name: 'Ann' } }, '132000'],
    [{ TemplateParams: undefined }, '132000'],
    [{ TemplateParams: { name: 'Ann', order: '1', more: '2' } }, '132000'],
    [{ TemplateParams: { name: 'Ann', order: '' } }, '132012'],
    [{ TemplateParams: { name: 'Ann', order: 'one\ntwo' } }, '132012'],
    [{ Payload: ['p'] }, '131009'],
    [{ FlowAction: { FlowToken: 't' } }, '131009'],
    [{ ProductAction: { ThumbnailProductRetailerId: 'x' } }, '131009'],
    [{ To: '8613900000001' }, '131021'],
  ])('fail at once for %o, with %s, and the others go on', async (fault, code) => {
    expect(await lifeOf(to({}, fault, {}))).toEqual([read, [`Failed ${code} +1`], read])
  })

  it('fail for a number that is none, when that does not refuse the call', async () => {
    expect(await lifeOf(to({ To: '+86 138' }, {}), { assumptions: { malformedTo: 'fail-message' } })).toEqual(
      [['Failed 131026 +1'], read],
    )
  })

  it("fail with the other code for the sender's own number, by option", async () => {
    expect(await lifeOf(to({ To: '8613900000001' }), { assumptions: { ownNumber: '131026' } })).toEqual([
      ['Failed 131026 +1'],
    ])
  })

  it('may have a Payload up to the quick-reply buttons of the template', async () => {
    const replies = { TemplateCode: '1119000000000000005' }
    expect(
      await lifeOf({ ...replies, ...to({ TemplateParams: undefined, Payload: ['a', 'b', 'c'] }) }),
    ).toEqual([read])
    expect(
      await lifeOf({ ...replies, ...to({ TemplateParams: undefined, Payload: ['a', 'b', 'c', 'd'] }) }),
    ).toEqual([['Failed 131009 +1']])
  })

  it('need the products that an MPM button shows', async () => {
    const catalog = { TemplateCode: '1119000000000000006' }
    expect(await lifeOf({ ...catalog, ...to({ TemplateParams: undefined }) })).toEqual([['Failed 131008 +1']])
    expect(
      await lifeOf({
        ...catalog,
        ...to({
          TemplateParams: undefined,
          ProductAction: { Sections: [{ Title: 'all', ProductItems: [{ ProductRetailerId: 'a' }] }] },
        }),
      }),
    ).toEqual([read])
  })

  it('ignore what has no button, by option', async () => {
    expect(await lifeOf(to({ Payload: ['p'] }), { assumptions: { templateActions: 'ignored' } })).toEqual([
      read,
    ])
  })

  it('need exactly the code of a one-time password, under any name', async () => {
    const otp = { TemplateCode: '1119000000000000008' }
    expect(
      await lifeOf({
        ...otp,
        ...to(
          { TemplateParams: { code: '123456' } },
          { TemplateParams: { otp: '1' } },
          { TemplateParams: {} },
        ),
      }),
    ).toEqual([read, read, ['Failed 132000 +1']])
  })

  it('are not judged by a template nobody knows the text of', async () => {
    expect(await lifeOf({ TemplateCode: '1119999999999999999', ...to({}) }, { lenient: true })).toEqual([
      read,
    ])
  })
})

describe('Ttl', () => {
  const late = { ...plan, delivered: [60_000, 60_000] } as const

  it('lets a viber message that is not delivered in time fail at that moment', async () => {
    expect(
      await lifeOf({ ...viber, Ttl: 50, ...to({ TemplateParams: { name: 'Ann' } }) }, { plan: late }),
    ).toEqual([['Sent +1', 'Failed timeout +50']])
  })

  it('changes nothing about a message that is', async () => {
    expect(
      await lifeOf({ ...viber, Ttl: 61, ...to({ TemplateParams: { name: 'Ann' } }) }, { plan: late }),
    ).toEqual([['Sent +1', 'Delivered +61', 'Read +71']])
  })

  it('means nothing on whatsapp', async () => {
    expect(await lifeOf({ Ttl: 50, ...to({}) }, { plan: late })).toEqual([
      ['Sent +1', 'Delivered +61', 'Read +71'],
    ])
  })
})

describe('the fallback to SMS', () => {
  const sms = { FallBackId: 'S1', FallBackContent: 'Please call us.' }
  /** Seconds after which each message falls back. */
  async function fallbacksOf(
    changes: Parameters,
    options: MockOptions = {},
  ): Promise<(number | undefined)[]> {
    const mock = mockUnderTest({ plan, ...options })
    expect((await mock.send({ ...sms, ...changes })).code).toBe('OK')
    return (await messagesAfter(mock, '13h')).map(
      ({ fallback }) => fallback && (fallback.at - testTime) / 1000,
    )
  }
  const [stuck, failing] = [{ To: '15551001000' }, { To: '15550131026' }]

  it('replaces a message that fails, and no other', async () => {
    expect(await fallbacksOf(to(failing, {}, stuck))).toEqual([3, undefined, undefined])
  })

  it('replaces a message that is not delivered within FallBackDuration', async () => {
    expect(await fallbacksOf({ FallBackDuration: 120, ...to(stuck, {}, failing) })).toEqual([
      120,
      undefined,
      3,
    ])
  })

  it('goes out though the message is delivered afterwards, and not when it was delivered in that very second', async () => {
    const late = { plan: { ...plan, delivered: [59_000, 59_000] as const } }
    expect(await fallbacksOf({ FallBackDuration: 60, ...to({}) }, late)).toEqual([undefined])
    expect(
      await fallbacksOf(
        { FallBackDuration: 60, ...to({}) },
        { plan: { ...late.plan, delivered: [59_001, 59_001] } },
      ),
    ).toEqual([60])
  })

  it('replaces a message whose variables do not fit only under FallBackRule sentFailed', async () => {
    const unfit = to({ TemplateParams: {} })
    expect(await fallbacksOf({ FallBackDuration: 60, ...unfit })).toEqual([undefined])
    expect(await fallbacksOf({ FallBackRule: 'undelivered', ...unfit })).toEqual([undefined])
    expect(await fallbacksOf({ FallBackRule: 'sentFailed', ...unfit })).toEqual([1])
  })

  it('replaces every message of a template that is not there, under FallBackRule sentFailed', async () => {
    expect(await fallbacksOf({ TemplateCode: 'none', FallBackRule: 'sentFailed', ...to({}, {}) })).toEqual([
      1, 1,
    ])
  })

  it('needs a policy or a text', async () => {
    expect(
      await fallbacksOf({ FallBackId: '', FallBackContent: undefined, FallBackDuration: 60, ...to(stuck) }),
    ).toEqual([undefined])
  })

  it('can be waited for, and shows id and text', async () => {
    const mock = mockUnderTest({ plan })
    await mock.send({ ...sms, FallBackDuration: 120, ...to(stuck) })
    const waited = await mock.demo.wait('fallback:S1')
    expect(waited).toMatchObject({ satisfied: true, waited: 120_000 })
    expect(waited.matches).toMatchObject([
      { status: 'Sent', fallback: { at: testTime + 120_000, id: 'S1', content: 'Please call us.' } },
    ])
  })

  it('is part of when something changes next', async () => {
    const mock = mockUnderTest({ plan })
    await mock.send({ ...sms, FallBackDuration: 120, ...to(stuck) })
    await mock.demo.next()
    expect(await mock.demo.next()).toMatchObject({ now: testTime + 120_000, next: null })
  })
})

describe('test recipients', () => {
  it('fail with the code in their number, whatever the plan', async () => {
    const codes = [...deliveryErrors.keys()].filter((code) => code !== 'timeout')
    const life = await lifeOf(to(...codes.map((code) => ({ To: `15550${code.padStart(6, '0')}` }))))
    expect(life).toEqual(codes.map((code) => ['Sent +1', `Failed ${code} +3`]))
  })

  it.each([
    ['15551001000', ['Sent +1']],
    ['15551001999', ['Sent +1']],
    ['15551002000', ['Sent +1', 'Delivered +3', 'Delivered +4', 'Read +13']],
    ['15551003000', ['Sent +1', 'Delivered +3', 'Read +3']],
    ['15551004000', ['Sent +1', 'Delivered +3']],
    ['15550999999', read],
    ['1555100100', read],
    ['155510010000', read],
  ])('makes of %s %o', async (number, steps) => {
    expect(await lifeOf(to({ To: number }))).toEqual([steps])
  })

  it('are reserved once each', () => {
    const prefixes = [failingRecipient.prefix, ...testRecipients.map(({ prefix }) => prefix)]
    expect(new Set(prefixes).size).toBe(prefixes.length)
    for (const { example, prefix } of [failingRecipient, ...testRecipients])
      expect(example).toMatch(new RegExp(`^${prefix}\\d+$`))
  })
})

describe('a batch', () => {
  it('stays one record with one byte for each message that is settled, and none when none is', async () => {
    const mock = mockUnderTest({ plan })
    await mock.send(to({}, {}))
    await mock.send(to({}, { TemplateParams: {} }))
    const [plain, settled] = mock.batches()
    expect(plain?.fates).toBeUndefined()
    expect([...(settled?.fates?.of ?? [])]).toEqual([0, 1])
  })

  it('changes next at the earliest of all steps', async () => {
    const mock = mockUnderTest()
    await mock.send({ SenderList: Array.from({ length: 200 }, () => person) })
    const [batch] = mock.batches()
    if (batch === undefined) throw new Error('no batch')
    const all = Array.from({ length: 200 }, (_, index) => stepsOf(batch, index).map(({ at }) => at))
      .flat()
      .sort((a, b) => a - b)
    for (let now = testTime, count = 0; count < 20; count++) {
      const next = nextChange(batch, now)
      expect(next).toBe(all.find((at) => at > now))
      now = next ?? Infinity
    }
  })

  it('gives a million messages a million ids', () => {
    const ids = new Set<string>()
    for (let batch = 0; batch < 1000; batch++)
      for (let index = 0; index < 1000; index++)
        ids.add(messageIdOf({ at: testTime, chance: Math.imul(batch + 1, 0x9e3779b1) >>> 0 }, index))
    expect(ids.size).toBe(1_000_000)
  })
})

describe('what is said about a failure', () => {
  it('is the documented text for 131026', () => {
    expect(describeDeliveryError('131026')).toBe(
      '131026:Receiver is incapable of receiving this message(Message Undeliverable.)',
    )
  })

  it('has its form for every code', () => {
    for (const code of deliveryErrors.keys())
      expect(describeDeliveryError(code)).toMatch(new RegExp(`^${code}:.+\\(.+\\)$`))
  })
})

describe('sends that the world refuses to carry', () => {
  it('stops marketing for a person who opted out, from that number only, and lets other templates through', async () => {
    const promotion = {
      code: '1119000000000000021',
      name: 'sale',
      language: 'en',
      category: 'MARKETING',
      components: [
        { Type: 'BODY' as const, Text: 'Sale!' },
        { Type: 'BUTTONS' as const, Buttons: [{ Type: 'QUICK_REPLY', Text: 'Stop', IsOptOut: true }] },
      ],
    }
    const mock = mockUnderTest({
      plan,
      world: {
        extends: 'demo',
        accounts: [{ uid: '1000000000000001', spaces: [{ id: 'cams-demo0001', templates: [promotion] }] }],
      },
    })
    const sale = massSend({ TemplateCode: '1119000000000000021', SenderList: [{ To: '15551005000' }] })
    await mock.call(sale)
    await mock.demo.advance('1m')
    await mock.call(sale)
    await mock.call({ ...sale, From: '8613900000002' })
    await mock.call(massSend(to({ To: '15551005000' })))
    await mock.demo.advance('1m')
    const messages = await mock.demo.messages('to:15551005000')
    expect(
      messages.map(({ templateName, from, status, errorCode }) => [templateName, from, status, errorCode]),
    ).toEqual([
      ['order_notice', '8613900000001', 'Read', undefined],
      ['sale', '8613900000002', 'Read', undefined],
      ['sale', '8613900000001', 'Failed', '131050'],
      ['sale', '8613900000001', 'Read', undefined],
    ])
  })
})
