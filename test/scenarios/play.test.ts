import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openLocalTarget } from '../../cli/contract/targets.ts'
import { defineScenario } from '../../scenarios/parse-scenario.ts'
import { playScenario, type Played } from '../../scenarios/play.ts'
import type { ScenarioInput } from '../../scenarios/scenario.ts'
import type { Target } from '../../scenarios/target.ts'

let target: Target
beforeAll(async () => {
  target = await openLocalTarget('in-process')
})
afterAll(() => target.close())

const scenario = (story: ScenarioInput['story'], more: Partial<ScenarioInput> = {}) =>
  defineScenario({
    name: 'under-test',
    summary: 'A story of the tests.',
    effectOnLive: 'never',
    ...more,
    story,
  })
const play = (
  story: ScenarioInput['story'],
  more?: Partial<ScenarioInput>,
  on: Target = target,
): Promise<Played> => playScenario(scenario(story, more), on, { clock: () => 0 })
const failuresOf = ({ steps }: Played): string[] =>
  steps.flatMap(({ failures }) => failures.map(({ message }) => message))

describe('a story', () => {
  it('carries values from step to step, texts within texts included', async () => {
    const { outcome, steps } = await play([
      { call: 'SendChatappMassMessage', name: 'send' },
      { messages: 'group:{{send.GroupMessageId}}', name: 'message' },
      { call: 'SendChatappMassMessage', with: { TaskId: 'after-{{message.messageId}}' } },
    ])
    expect(outcome).toBe('passed')
    expect(steps[2]?.exchanges[0]?.input['TaskId']).toMatch(/^after-\d{24}$/)
  })

  it('fails where an answer is not as expected, says how, and goes no further', async () => {
    const played = await play([
      { call: 'SendChatappMassMessage', with: { Language: 'tlh' }, expect: { Code: 'OK' } },
      { wait: '1s' },
    ])
    expect(played.outcome).toBe('failed')
    expect(failuresOf(played)).toEqual([
      '/Code is "InvalidParameter.LanguageNotSupport", expected "OK" (answered 400 InvalidParameter.LanguageNotSupport by send.language-is-supported)',
      '(HTTP status) is 400, expected 200 (answered 400 InvalidParameter.LanguageNotSupport by send.language-is-supported)',
    ])
    expect(played.steps[1]?.outcome).toBe('not-reached')
  })

  it('fails when messages do not come to match, with the reason', async () => {
    const played = await play([{ call: 'SendChatappMassMessage' }, { messages: 'status:Failed' }])
    expect(failuresOf(played)[0]).toContain('ends as Read')
  })

  it('fails when a receipt is missing, has other values, or a message never expected comes', async () => {
    const send = { call: 'SendChatappMassMessage' } as const
    expect(
      failuresOf(await play([send, { receipts: 'ChatAppStatus' }], { given: { receipts: true } })),
    ).toEqual(['ChatAppStatus with {}: expected 1, 0 of 0'])
    expect(
      failuresOf(
        await play([send, { messages: 'status:Sent' }, { receipts: 'ChatAppStatus', have: { To: '1' } }], {
          given: { receipts: true },
        }),
      ),
    ).toEqual(['receipt /0/To is "8613800000001", expected "1"'])
    expect(failuresOf(await play([send, { messages: 'status:Read', never: true }]))).toEqual([
      'status:Read: expected no message that matches, there is one',
    ])
  })

  it('fails when the person has nothing to answer, with the words of the world', async () => {
    await expect(play([{ person: '{{person}}', button: 'Yes' }])).resolves.toMatchObject({
      outcome: 'failed',
      steps: [{ failures: [{ message: expect.stringContaining('No message to 8613800000001') }] }],
    })
  })

  it('plays each scenario in a world of its own', async () => {
    const worlds = new Set<string>()
    for (let time = 0; time < 3; time++) {
      const { outcome, steps } = await play([
        { messages: '*', never: true },
        { call: 'SendChatappMassMessage', times: 10 },
        { call: 'SendChatappMassMessage', expect: { error: 'System.LimitControl' } },
      ])
      expect(outcome).toBe('passed')
      worlds.add(steps[1]?.exchanges[0]?.world ?? '')
    }
    expect(worlds.size).toBe(3)
  })

  it('fails when an answer is as expected and leaves the contract', async () => {
    const liar: Target = {
      ...target,
      async open(given) {
        const stage = await target.open(given)
        return { ...stage, fetch: async (url, init) => rewritten(await stage.fetch(url, init)) }
      },
    }
    const { outcome, steps } = await play([{ call: 'SendChatappMassMessage' }], {}, liar)
    expect(outcome).toBe('failed')
    expect(steps[0]?.violations).toMatchObject([{ check: 'request-id-is-present', severity: 'error' }])
  })
})

/** The same answer under another request id than its header says. */
async function rewritten(response: Response): Promise<Response> {
  const body = (await response.text()).replace(
    /"RequestId":"[^"]*"/,
    '"RequestId":"7B2E6C31-0F4D-5A1B-9C77-1D2A3B4C5D6E"',
  )
  return new Response(body, { status: response.status, headers: response.headers })
}

const bare = (): Target => ({ ...target, hasWorlds: false })

describe('a target without worlds', () => {
  it.each<[string, ScenarioInput['story'], Partial<ScenarioInput>, string]>([
    ['a look into the world', [{ messages: '*' }], {}, 'its step messages needs a world'],
    ['a clock that moves', [{ advance: '1h' }], {}, 'its step advance needs a world'],
    [
      'a world of its own',
      [{ call: 'SendChatappMassMessage' }],
      { given: { lenient: true } },
      'a world of its own making',
    ],
    [
      'another key',
      [{ call: 'SendChatappMassMessage', as: { key: 'reader' } }],
      {},
      'a key for the role reader',
    ],
    ['values of its own', [{ call: 'SendChatappMassMessage' }], {}, '--set from='],
  ])('skips a scenario that needs %s, and says so', async (_, story, more, reason) => {
    expect(await play(story, more, bare())).toMatchObject({
      outcome: 'skipped',
      reason: expect.stringContaining(reason),
      steps: [],
    })
  })
})
