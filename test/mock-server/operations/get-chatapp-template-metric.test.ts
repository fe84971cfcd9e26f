import { describe, expect, it } from 'vitest'
import type { MockOptions } from '../../../mock-server/entry/create-mock.ts'
import type { WorldDocumentInput } from '../../../mock-server/world-file/world-document.ts'
import { mockUnderTest, type MockUnderTest } from '../../mock-under-test.ts'
import { recipients, testTime, type Parameters } from '../../signed-requests.ts'
import { ask, body, buttons, link, phone, reply } from '../../template-calls.ts'

const day = 24 * 3_600_000
const sale = '1119000000000000031'
const pressed = '1119000000000000032'
const welcome = '1119000000000000002'
const period = { Start: testTime - day, End: testTime + 30 * day }
const metric = (mock: MockUnderTest, changes: Parameters = {}) =>
  ask(mock, 'GetChatappTemplateMetric', { TemplateCode: sale, ...period, ...changes })
const rows = async (mock: MockUnderTest, changes: Parameters = {}) =>
  (await metric(mock, changes)).body['Data'] as Record<string, unknown>[]
const fixed = (delay: number): readonly [number, number] => [delay, delay]
/** Sent after a minute, delivered after two; read never. */
const plan = {
  sent: fixed(60_000),
  delivered: fixed(60_000),
  read: fixed(1),
  readProbability: 0,
  failProbability: 0,
  failCode: '131026',
}

/** A marketing template in two languages, and one for other purposes, all without variables. */
const world: WorldDocumentInput = {
  accounts: [
    {
      uid: '1000000000000001',
      spaces: [
        {
          id: 'cams-demo0001',
          templates: [
            { code: sale, name: 'sale', language: 'en', category: 'MARKETING' },
            { code: sale, name: 'sale', language: 'zh_CN', category: 'MARKETING' },
            {
              code: pressed,
              name: 'pressed',
              language: 'en',
              category: 'MARKETING',
              components: [body('Sale!'), buttons(reply('More'), reply('Stop'), link(), phone())] as never,
            },
          ],
        },
      ],
    },
  ],
}

/** An emulator whose space is counted. */
async function counting(options: MockOptions = {}): Promise<MockUnderTest> {
  const mock = mockUnderTest({ plan, world, ...options })
  await ask(mock, 'EnableWhatsappROIMetric')
  return mock
}
const send = (mock: MockUnderTest, count: number, changes: Parameters = {}) =>
  mock.send({ TemplateCode: sale, SenderList: recipients(count).map(({ To }) => ({ To })), ...changes })

