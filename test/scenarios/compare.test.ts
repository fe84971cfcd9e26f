import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openLocalTarget } from '../../cli/contract/targets.ts'
import { compareRuns, type DifferenceClass } from '../../scenarios/compare.ts'
import { library } from '../../scenarios/library/index.ts'
import { defineScenario } from '../../scenarios/parse-scenario.ts'
import { playScenario, type Played } from '../../scenarios/play.ts'
import type { Target } from '../../scenarios/target.ts'

let mock: Target
beforeAll(async () => {
  mock = await openLocalTarget('in-process')
})
afterAll(() => mock.close())

type Body = Record<string, unknown>

/** A target that answers like the emulator with another seed, but for what the change does to bodies, statuses and times. */
function fakeLive(
  seed: number,
  change: (body: Body, response: Response) => { body?: Body; status?: number; slow?: boolean } = () => ({}),
): { target: Target; clock: () => number } {
  let elapsed = 0
  const target: Target = {
    ...mock,
    name: 'fake-live',
    async open(given) {
      const stage = await mock.open({ ...given, seed })
      return {
        ...stage,
        async fetch(url, init) {
          const response = await stage.fetch(url, init)
          const original = (await response.json()) as Body
          const { body = original, status = response.status, slow = false } = change(original, response)
          if (slow) elapsed += 10_000
          return new Response(JSON.stringify(body), { status, headers: response.headers })
        },
      }
    },
  }
  return { target, clock: () => elapsed }
}

const story = defineScenario({
  name: 'to-compare',
  summary: 'Sends, lists what was sent, and is refused once.',
  effectOnLive: 'never',
  story: [
    {
      call: 'SendChatappMassMessage',
      name: 'send',
      expect: { Code: { $present: true }, status: { $oneOf: [200, 201, 202, 400, 429, 500, 503] } },
    },
    {
      call: 'ListChatappTemplate',
      expect: { Code: { $present: true }, status: { $oneOf: [200, 201, 202, 400, 429, 500, 503] } },
    },
    {
      call: 'SendChatappMassMessage',
      with: { Language: 'tlh' },
      expect: { error: { $matches: '.' }, status: { $oneOf: [200, 201, 202, 400, 404, 429, 500, 503] } },
    },
  ],
})

const list = (body: Body): Body[] => body['ListTemplate'] as Body[]
const isList = (body: Body): boolean => 'ListTemplate' in body
const isSend = (body: Body): boolean => 'GroupMessageId' in body
const isRefusal = (body: Body): boolean => 'HostId' in body
/** A change of one kind of answer. */
const on =
  (
    which: (body: Body) => boolean,
    change: (body: Body) => object,
  ): ((body: Body) => { body?: Body; status?: number; slow?: boolean }) =>
  (body) =>
    which(body) ? change(structuredClone(body)) : {}
const set = (which: (body: Body) => boolean, values: Body) =>
  on(which, (body) => ({ body: { ...body, ...values } }))
const without = (which: (body: Body) => boolean, name: string) =>
  on(which, ({ [name]: _gone, ...body }) => ({ body }))
const inFirst = (change: (template: Body) => Body) =>
  on(isList, (body) => ({
    body: {
      ...body,
      ListTemplate: list(body).map((template, index) => (index === 0 ? change(template) : template)),
    },
  }))

