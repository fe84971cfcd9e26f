import { readText } from '../../../mock-server/world/stores/stored-text.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  UsageError,
  type BatchResult,
  type Checkpoint,
  type MassSendOptions,
  type Recipient,
} from '../../../sdk/index.ts'
import { clientUnderTest, orderNotice, people, type ClientUnderTest } from '../client-under-test.ts'

const message = orderNotice
const numbersOf = ({ mock }: Pick<ClientUnderTest, 'mock'>): string[] =>
  mock
    .batches()
    .flatMap(({ senderList }) => (JSON.parse(readText(senderList)) as Recipient[]).map(({ To }) => To))
const expected = (count: number): string[] => [...people(count)].map(({ To }) => To)

async function collect(
  { client, time }: Pick<ClientUnderTest, 'client' | 'time'>,
  count: number,
  options: Partial<MassSendOptions>,
): Promise<{ results: BatchResult[]; checkpoint: Checkpoint }> {
  const results: BatchResult[] = []
  let checkpoint: Checkpoint | undefined
  const whole = async (): Promise<void> => {
    for await (const result of client.massSend(people(count), {
      message,
      batchSize: 10,
      ...options,
      saveCheckpoint: (state) => void (checkpoint = JSON.parse(JSON.stringify(state)) as Checkpoint),
    }))
      results.push(result)
  }
  await time.run(whole())
  return { results, checkpoint: checkpoint as Checkpoint }
}

describe('a mass send that was stopped', () => {
  it('by its signal waits for what is under way, and continues where it was', async () => {
    const bench = clientUnderTest()
    const controller = new AbortController()
    const first = await collect(bench, 1000, {
      signal: controller.signal,
      onProgress: ({ accepted }) => accepted >= 300 && controller.abort(),
    })
    expect(first.checkpoint).toMatchObject({ open: [], uncertain: [], unsent: [] })
    expect(first.checkpoint.accepted).toBe(numbersOf(bench).length)
    expect(first.checkpoint.accepted).toBeLessThan(1000)
    expect(bench.time.pending).toBe(0)

    const second = await collect(bench, 1000, { resumeFrom: first.checkpoint })
    expect(numbersOf(bench).sort()).toEqual(expected(1000))
    expect(second.checkpoint).toMatchObject({ taken: 1000, accepted: 1000, batches: 100 })
    expect(Math.min(...second.results.map(({ index }) => index))).toBe(first.checkpoint.batches)
  })

  it('before it began sends nothing', async () => {
    const bench = clientUnderTest()
    const { results } = await collect(bench, 10, { signal: AbortSignal.abort() })
    expect(results).toEqual([])
    expect(numbersOf(bench)).toEqual([])
  })

  it('by its consumer writes down what was under way', async () => {
    const bench = clientUnderTest()
    let checkpoint: Checkpoint | undefined
    let closed = false
    const list = function* (): Generator<Recipient> {
      try {
        yield* people(1000)
      } finally {
        closed = true
      }
    }
    const whole = async (): Promise<void> => {
      for await (const { index } of bench.client.massSend(list(), {
        message,
        batchSize: 10,
        saveCheckpoint: (state) => void (checkpoint = state),
      }))
        if (index === 4) break
    }
    await bench.time.run(whole())
    expect(closed).toBe(true)
    expect(checkpoint).toMatchObject({ open: [], accepted: numbersOf(bench).length })
    await collect(bench, 1000, { resumeFrom: checkpoint })
    expect(numbersOf(bench).sort()).toEqual(expected(1000))
  })

  it('while a throttled batch waited sends that batch first', async () => {
    const controller = new AbortController()
    const refuse = async (): Promise<Response> => (
      controller.abort(),
      new Response('{"Code":"System.LimitControl","Message":"x"}', { status: 400 })
    )
    const first = await collect(clientUnderTest({ fetch: refuse }), 30, { signal: controller.signal })
    expect(first.results.map(({ index, status }) => [index, status])).toEqual([[0, 'unsent']])
    expect(first.checkpoint).toMatchObject({
      taken: 10,
      unsent: [{ batch: 0, first: 0, count: 10, reason: 'System.LimitControl' }],
    })

    const bench = clientUnderTest()
    const second = await collect(bench, 30, { resumeFrom: first.checkpoint })
    expect(second.results.map(({ index }) => index)).toEqual([0, 1, 2])
    expect(second.checkpoint).toMatchObject({ unsent: [], accepted: 30 })
    expect(numbersOf(bench)).toEqual(expected(30))
  })

  it('refuses to continue with another list', async () => {
    const bench = clientUnderTest()
    const { checkpoint } = await collect(bench, 50, {})
    const resume = (list: Iterable<Recipient>) =>
      bench.time.run(bench.client.massSend(list, { message, resumeFrom: checkpoint }).next())
    await expect(resume(people(20))).rejects.toThrow(UsageError)
    await expect(resume([...people(50)].reverse())).rejects.toThrow('begins differently')
    await expect(resume(people(50))).resolves.toMatchObject({ done: true })
    expect(numbersOf(bench)).toEqual(expected(50))
  })
})

describe('a mass send whose process died', () => {
  it('never sends a batch knowingly twice, and lists every batch whose fate is unknown', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 29 }), fc.boolean(), async (deathAt, written) => {
        const bench = clientUnderTest()
        let saved: Checkpoint | undefined
        let saves = 0
        /** The process dies in the middle of the n-th write: the file holds the new state or the one before, and nothing happens afterwards. */
        let dead: (() => void) | undefined
        const died = new Promise<void>((resolve) => (dead = resolve))
        const die = (state: Checkpoint): Promise<void> | void => {
          if (++saves < deathAt || written) saved = state
          if (saves < deathAt) return
          dead?.()
          return new Promise(() => {})
        }
        const dying = bench.client.massSend(people(150), { message, batchSize: 10, saveCheckpoint: die })
        const drained = (async () => {
          for await (const result of dying) void result
        })()
        await bench.time.run(Promise.race([died, drained]))
        const before = numbersOf(bench)

        const survivor = clientUnderTest()
        const { results, checkpoint } = await collect(survivor, 150, { resumeFrom: saved })
        const after = numbersOf(survivor)
        const uncertain = results
          .filter(({ status }) => status === 'uncertain')
          .flatMap(({ recipients }) => recipients.map(({ To }) => To))
        const all = [...before, ...after]
        expect(new Set(all).size).toBe(all.length)
        expect(expected(150).filter((to) => !all.includes(to) && !uncertain.includes(to))).toEqual([])
        expect(uncertain.some((to) => after.includes(to))).toBe(false)
        expect(checkpoint.open).toEqual([])
        expect(checkpoint.uncertain.reduce((sum, { count }) => sum + count, 0)).toBe(uncertain.length)
      }),
      { numRuns: 60 },
    )
  })
})
