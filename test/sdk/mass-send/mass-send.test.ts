import { readText } from '../../../mock-server/world/stores/stored-text.ts'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import {
  ApiResponseError,
  UsageError,
  type BatchResult,
  type Checkpoint,
  type Fetch,
  type MassSendOptions,
  type Progress,
  type Recipient,
} from '../../../sdk/index.ts'
import { clientUnderTest, orderNotice, people, type ClientUnderTest } from '../client-under-test.ts'

type Changes = Partial<MassSendOptions>

/** Runs a mass send to its end and collects what it tells. */
async function sendAll(
  { client, time }: Pick<ClientUnderTest, 'client' | 'time'>,
  recipients: Iterable<Recipient> | AsyncIterable<Recipient>,
  options: Changes = {},
): Promise<{ results: BatchResult[]; failure: unknown }> {
  const results: BatchResult[] = []
  const whole = async (): Promise<unknown> => {
    try {
      for await (const result of client.massSend(recipients, { message: orderNotice, ...options }))
        results.push(result)
      return undefined
    } catch (error) {
      return error
    }
  }
  return { failure: await time.run(whole()), results }
}

/** Every number the emulator accepted, in the order of arrival. */
const numbersOf = ({ mock }: Pick<ClientUnderTest, 'mock'>): string[] =>
  mock
    .batches()
    .flatMap(({ senderList }) => (JSON.parse(readText(senderList)) as Recipient[]).map(({ To }) => To))
const expected = (count: number): string[] => [...people(count)].map(({ To }) => To)
const refusal = (code: string, status = 400): Response =>
  new Response(JSON.stringify({ Code: code, Message: 'No.', RequestId: 'R-1' }), { status })
const broken = (): Promise<Response> =>
  Promise.reject(
    new TypeError('fetch failed', {
      cause: Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }),
    }),
  )

const unreachable: Fetch = () =>
  Promise.reject(
    new TypeError('fetch failed', {
      cause: Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
    }),
  )
const never: Fetch = () => new Promise(() => {})

/** Answers the calls whose number, from 1, is listed in some other way; a call that is cut off has been read by the server. */
function disturbed(
  disturbances: Readonly<Record<number, () => Response | Promise<Response>>>,
): (fetch: Fetch) => Fetch {
  let calls = 0
  return (fetch) => async (url, init) => {
    const disturb = disturbances[++calls]
    if (disturb === undefined) return fetch(url, init)
    await new Response(init.body ?? null).arrayBuffer()
    return disturb()
  }
}