const planted: readonly [DifferenceClass, string, (body: Body) => object][] = [
  ['missing', '/GroupMessageId', without(isSend, 'GroupMessageId')],
  ['missing', '/Message', without(isSend, 'Message')],
  ['missing', '/HostId', without(isRefusal, 'HostId')],
  ['missing', '/Recommend', without(isRefusal, 'Recommend')],
  ['missing', '/Total', without(isList, 'Total')],
  ['missing', '/ListTemplate', without(isList, 'ListTemplate')],
  ['missing', '/ListTemplate/0/AuditStatus', inFirst(({ AuditStatus: _gone, ...rest }) => rest)],
  ['extra', '/Success', set(isSend, { Success: true })],
  ['extra', '/AccessDeniedDetail', set(isSend, { AccessDeniedDetail: 'None' })],
  ['extra', '/Data', set(isRefusal, { Data: {} })],
  ['extra', '/More', set(isList, { More: false })],
  [
    'extra',
    '/ListTemplate/0/ArchiveType',
    inFirst((template) => ({ ...template, Archived2: undefined, ArchiveType: 'ARCHIVED' })),
  ],
  [
    'extra',
    '/ListTemplate/8',
    on(isList, (body) => ({ body: { ...body, ListTemplate: [...list(body), { ...list(body)[0] }] } })),
  ],
  [
    'type',
    '/GroupMessageId',
    on(isSend, (body) => ({ body: { ...body, GroupMessageId: Number(body['GroupMessageId']) } })),
  ],
  ['type', '/Code', set(isSend, { Code: 200 })],
  ['type', '/Message', set(isSend, { Message: null })],
  ['type', '/Total', on(isList, (body) => ({ body: { ...body, Total: String(body['Total']) } }))],
  ['type', '/ListTemplate', set(isList, { ListTemplate: {} })],
  ['type', '/ListTemplate/0/Language', inFirst((template) => ({ ...template, Language: ['en'] }))],
  ['type', '/Message', set(isRefusal, { Message: { text: 'x' } })],
  ['value', '/Message', set(isSend, { Message: 'SUCCESS' })],
  ['value', '/Code', set(isSend, { Code: 'ok' })],
  ['value', '/Message', set(isRefusal, { Message: 'Another text.' })],
  ['value', '/Code', set(isRefusal, { Code: 'InvalidParameter.LanguageNotEmpty' })],
  ['value', '/Recommend', set(isRefusal, { Recommend: 'https://example.com' })],
  ['value', '/Total', set(isList, { Total: 3 })],
  ['value', '/ListTemplate/0/AuditStatus', inFirst((template) => ({ ...template, AuditStatus: 'paused' }))],
  ['value', '/ListTemplate/0/TemplateName', inFirst((template) => ({ ...template, TemplateName: 'other' }))],
  [
    'value',
    '/ListTemplate/1/TemplateCode',
    on(isList, (body) => ({
      body: {
        ...body,
        ListTemplate: list(body).map((template, index, all) =>
          index === 1
            ? {
                ...template,
                TemplateCode:
                  all[0]?.['TemplateCode'] === template['TemplateCode']
                    ? all[2]?.['TemplateCode']
                    : all[0]?.['TemplateCode'],
              }
            : template,
        ),
      },
    })),
  ],
  [
    'order',
    '/ListTemplate',
    on(isList, (body) => ({ body: { ...body, ListTemplate: list(body).toReversed() } })),
  ],
  [
    'order',
    '/ListTemplate',
    on(isList, (body) => ({ body: { ...body, ListTemplate: [...list(body).slice(1), list(body)[0]] } })),
  ],
  [
    'order',
    '/ListTemplate',
    on(isList, (body) => ({
      body: {
        ...body,
        ListTemplate: list(body).toSorted((a, b) =>
          String(a['TemplateName']) < String(b['TemplateName']) ? 1 : -1,
        ),
      },
    })),
  ],
  ['status', '', on(isSend, () => ({ status: 201 }))],
  ['status', '', on(isSend, () => ({ status: 202 }))],
  ['status', '', on(isRefusal, () => ({ status: 200 }))],
  ['status', '', on(isRefusal, () => ({ status: 404 }))],
  ['status', '', on(isRefusal, () => ({ status: 429 }))],
  ['timing', '', on(isSend, () => ({ slow: true }))],
  ['timing', '', on(isList, () => ({ slow: true }))],
  ['timing', '', on(isRefusal, () => ({ slow: true }))],
]

const differences = async (other: ReturnType<typeof fakeLive>): Promise<string[]> => {
  const first = await playScenario(story, mock, { clock: () => 0 })
  const second = await playScenario(story, other.target, { clock: other.clock })
  return compareRuns(allReached(first), allReached(second)).map(({ class: of, pointer }) =>
    `${of} ${pointer}`.trim(),
  )
}

