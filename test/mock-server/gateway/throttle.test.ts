import { describe, expect, it } from 'vitest'
import { catalogNames, catalogOperation } from '../../../contracts/catalog/index.ts'
import { mockUnderTest, refusalOf, type MockUnderTest } from '../../mock-under-test.ts'
import { keys, testTime, type Signing } from '../../signed-requests.ts'

const throttled = {
  status: 400,
  code: 'System.LimitControl',
  message: 'The system is under flow control.',
  rule: 'gateway.rate-is-kept',
}

/** Codes of so many sends, one after the other. */
async function sendTimes(mock: MockUnderTest, count: number, signing: Signing = {}): Promise<unknown[]> {
  const codes = []
  for (let index = 0; index < count; index++) codes.push((await mock.send({}, signing)).code)
  return codes
}

const okTimes = (count: number): string[] => Array.from({ length: count }, () => 'OK')

describe('ten calls per second', () => {
  it('admits ten and refuses the eleventh', async () => {
    const mock = mockUnderTest()
    expect(await sendTimes(mock, 10)).toEqual(okTimes(10))
    expect(refusalOf(await mock.send())).toEqual(throttled)
  })

  it('admits exactly ten of 200 concurrent calls', async () => {
    const mock = mockUnderTest()
    const replies = await Promise.all(Array.from({ length: 200 }, () => mock.send()))
    expect(replies.filter(({ code }) => code === 'OK')).toHaveLength(10)
    expect(replies.filter(({ code }) => code === 'System.LimitControl')).toHaveLength(190)
    expect(mock.batches()).toHaveLength(10)
  })

  it.each(['fixed', 'sliding'] as const)(
    'holds for one second, not for a day, when the clock of the machine goes back a day (%s window)',
    async (throttleWindow) => {
      let now = testTime
      const mock = mockUnderTest({
        clock: { kind: 'system', now: () => now, distanceTo: () => 0 },
        assumptions: { throttleWindow },
      })
      expect(await sendTimes(mock, 11)).toEqual([...okTimes(10), 'System.LimitControl'])
      now -= 86_400_000
      expect((await mock.send()).code).toBe('System.LimitControl')
      now += 1000
      expect(await sendTimes(mock, 11)).toEqual([...okTimes(10), 'System.LimitControl'])
    },
  )

  it('says that a clock which is moved by hand does not run on', async () => {
    const mock = mockUnderTest()
    for (let call = 0; call < 11; call++) await mock.send()
    const explanation = mock.exchanges.at(-1)?.refusal?.explanation
    expect(explanation).toContain('The clock of world demo is virtual and stands at')
    expect(explanation).toContain('chatapp-mock clock advance 1s --world demo')
  })

  it('begins anew with the next second of the clock', async () => {
    const mock = mockUnderTest()
    await sendTimes(mock, 11)
    mock.clock.moveTo(testTime + 999)
    expect((await mock.send()).code).toBe('System.LimitControl')
    mock.clock.moveTo(testTime + 1000)
    expect(await sendTimes(mock, 11)).toEqual([...okTimes(10), 'System.LimitControl'])
  })

  it('does not count calls that were refused for their rate', async () => {
    const mock = mockUnderTest()
    await sendTimes(mock, 500)
    mock.clock.moveTo(testTime + 1000)
    expect(await sendTimes(mock, 10)).toEqual(okTimes(10))
  })

  it('does not count calls that fail before their signature is known to be right', async () => {
    const mock = mockUnderTest()
    await sendTimes(mock, 20, { key: { id: 'mock-ak-1', secret: 'wrong' } })
    expect(await sendTimes(mock, 10)).toEqual(okTimes(10))
  })

  it('counts calls that the product refuses', async () => {
    const mock = mockUnderTest()
    for (let count = 0; count < 10; count++) await mock.send({ ChannelType: 'line' })
    expect((await mock.send()).code).toBe('System.LimitControl')
  })
})

