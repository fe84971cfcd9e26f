import { describe, expect, it } from 'vitest'
import { errorTable, type ErrorCode } from '../../../contracts/errors/index.ts'
import type { FaultRuleInput } from '../../../mock-server/faults/rule.ts'
import { mockUnderTest, type MockUnderTest, type Reply } from '../../mock-under-test.ts'
import { keys, massSend } from '../../signed-requests.ts'

async function under(...faults: FaultRuleInput[]): Promise<MockUnderTest> {
  const mock = mockUnderTest()
  await mock.demo.faults.add(...faults)
  return mock
}

const sendUnder = async (fault: FaultRuleInput): Promise<Reply> => (await under(fault)).send()

describe('every row of the error table', () => {
  it.each(Object.entries(errorTable).map(([code, row]) => [code as ErrorCode, row.status] as const))(
    '%s can be had on demand',
    async (code, status) => {
      const mock = await under({ fault: 'error', with: { code, parameter: 'Language' } })
      const reply = await mock.send()
      expect({ status: reply.status, code: reply.code, rule: reply.rule, evidence: reply.evidence }).toEqual({
        status,
        code: code.replace('{parameter}', 'Language'),
        rule: 'fault.struck',
        evidence: 'assumed',
      })
      expect(reply.headers['x-mock-fault']).toBe('error')
      expect(mock.batches()).toEqual([])
      expect(mock.exchanges[0]).toMatchObject({
        faults: ['error'],
        remarks: ['fault f1: error at before-commit'],
        rule: 'fault.struck',
      })
    },
  )

  it('comes in XML, with another text and a time to wait, where asked for', async () => {
    const mock = await under({
      fault: 'error',
      with: { code: 'Throttling.User', message: 'Wait.', retryAfter: '2s' },
    })
    const { headers, text } = await mock.send({}, { scheme: 'v1', format: 'XML' })
    expect(text).toContain('<Code>Throttling.User</Code><Message>Wait.</Message>')
    expect(headers['x-acs-retry-after']).toBe('2000')
  })
})

describe('where a fault strikes', () => {
  const outcome = async (at: string) => {
    const mock = await under({ fault: 'error', with: { code: 'InternalError' }, at, when: { count: 1 } })
    const signing = { nonce: 'the same' }
    const first = await mock.send({}, signing)
    const second = await mock.send({}, signing)
    return { codes: [first.code, second.code], batches: mock.batches().length }
  }
  it('before the request is read nothing is used up', async () => {
    expect(await outcome('before-read')).toEqual({ codes: ['InternalError', 'OK'], batches: 1 })
  })
  it('before the commit its nonce is used up', async () => {
    expect(await outcome('before-commit')).toEqual({
      codes: ['InternalError', 'SignatureNonceUsed'],
      batches: 0,
    })
  })
  it('after the commit it was carried out', async () => {
    expect(await outcome('after-commit')).toEqual({
      codes: ['InternalError', 'SignatureNonceUsed'],
      batches: 1,
    })
  })
  it('a call that is refused never comes to its commit', async () => {
    const mock = await under({ fault: 'server-error' }, { fault: 'proxy-page' }, { fault: 'empty-body' })
    const { status, code, text } = await mock.send({ ChannelType: 'line' })
    expect([status, code, text]).toEqual([400, undefined, ''])
    expect(mock.exchanges[0]).toMatchObject({
      code: 'InvalidParameter.ChannelTypeNotSupport',
      faults: ['empty-body'],
    })
  })
  it('several strike one call, and all are named', async () => {
    const mock = await under(
      { fault: 'unknown-fields', with: { fields: { A: 1 } } },
      { fault: 'null-for-string', with: { field: 'Message' } },
      { fault: 'reset', with: { after: 3 }, at: 'mid-answer' },
    )
    const { text, headers } = await mock.send()
    expect(JSON.parse(text)).toMatchObject({ Code: 'OK', A: 1, Message: null })
    expect(headers['x-mock-fault']).toBe('unknown-fields, null-for-string, reset')
  })
})

describe('answers that are not as promised', () => {
  it.each<[FaultRuleInput, (body: Reply) => unknown, unknown]>([
    [
      { fault: 'request-id-missing' },
      ({ body, headers }) => [Object.keys(body), headers['x-acs-request-id']],
      [['Code', 'Message', 'GroupMessageId'], undefined],
    ],
    [
      { fault: 'group-message-id-missing' },
      ({ body }) => Object.keys(body),
      ['RequestId', 'Code', 'Message'],
    ],
    [
      { fault: 'unknown-fields' },
      ({ body }) => [body['Hint'], body['Quota']],
      ['new', { Left: 12, Reset: [1, 2] }],
    ],
    [{ fault: 'field-renamed' }, ({ body }) => typeof body['groupMessageId'], 'string'],
    [{ fault: 'null-for-string' }, ({ body }) => body['GroupMessageId'], null],
    [{ fault: 'string-as-number' }, ({ body }) => typeof body['GroupMessageId'], 'number'],
    [{ fault: 'ok-with-error-text' }, ({ body }) => [body['Code'], body['Message']], ['OK', 'System error']],
    [{ fault: 'error-with-status-200' }, ({ status, code }) => [status, code], [200, 'InternalError']],
    [
      { fault: 'wrong-content-type', with: { type: 'text/plain' } },
      ({ headers }) => headers['content-type'],
      'text/plain',
    ],
    [
      { fault: 'malformed-json', with: { shape: 'single-quotes' } },
      ({ text }) => text.slice(0, 13),
      "{'RequestId':",
    ],
    [{ fault: 'malformed-json', with: { shape: 'twice' } }, ({ text }) => text.split('}{').length, 2],
  ])('%j', async (fault, look, expected) => {
    expect(look(await sendUnder(fault))).toEqual(expected)
  })

  it('group-message-id-repeated: the id of the send before', async () => {
    const mock = await under({ fault: 'group-message-id-repeated', when: { nth: 2 } })
    const [first, second, third] = [await mock.send(), await mock.send(), await mock.send()]
    expect(second.body['GroupMessageId']).toBe(first.body['GroupMessageId'])
    expect(third.body['GroupMessageId']).not.toBe(first.body['GroupMessageId'])
    expect(new Set(mock.batches().map(({ groupMessageId }) => groupMessageId)).size).toBe(3)
  })

  it('number-as-string: of a listing', async () => {
    const list = { action: 'ListChatappTemplate' }
    const parameters = { CustSpaceId: 'cams-demo0001', Page: { Index: 1, Size: 10 } }
    const plain = await mockUnderTest().call(parameters, list)
    const mock = await under({ fault: 'number-as-string' })
    expect(typeof plain.body['Total']).toBe('number')
    expect((await mock.call(parameters, list)).body['Total']).toBe(String(plain.body['Total']))
  })
})