/** A difference can fail its step; what was answered is compared all the same. */
const allReached = (played: Played): Played => ({
  ...played,
  steps: played.steps.map((step) => ({
    ...step,
    outcome: step.outcome === 'not-reached' ? 'not-reached' : 'passed',
  })),
})

describe('two targets that differ', () => {
  it('has forty differences to plant', () => {
    expect(planted.length).toBe(40)
    expect(new Set(planted.map(([of]) => of))).toEqual(
      new Set(['missing', 'extra', 'type', 'value', 'order', 'status', 'timing']),
    )
  })

  it.each(planted.map(([of, pointer, change], index) => [index + 1, of, pointer, change] as const))(
    '%i: %s %s is found, and nothing else',
    async (index, of, pointer, change) => {
      expect(await differences(fakeLive(1000 + index, change))).toEqual([`${of} ${pointer}`.trim()])
    },
  )
})

describe('two targets that do not differ', () => {
  it('are never said to, in 200 runs with other ids', async () => {
    // The fake rewrites JSON, and cannot where there is none; a thousand recipients 200 times over would only take long.
    const plain = library.filter(
      ({ name, story: steps }) =>
        !/thousand|xml|format/.test(name) &&
        !steps.some((step) => 'call' in step && step.expect.failure !== undefined),
    )
    const found: string[] = []
    for (let run = 0; run < 200; run++) {
      const scenario = plain[run % plain.length] as (typeof plain)[number]
      const { target, clock } = fakeLive(5000 + run)
      const first = await playScenario(scenario, mock, { clock: () => 0 })
      found.push(
        ...compareRuns(first, await playScenario(scenario, target, { clock })).map(
          ({ class: of, pointer, first: a, second: b }) => `${scenario.name}: ${of} ${pointer} ${a} ${b}`,
        ),
      )
    }
    expect(found).toEqual([])
  })
})

describe('values that were given', () => {
  it('stand for each other, alone and within texts, and for nothing else', () => {
    const run = (number: string): Played => ({
      scenario: story,
      target: 'x',
      outcome: 'passed',
      took: 0,
      steps: [
        {
          index: 0,
          title: '',
          outcome: 'passed',
          failures: [],
          exchanges: [],
          violations: [],
          answers: [{ status: 200, value: { From: number, Message: `sent from ${number}` }, took: 0 }],
        },
      ],
    })
    expect(compareRuns(run('8613900000001'), run('491555000001')).map(({ pointer }) => pointer)).toEqual([
      '/From',
      '/Message',
    ])
    expect(
      compareRuns(run('8613900000001'), run('491555000001'), { same: [['8613900000001', '491555000001']] }),
    ).toEqual([])
    expect(
      compareRuns(run('8613900000001'), run('491555000009'), { same: [['8613900000001', '491555000001']] }),
    ).toHaveLength(2)
  })
})

describe('ids', () => {
  it('that are the same twice in one run must be the same in the other', async () => {
    const twice = defineScenario({
      name: 'ids',
      summary: 'Creates a template and looks at it.',
      effectOnLive: 'never',
      story: [
        { call: 'CreateChatappTemplate', name: 'created' },
        { call: 'GetChatappTemplateDetail', with: { TemplateCode: '{{created.Data.TemplateCode}}' } },
      ],
    })
    const first = await playScenario(twice, mock, { clock: () => 0 })
    const honest = await playScenario(twice, fakeLive(77).target, { clock: () => 0 })
    expect(compareRuns(first, honest)).toEqual([])
    const forgetful = fakeLive(78, (body) => {
      const data = body['Data'] as Body
      return 'Components' in data
        ? { body: { ...body, Data: { ...data, TemplateCode: '1119999999999999999' } } }
        : {}
    })
    expect(compareRuns(first, await playScenario(twice, forgetful.target, { clock: () => 0 }))).toMatchObject(
      [{ class: 'value', step: 1, pointer: '/Data/TemplateCode' }],
    )
  })
})
