import { describe, expect, it } from 'vitest'
import { runStorm, type StormPlan, type StormResult } from '../../../lab/storm/run.ts'
import { receiptsOf } from '../../../lab/storm/schedule.ts'
import { tellStory } from '../../../lab/storm/story.ts'
import { createSubjects } from '../../../lab/consumer/items.ts'
import type { Fetch } from '../../../contracts/http.ts'
import { globalFetch, systemClock, type Clock } from '../../../sdk/ports.ts'
import { localConsumer } from '../local-consumer.ts'
import { planted, right, slow, type Consumer } from './consumers.ts'

/** Runs a storm against a consumer over HTTP, without time to settle. */
async function stormOf(
  make: () => Consumer,
  plan: Partial<StormPlan> = {},
  clock: Clock = systemClock,
  direct = false,
): Promise<StormResult> {
  const { handle, read, effects, register, restart } = make()
  return runStorm(
    {
      fetch: direct ? fetchOf(handle) : globalFetch,
      clock,
      url: direct ? 'http://127.0.0.1/receipts' : await localConsumer(handle),
      subjects: createSubjects(1),
      read: async ({ messageId }) => read(messageId),
      effects,
      register: ({ messageId }) => register(messageId),
      restart,
      settle: 0,
    },
    { runs: 200, seed: 7, ...plan },
  )
}

/** Hands a push to a consumer without a socket. */
const fetchOf =
  (handle: Consumer['handle']): Fetch =>
  async (_url, init) => {
    const body = String(init?.body)
    const answer = await handle({
      method: 'POST',
      path: '/',
      headers: {},
      body,
      items: JSON.parse(body) as [],
    })
    return new Response(answer?.text ?? '{"code":0}', { status: answer?.status ?? 200 })
  }

/** The schedule that was found, or a failure of the test. */
function scheduleOf(result: StormResult): Extract<StormResult, { found: true }> {
  if (!result.found) throw new Error(`Nothing was found in ${result.runs} runs with seed ${result.seed}.`)
  return result
}

describe('a consumer that', () => {
  it.each(Object.entries(planted))(
    '%s is found, with a schedule as short as can be',
    async (_name, { letters, receipts, make }) => {
      for (const seed of [1, 7, 99]) {
        const { schedule } = scheduleOf(await stormOf(make, { seed }))
        expect(schedule.letters.length).toBeLessThanOrEqual(letters)
        expect(schedule.letters.flatMap(receiptsOf)).toHaveLength(receipts)
      }
    },
  )

  it('is late with five items, and counts them again, is found with one push', async () => {
    const timers = new Set<() => void>()
    const clock: Clock = {
      now: () => 0,
      after: (_milliseconds, run) => {
        timers.add(run)
        return () => timers.delete(run)
      },
    }
    const make = slow(() => [...timers].forEach((run) => run()))
    const { schedule, alarm } = scheduleOf(await stormOf(make, { seed: 7 }, clock))
    expect(schedule.letters).toHaveLength(1)
    expect(schedule.letters.flatMap(receiptsOf)).toHaveLength(5)
    expect(alarm.what).toContain('no complete answer within 3 seconds')
  })

  it.each(Object.entries(right))('%s raises no alarm in 1,000 schedules', async (_name, make) => {
    expect(await stormOf(make, { runs: 1000, seed: 3 }, systemClock, true)).toEqual({
      found: false,
      runs: 1000,
      seed: 3,
    })
  })
})

describe('a story', () => {
  const make = planted['lets the last write win']!.make

  it('is the same with the same seed, five times', async () => {
    const stories = new Set<string>()
    for (let time = 0; time < 5; time++) {
      const { schedule, alarm, run } = scheduleOf(await stormOf(make, { seed: 11 }))
      stories.add(`${run} ${tellStory(schedule, alarm)}`)
    }
    expect(stories.size).toBe(1)
  })

  it('says what was delivered, and what came of it', async () => {
    const schedule = { letters: [{ push: ['1 Read'] }, { push: ['1 Delivered'] }], overtakes: [] }
    const { alarm } = scheduleOf(await stormOf(make, { schedule }))
    expect(tellStory(schedule, alarm)).toBe(
      '2 deliveries are enough:\n  1. Read of message 1\n  2. Delivered of message 1\nMessage 1 is "Delivered"; in order it is "Read". (state)',
    )
  })

  it('does not blame a consumer for a schedule in order', async () => {
    const schedule = { letters: [{ push: ['1 Delivered'] }, { push: ['1 Read'] }], overtakes: [] }
    expect(await stormOf(make, { schedule })).toMatchObject({ found: false })
  })
})