describe('who shares a rate', () => {
  const own = { CustSpaceId: 'cams-demo0002', From: '8613900000009' }

  it('keeps accounts apart', async () => {
    const mock = mockUnderTest()
    await sendTimes(mock, 11)
    expect((await mock.send(own, { key: keys.account2 })).code).not.toBe('System.LimitControl')
  })

  it('lets the users and STS keys of an account share its rate', async () => {
    const mock = mockUnderTest()
    await sendTimes(mock, 5, { key: keys.account1 })
    await sendTimes(mock, 4, { key: keys.sender })
    expect((await mock.send({}, { key: keys.sts })).code).toBe('OK')
    for (const key of [keys.account1, keys.sender, keys.sts, keys.reader])
      expect((await mock.send({}, { key })).code).toBe('System.LimitControl')
  })

  it('keeps operations apart', async () => {
    const mock = mockUnderTest()
    await sendTimes(mock, 11)
    expect((await mock.call({ CustSpaceId: 'cams-demo0001' }, { action: 'ListChatappTemplate' })).code).toBe(
      'OK',
    )
  })

  it('keeps emulators apart', async () => {
    await sendTimes(mockUnderTest(), 11)
    expect((await mockUnderTest().send()).code).toBe('OK')
  })
})

describe('the figure of each operation', () => {
  it.each([
    ['ListChatappTemplate', 5],
    ['GetChatappTemplateDetail', 5],
    ['QueryChatappPhoneNumbers', 10],
    ['CreateChatappTemplate', 50],
    ['SendChatappMessage', 250],
  ])('of %s is %d', async (action, limit) => {
    const mock = mockUnderTest()
    const rules = []
    for (let count = 0; count <= limit; count++) rules.push((await mock.call({}, { action })).rule)
    expect(rules.indexOf('gateway.rate-is-kept')).toBe(limit)
  })

  it('is documented for 62 operations; the others are not held to any', async () => {
    const figures = catalogNames.filter((name) => catalogOperation(name)?.callsPerSecond !== undefined)
    expect(figures).toHaveLength(62)
    const unlimited = catalogNames.find(
      (name) =>
        catalogOperation(name)?.callsPerSecond === undefined &&
        catalogOperation(name)?.inputSchema.required?.length === 0,
    ) as string
    const mock = mockUnderTest()
    for (let count = 0; count < 300; count++)
      expect((await mock.call({}, { action: unlimited })).rule).not.toBe('gateway.rate-is-kept')
  })
})

describe('options', () => {
  it('answers Throttling.User if asked to', async () => {
    const mock = mockUnderTest({ assumptions: { throttleCode: 'Throttling.User' } })
    await sendTimes(mock, 10)
    expect(refusalOf(await mock.send())).toEqual({
      ...throttled,
      code: 'Throttling.User',
      message: 'Request was denied due to user flow control.',
    })
  })

  it('lifts all rates if asked to', async () => {
    expect(await sendTimes(mockUnderTest({ throttled: false }), 50)).toEqual(okTimes(50))
  })

  it('says how long to wait in x-acs-retry-after only if asked to', async () => {
    const silent = mockUnderTest()
    await sendTimes(silent, 10)
    expect((await silent.send()).headers).not.toHaveProperty('x-acs-retry-after')
    const telling = mockUnderTest({ assumptions: { retryAfterHeader: 'present' }, at: testTime + 250 })
    await sendTimes(telling, 10)
    expect((await telling.send()).headers['x-acs-retry-after']).toBe('750')
  })

  it('slides the window if asked to', async () => {
    const mock = mockUnderTest({ assumptions: { throttleWindow: 'sliding' }, at: testTime + 900 })
    await sendTimes(mock, 10)
    mock.clock.moveTo(testTime + 1899)
    expect((await mock.send()).code).toBe('System.LimitControl')
    mock.clock.moveTo(testTime + 1900)
    expect(await sendTimes(mock, 11)).toEqual([...okTimes(10), 'System.LimitControl'])
  })
})