describe('the metric of a template', () => {
  it('counts its messages by the day in UTC', async () => {
    const mock = await counting()
    await send(mock, 3)
    await mock.demo.advance('13h')
    await send(mock, 2)
    await mock.demo.advance('12h')
    const midnight = Date.parse('2026-11-24T00:00:00Z')
    const row = { TemplateCode: sale, Language: 'en', ReadCount: 0, Cliented: [] }
    expect(await rows(mock)).toEqual([
      { ...row, Start: midnight, End: midnight + day, SentCount: 3, DeliveredCount: 3 },
      { ...row, Start: midnight + day, End: midnight + 2 * day, SentCount: 2, DeliveredCount: 2 },
    ])
  })

  it('counts by the half hour, each state in the interval in which it came about', async () => {
    const mock = await counting({
      plan: { ...plan, delivered: fixed(1_800_000), readProbability: 1, read: fixed(3_600_000) },
    })
    await send(mock, 4)
    await mock.demo.advance('1d')
    const seen = (await rows(mock, { Granularity: 'HALF_HOUR' })).map(
      ({ Start, End, SentCount, DeliveredCount, ReadCount }) => [
        Number(Start) - testTime,
        Number(End) - testTime,
        SentCount,
        DeliveredCount,
        ReadCount,
      ],
    )
    expect(seen).toEqual([
      [0, 1_800_000, 4, 0, 0],
      [1_800_000, 3_600_000, 0, 4, 0],
      [5_400_000, 7_200_000, 0, 0, 4],
    ])
  })

  it('counts what lies in the period, its start included and its end not', async () => {
    const mock = await counting()
    await send(mock, 1)
    await mock.demo.advance('1d')
    const counts = async (Start: number, End: number): Promise<unknown[]> =>
      (await rows(mock, { Start, End })).map(({ SentCount, DeliveredCount }) => [SentCount, DeliveredCount])
    expect(await counts(testTime + 60_000, testTime + 120_000)).toEqual([[1, 0]])
    expect(await counts(testTime + 60_001, testTime + 120_001)).toEqual([[0, 1]])
    expect(await counts(testTime + 120_001, testTime + day)).toEqual([])
    expect(await counts(testTime, testTime)).toEqual([])
  })

  it('counts failures as sent only', async () => {
    const mock = await counting({ plan: { ...plan, failProbability: 1 } })
    await send(mock, 5)
    await mock.demo.advance('1d')
    expect(await rows(mock)).toMatchObject([{ SentCount: 5, DeliveredCount: 0 }])
  })

  it('counts presses of buttons by kind and text, each in the interval in which it happened', async () => {
    const mock = await counting({ plan: { ...plan, readProbability: 1 } })
    await send(mock, 2, { TemplateCode: pressed })
    await send(mock, 1)
    await mock.demo.advance('10m')
    await mock.demo.press({ from: '8613800000001', button: 'More' })
    await mock.demo.press({ from: '8613800000000', button: 'more' })
    await mock.demo.press({ from: '8613800000000', button: 'Open' })
    await mock.demo.press({ from: '8613800000000', button: 'Call' })
    await mock.demo.advance('1h')
    await mock.demo.inbound({ from: '8613800000001', button: 'Stop' })
    await mock.demo.advance('1d')
    const seen = (await rows(mock, { TemplateCode: pressed, Granularity: 'HALF_HOUR' })).map(
      ({ Start, SentCount, Cliented }) => [Number(Start) - testTime, SentCount, Cliented],
    )
    const counted = (Type: string, ButtonContent: string, Count: number) => ({ Type, ButtonContent, Count })
    expect(seen).toEqual([
      [
        0,
        2,
        [
          counted('quick_relpy_button', 'More', 2),
          counted('url_button', 'Open', 1),
          counted('phone_number_button', 'Call', 1),
        ],
      ],
      [3_600_000, 0, [counted('quick_relpy_button', 'Stop', 1)]],
    ])
    expect(await rows(mock)).toMatchObject([{ SentCount: 1, Cliented: [] }])
  })

  it('counts the buttons that test recipients press', async () => {
    const mock = await counting({ plan: { ...plan, readProbability: 1 } })
    await send(mock, 0, {
      TemplateCode: pressed,
      SenderList: [{ To: '15551007000' }, { To: '15551008000' }, { To: '15551008001' }],
    })
    await send(mock, 0, { SenderList: [{ To: '15551008000' }] })
    await mock.demo.advance('2d')
    expect(await rows(mock, { TemplateCode: pressed })).toMatchObject([
      {
        SentCount: 3,
        Cliented: expect.arrayContaining([
          expect.objectContaining({ ButtonContent: 'More', Count: 1 }),
          expect.objectContaining({ ButtonContent: 'Open', Count: 2 }),
        ]),
      },
    ])
    expect([...mock.world.inbound.values()].map(({ from }) => from)).toEqual(['15551007000'])
    expect(await rows(mock)).toMatchObject([{ SentCount: 1, Cliented: [] }])
  })

  it('counts no presses of messages that were sent before counting began, nor those of another world', async () => {
    const mock = mockUnderTest({ plan, world })
    await send(mock, 1, { TemplateCode: pressed })
    await mock.demo.advance('10m')
    await ask(mock, 'EnableWhatsappROIMetric')
    await send(mock, 1, { TemplateCode: pressed })
    await mock.demo.mark()
    const fork = await mock.demo.fork()
    await fork.press({ from: '8613800000000', button: 'More' })
    const [newest, oldest] = await mock.demo.messages()
    await mock.demo.press({ from: '8613800000000', button: 'Open', replyTo: oldest?.messageId ?? '' })
    await mock.demo.press({ from: '8613800000000', button: 'Call', replyTo: newest?.messageId ?? '' })
    await mock.demo.advance('1d')
    expect(await rows(mock, { TemplateCode: pressed })).toMatchObject([
      { Cliented: [{ ButtonContent: 'Call', Count: 1 }] },
    ])
    await mock.demo.rewind()
    await mock.demo.advance('1d')
    expect(await rows(mock, { TemplateCode: pressed })).toMatchObject([{ Cliented: [] }])
  })

  it('counts nothing that was sent before counting began, and nothing of other templates', async () => {
    const mock = mockUnderTest({ plan, world })
    await send(mock, 1)
    // Accepted, but neither sent nor delivered yet.
    await mock.demo.advance('30s')
    await ask(mock, 'EnableWhatsappROIMetric')
    await send(mock, 1, { TemplateCode: welcome })
    await mock.demo.advance('1d')
    expect(await rows(mock)).toEqual([])
  })

  it('shows nothing before a day has passed since counting began; beginning again changes nothing', async () => {
    const mock = await counting()
    await send(mock, 1)
    await mock.demo.moveTo(testTime + day - 1)
    expect(await rows(mock)).toEqual([])
    await ask(mock, 'EnableWhatsappROIMetric')
    await mock.demo.moveTo(testTime + day)
    expect(await rows(mock)).toHaveLength(1)
  })

  it('shows nothing without counting, and forks made before it are not counted', async () => {
    const mock = mockUnderTest({ world })
    const fork = await mock.demo.fork()
    await send(mock, 1)
    await mock.demo.advance('2d')
    expect(await rows(mock)).toEqual([])
    await ask(mock, 'EnableWhatsappROIMetric')
    expect(mock.worlds.get(fork.id)?.directory.metricsSince.has('cams-demo0001')).toBe(false)
    await mock.demo.reset()
    expect(mock.world.directory.metricsSince.has('cams-demo0001')).toBe(false)
  })

  it('goes on in a world opened from an export', async () => {
    const mock = await counting()
    const again = mockUnderTest({ world: await mock.demo.export() })
    expect(again.world.directory.metricsSince.get('cams-demo0001')).toBe(testTime)
  })

  it('is empty for templates that are not for marketing', async () => {
    const mock = await counting()
    await send(mock, 1, { TemplateCode: welcome })
    await mock.demo.advance('1d')
    expect(await rows(mock, { TemplateCode: welcome })).toEqual([])
  })

  it('has rows for each language, or for the one that is named', async () => {
    const mock = await counting()
    await send(mock, 1)
    await send(mock, 1, { Language: 'zh_CN' })
    await mock.demo.advance('1d')
    expect((await rows(mock)).map(({ Language }) => Language)).toEqual(['en', 'zh_CN'])
    expect((await rows(mock, { Language: 'zh_CN' })).map(({ Language }) => Language)).toEqual(['zh_CN'])
  })

  it.each<[string, Parameters, code: string, rule: string]>([
    [
      'the template is unknown',
      { TemplateCode: '1' },
      'DetailError.TemplateNotExist',
      'template.to-count-exists',
    ],
    [
      'the template is of viber',
      { TemplateCode: '1119000000000000011' },
      'DetailError.TemplateNotExist',
      'template.to-count-exists',
    ],
    [
      'it does not exist in the language',
      { Language: 'de' },
      'DetailError.TemplateNotExist',
      'template.to-count-exists',
    ],
    [
      'the language is unknown',
      { Language: 'xx' },
      'InvalidParameter.LanguageNotSupport',
      'template.language-is-supported',
    ],
    [
      'the type is that of viber',
      { TemplateType: 'VIBER' },
      'InvalidParameter.TemplateTypeNotSupport',
      'template.whatsapp-type-is-meant',
    ],
    ['the period ends before it starts', { Start: 2, End: 1 }, 'InvalidEnd', 'metric.period-is-one'],
    ['the start is missing', { Start: undefined }, 'MissingStart', 'gateway.parameters-fit-their-types'],
    ['the end is no number', { End: 'now' }, 'InvalidEnd', 'gateway.parameters-fit-their-types'],
    [
      'the granularity is another',
      { Granularity: 'HOURLY' },
      'InvalidGranularity',
      'gateway.parameters-fit-their-types',
    ],
    [
      'the space is of somebody else',
      { CustSpaceId: 'cams-demo0002' },
      'Unknown.ResourceOwnerId',
      'space.belongs-to-caller',
    ],
  ])('is refused when %s', async (_, changes, code, rule) => {
    const reply = await metric(mockUnderTest(), changes)
    expect([reply.code, reply.rule, reply.status]).toEqual([code, rule, 400])
  })
})