describe('a mass send', () => {
  it('reaches 250,000 recipients in 250 calls and 25 seconds, without a call throttled', async () => {
    const bench = clientUnderTest()
    const before = bench.time.now()
    let accepted = 0
    let throttledCalls = -1
    await bench.time.run(
      (async () => {
        for await (const { status, recipients } of bench.client.massSend(people(250_000), {
          message: orderNotice,
          onProgress: (progress) => (throttledCalls = progress.throttledCalls),
        })) {
          expect(status).toBe('accepted')
          accepted += recipients.length
        }
      })(),
    )
    expect(accepted).toBe(250_000)
    expect(bench.mock.batches()).toHaveLength(250)
    expect(throttledCalls).toBe(0)
    expect(Math.abs(bench.time.now() - before - 25_000)).toBeLessThanOrEqual(1000)
    expect(bench.time.pending).toBe(0)
  }, 60_000)

  it('takes an async iterable, and tells each batch with its place and answer', async () => {
    const bench = clientUnderTest()
    const { results, failure } = await sendAll(
      bench,
      (async function* () {
        yield* people(25)
      })(),
      { batchSize: 10 },
    )
    expect(failure).toBeUndefined()
    expect(
      results.map(({ index, first, recipients, status, attempts }) => [
        index,
        first,
        recipients.length,
        status,
        attempts,
      ]),
    ).toEqual([
      [0, 0, 10, 'accepted', 1],
      [1, 10, 10, 'accepted', 1],
      [2, 20, 5, 'accepted', 1],
    ])
    expect(results.map(({ output }) => output?.GroupMessageId)).toEqual(
      bench.mock.batches().map(({ groupMessageId }) => groupMessageId),
    )
    expect(numbersOf(bench)).toEqual(expected(25))
  })

  it('cuts batches by bytes as they travel, and sends a recipient larger than that alone', async () => {
    const bench = clientUnderTest({ style: 'query' })
    const large = { To: '8613800000009', TemplateParams: { name: '中'.repeat(300), order: 'x' } }
    const { results } = await sendAll(bench, [...people(4), large, ...people(1)], { batchBytes: 400 })
    expect(results.map(({ recipients }) => recipients.length)).toEqual([3, 1, 1, 1])
    const sizes = bench.mock
      .batches()
      .map(({ senderList }) => encodeURIComponent(readText(senderList)).length)
    expect(sizes.filter((size) => size > 400)).toHaveLength(1)
  })

  it('keeps 1,000 recipients with long texts below the size of a URL that is known to pass', async () => {
    const bench = clientUnderTest({ style: 'query' })
    const { results } = await sendAll(
      bench,
      [...people(1000)].map((person) => ({
        ...person,
        TemplateParams: { name: 'é'.repeat(50), order: 'x' },
      })),
    )
    expect(results.length).toBeGreaterThan(1)
    expect(numbersOf(bench)).toEqual(expected(1000))
  })

  it('slows down when throttled, sends the batch again and recovers', async () => {
    const progress: Progress[] = []
    const bench = clientUnderTest({
      around: disturbed({ 3: () => refusal('Throttling.User'), 4: () => refusal('System.LimitControl') }),
    })
    const { results, failure } = await sendAll(bench, people(40), {
      batchSize: 1,
      onProgress: (state) => progress.push(state),
    })
    expect(failure).toBeUndefined()
    expect(results.every(({ status }) => status === 'accepted')).toBe(true)
    expect(results.filter(({ attempts }) => attempts === 2)).toHaveLength(2)
    expect(numbersOf(bench).sort()).toEqual(expected(40))
    expect(Math.min(...progress.map(({ callsPerSecond }) => callsPerSecond))).toBeLessThan(7)
    expect(progress.at(-1)).toMatchObject({
      accepted: 40,
      underWay: 0,
      taken: 40,
      throttledCalls: 2,
      callsPerSecond: 10,
    })
  })

  it('shares the rate with others who use the account', async () => {
    const bench = clientUnderTest({ mock: { assumptions: { throttleCounts: 'all' } } })
    const others = async (): Promise<void> => {
      for (let call = 0; call < 30; call++) {
        await bench.mock.send()
        await new Promise<void>((resolve) => bench.time.after(100, resolve))
      }
    }
    const beside = others()
    const { results, failure } = await sendAll(bench, people(30), { batchSize: 1 })
    await bench.time.run(beside)
    expect(failure).toBeUndefined()
    expect(results.filter(({ status }) => status === 'accepted')).toHaveLength(30)
  })

  it('lists as uncertain what may have been carried out, and does not send it again', async () => {
    const bench = clientUnderTest({
      around: disturbed({
        1: broken,
        2: () => new Response('<html>', { status: 502 }),
        3: () => refusal('InternalError', 500),
      }),
    })
    let checkpoint: Checkpoint | undefined
    const { results, failure } = await sendAll(bench, people(5), {
      batchSize: 1,
      saveCheckpoint: (state) => void (checkpoint = state),
    })
    expect(failure).toBeUndefined()
    expect(results.map(({ status, error }) => [status, error?.name])).toEqual([
      ['uncertain', 'TransportError'],
      ['uncertain', 'UnexpectedResponseError'],
      ['uncertain', 'ApiResponseError'],
      ['accepted', undefined],
      ['accepted', undefined],
    ])
    expect(checkpoint).toMatchObject({
      accepted: 2,
      open: [],
      unsent: [],
      uncertain: [
        { batch: 0, first: 0, count: 1, reason: 'TransportError' },
        { first: 1 },
        { first: 2, reason: 'InternalError' },
      ],
    })
    expect(numbersOf(bench)).toEqual(expected(5).slice(3))
  })

  it('sends it again if the caller accepts that a message arrives twice', async () => {
    const bench = clientUnderTest({ around: disturbed({ 1: broken }) })
    const { results } = await sendAll(bench, people(2), { batchSize: 1, resendUncertain: true })
    expect(results.map(({ status }) => status)).toEqual(['accepted', 'accepted'])
    expect(numbersOf(bench).sort()).toEqual(expected(2))
  })

  it('tells rejected batches and goes on', async () => {
    const bench = clientUnderTest()
    const { results, failure } = await sendAll(bench, [{ To: 'nobody' }, ...people(2)], { batchSize: 1 })
    expect(failure).toBeUndefined()
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'accepted', 'accepted'])
    expect(results[0]?.error).toMatchObject({ code: 'InvalidParameter.ToOnlyNumeric' })
  })

  it('stops when one batch after the other is rejected with the same code', async () => {
    const bench = clientUnderTest()
    const { results, failure } = await sendAll(bench, people(100), {
      batchSize: 1,
      message: { ...orderNotice, TemplateCode: '404' },
    })
    expect(failure).toBeInstanceOf(ApiResponseError)
    expect(failure).toMatchObject({ code: 'DetailError.TemplateNotExist' })
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  })

  it('stops when the server cannot be reached at all', async () => {
    const bench = clientUnderTest({ fetch: unreachable })
    let checkpoint: Checkpoint | undefined
    const { results, failure } = await sendAll(bench, people(100), {
      batchSize: 1,
      attempts: 3,
      saveCheckpoint: (state) => void (checkpoint = state),
    })
    expect(failure).toMatchObject({ name: 'TransportError', mayBeCarriedOut: false })
    expect(results.every(({ status }) => status === 'unsent')).toBe(true)
    expect(checkpoint).toMatchObject({
      open: [],
      uncertain: [],
      unsent: results.map(({ index }) => expect.objectContaining({ batch: index })),
    })
    expect(bench.time.pending).toBe(0)
  })

  it('stops when the server could not be reached for half a minute, and says so from the first call on', async () => {
    const bench = clientUnderTest({ fetch: unreachable })
    const began = bench.time.now()
    const seen: boolean[] = []
    const { results, failure } = await sendAll(bench, people(100), {
      batchSize: 1,
      onProgress: ({ reachable }) => void seen.push(reachable),
    })
    expect(failure).toMatchObject({ name: 'TransportError', failure: 'connection' })
    expect(results.map(({ status }) => status)).toEqual(results.map(() => 'unsent'))
    expect(Math.abs(bench.time.now() - began - 32_500)).toBeLessThanOrEqual(2500)
    expect(seen.filter((reachable) => reachable)).toHaveLength(1)
  })

  it('goes on when the server is back in time', async () => {
    let now = (): number => 0
    const around =
      (fetch: Fetch): Fetch =>
      (...request) =>
        (now() < 25_000 ? unreachable : fetch)(...request)
    const bench = clientUnderTest({ around })
    const began = bench.time.now()
    now = () => bench.time.now() - began
    const { results, failure } = await sendAll(bench, people(3), { batchSize: 1 })
    expect(failure).toBeUndefined()
    expect(results.map(({ status }) => status)).toEqual(['accepted', 'accepted', 'accepted'])
  })

  it('stops with what the list throws, after telling the outcomes of what is under way', async () => {
    const bench = clientUnderTest()
    const { results, failure } = await sendAll(
      bench,
      (function* () {
        yield* people(2)
        throw new RangeError('line 3')
      })(),
      { batchSize: 1 },
    )
    expect(failure).toEqual(new RangeError('line 3'))
    expect(results.map(({ status }) => status)).toEqual(['accepted', 'accepted'])
  })

  it('stops when the credentials have ended', async () => {
    const bench = clientUnderTest({
      credentials: { accessKeyId: 'a', accessKeySecret: 'b', expiration: '2026-01-01T00:00:00Z' },
    })
    const { results, failure } = await sendAll(bench, people(3), { batchSize: 1 })
    expect(failure).toBeInstanceOf(UsageError)
    expect(results.every(({ status }) => status === 'unsent')).toBe(true)
  })

  it('reads no further ahead than calls may be under way', async () => {
    let read = 0
    const { client } = clientUnderTest({
      fetch: never,
      clock: {
        now: () => 0,
        after: (milliseconds, run) => (milliseconds < 1000 ? run() : undefined, () => {}),
      },
    })
    const results = client.massSend(
      (function* () {
        for (const person of people(1000)) yield (read++, person)
      })(),
      { message: orderNotice, batchSize: 1, concurrency: 5, callsPerSecond: 1000 },
    )
    void results.next()
    for (let turn = 0; turn < 100; turn++) await setImmediate()
    expect(read).toBe(5)
  })
})