describe('the state of the server', () => {
  it('clock-skew: who signs with the time of the server is admitted, who signs with the right time is not', async () => {
    const mock = await under({ fault: 'clock-skew', with: { by: '20m' } })
    const at = (minutes: number) => mock.send({}, { at: mock.clock.now() + minutes * 60_000 })
    expect([(await at(0)).code, (await at(20)).code, (await at(34)).code, (await at(36)).code]).toEqual([
      'InvalidTimeStamp.Expired',
      'OK',
      'OK',
      'InvalidTimeStamp.Expired',
    ])
    // What was accepted stands at the time of the world.
    expect(mock.batches()[0]?.at).toBe(mock.clock.now())
  })

  it('security-token-expired: in the middle of a campaign, for calls with a token only', async () => {
    const mock = await under({ fault: 'security-token-expired', when: { from: '10m' } })
    const codes = async () => [(await mock.send({}, { key: keys.sts })).code, (await mock.send()).code]
    expect(await codes()).toEqual(['OK', 'OK'])
    await mock.demo.advance('10m')
    expect(await codes()).toEqual(['InvalidSecurityToken.Expired', 'OK'])
    expect((await mock.demo.faults.list())[0]).toMatchObject({ seen: 1, struck: 1 })
  })

  it('throttling-flapping: comes and goes by the clock, and counts only what it refused', async () => {
    const mock = await under({ fault: 'throttling-flapping', with: { refusing: '2s', admitting: '3s' } })
    const codes: unknown[] = []
    for (let second = 0; second < 10; second++) {
      codes.push((await mock.send()).code === 'OK')
      await mock.demo.advance('1s')
    }
    expect(codes).toEqual([false, false, true, true, true, false, false, true, true, true])
    expect((await mock.demo.faults.list())[0]).toMatchObject({ seen: 10, struck: 4 })
  })

  it('throttling-storm: with the code the world throttles with', async () => {
    const mock = mockUnderTest({ assumptions: { throttleCode: 'Throttling.User' } })
    await mock.demo.faults.add({ fault: 'throttling-storm', with: { retryAfter: 1500 } })
    const { code, headers } = await mock.call(massSend())
    expect([code, headers['x-acs-retry-after']]).toEqual(['Throttling.User', '1500'])
  })
})

describe('latency', () => {
  const delays = async (given: Record<string, unknown>, count = 400): Promise<number[]> => {
    const mock = mockUnderTest({ throttled: false })
    await mock.demo.faults.add({ fault: 'latency', with: given })
    const times = [mock.clock.now()]
    for (let index = 0; index < count; index++) {
      await mock.send()
      times.push(mock.clock.now())
    }
    return times
      .slice(1)
      .map((time, index) => time - (times[index] as number))
      .sort((a, b) => a - b)
  }
  const quantile = (sorted: readonly number[], part: number): number =>
    sorted[Math.floor(sorted.length * part)] as number

  it('is spread evenly', async () => {
    const drawn = await delays({ uniform: ['1s', '3s'] })
    expect([(drawn[0] as number) >= 1000, (drawn.at(-1) as number) <= 3000]).toEqual([true, true])
    expect(Math.abs(quantile(drawn, 0.5) - 2000)).toBeLessThan(200)
  })
  it('is log-normal: half below the median, few far above', async () => {
    const drawn = await delays({ logNormal: { median: '200ms', sigma: 1 } })
    expect(Math.abs(quantile(drawn, 0.5) - 200)).toBeLessThan(40)
    // One standard deviation up is a factor of e.
    expect(quantile(drawn, 0.84) / 200).toBeGreaterThan(2.1)
    expect(quantile(drawn, 0.84) / 200).toBeLessThan(3.4)
  })
  it('has spikes', async () => {
    const drawn = await delays({ spikes: { usual: '20ms', spike: '5s', probability: 0.1 } })
    expect(new Set(drawn)).toEqual(new Set([20, 5000]))
    const spikes = drawn.filter((delay) => delay === 5000).length
    expect(spikes).toBeGreaterThan(20)
    expect(spikes).toBeLessThan(65)
  })
  it('is the same for the same seed', async () => {
    expect(await delays({ uniform: [0, 1000] }, 20)).toEqual(await delays({ uniform: [0, 1000] }, 20))
  })
})
