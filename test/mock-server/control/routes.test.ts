import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routeOf, routes } from '../../../mock-server/control/routes/index.ts'
import { pathsOf } from '../../../mock-server/control/route.ts'
import { startMockServer } from '../../watched-emulators.ts'
import type { MockServer } from '../../../mock-server/entry/start-mock-server.ts'
import { callerOf } from '../world/caller.ts'

interface Asked {
  readonly status: number
  readonly type: string | null
  readonly body: Record<string, unknown>
}

let server: MockServer
let document: { paths: Record<string, Record<string, OperationDocument>> }
let requestId: string

interface OperationDocument {
  readonly operationId: string
  readonly responses: Record<string, { content: Record<string, { schema: object }> }>
}

beforeAll(async () => {
  server = await startMockServer({ clock: 'virtual', throttled: false })
  document = (await ask('GET', '/control-openapi.json')).body as typeof document
})
afterAll(() => server.close())

/** The world each request starts from: one refusal, two batches, a mark, an hour later. */
async function prepare(): Promise<void> {
  for (const { id } of server.worlds.list()) server.worlds.remove(id)
  await server.demo.reset()
  for (const name of server.world.marks.keys()) if (name !== 'start') server.world.marks.delete(name)
  const caller = callerOf(server.handle, server.demo)
  requestId = (await caller.send({ ChannelType: 'line' })).headers['x-acs-request-id'] ?? ''
  await caller.send()
  await server.demo.mark()
  await server.demo.advance('1h')
  await caller.send({
    SenderList: [
      { To: '8613800000001', TemplateParams: { name: 'x', order: 'y' } },
      { To: '8613800000002', TemplateParams: { name: 'x', order: 'y' } },
    ],
  })
}

async function ask(method: string, path: string, body?: unknown): Promise<Asked> {
  const response = await fetch(`${server.url}/_mock${path}`, {
    method,
    ...(method === 'POST'
      ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) }
      : {}),
  })
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    body: (await response.json()) as Record<string, unknown>,
  }
}

const asDemo = { extends: 'nothing', accounts: [{ uid: '9', keys: [{ id: 'key-9', secret: 's' }] }] }

/** For each operation: requests that succeed, with what they answer, and requests that are refused, with why. */
const cases: Record<
  string,
  {
    readonly good: readonly [path: string, body: unknown, answer: object][]
    readonly bad: readonly [path: string, body: unknown, status: number, detail: string][]
  }
> = {
  health: {
    good: [['/health', undefined, { status: 'ok', worlds: 1, seed: 1, time: '2026-01-01T01:00:00.000Z' }]],
    bad: [],
  },
  evidence: {
    good: [['/evidence', undefined, { totals: { documented: expect.any(Number) as number } }]],
    bad: [],
  },
  apiDocument: {
    good: [['/openapi.json', undefined, { openapi: expect.stringMatching(/^3\.1/) as string }]],
    bad: [],
  },
  controlDocument: { good: [['/control-openapi.json', undefined, { openapi: '3.1.0' }]], bad: [] },
  listWorlds: {
    good: [['/worlds', undefined, { worlds: [{ id: 'demo', seed: 1, exchanges: 3 }] }]],
    bad: [],
  },
  createWorld: {
    good: [
      [
        '/worlds',
        {},
        {
          seed: 1,
          clock: { kind: 'virtual', iso: '2026-01-01T00:00:00.000Z', next: null },
          exchanges: 0,
          batches: 0,
          marks: ['start'],
          spaces: ['cams-demo0001', 'cams-demo0002'],
        },
      ],
      [
        '/worlds',
        { seed: 4_294_967_295, start: '2030-01-01', clock: 'virtual' },
        { seed: 4_294_967_295, clock: { iso: '2030-01-01T00:00:00.000Z' } },
      ],
      [
        '/worlds',
        { clock: 'system', lenient: true, throttled: false, plan: { sent: [0, 0] } },
        { clock: { kind: 'system' } },
      ],
      ['/worlds', { document: asDemo }, { keys: [{ id: 'key-9', secret: 's', active: true, account: '9' }] }],
      ['/worlds', { from: 'demo' }, { exchanges: 3, batches: 2, clock: { iso: '2026-01-01T01:00:00.000Z' } }],
    ],
    bad: [
      ['/worlds', { from: 'w999' }, 404, 'There is no world w999. Known: demo.'],
      ['/worlds', { from: 'demo', lenient: true }, 400, 'lenient cannot be chosen for a fork'],
      ['/worlds', { sed: 1 }, 400, 'unknown: sed. Did you mean seed? Known here: from, document, seed,'],
      ['/worlds', { seed: -1 }, 400, '/seed: given -1, '],
      ['/worlds', { start: 'noon' }, 400, '/start: given "noon", a time such as 2026-01-01T00:00:00Z'],
      [
        '/worlds',
        { clock: 'systm' },
        400,
        '/clock: given "systm", expected one of system, virtual. Did you mean system?',
      ],
      ['/worlds', { clock: 'system', start: '2030-01-01' }, 400, 'start is where a virtual clock begins'],
      ['/worlds', { start: 1e20 }, 400, '/start:'],
      ['/worlds', { plan: { sent: [2, 1] } }, 400, '/plan/sent: the smaller number first'],
      [
        '/worlds',
        { document: { accounts: [{ uid: '1', keys: [{ id: 'LTAI5tReal', secret: 's' }] }] } },
        400,
        '/document/accounts/0/keys/0/id: looks like a real Alibaba Cloud key',
      ],
      [
        '/worlds',
        {
          document: { accounts: [{ uid: '1', keys: [{ id: 'STS.NUExampleExampleExample', secret: 's' }] }] },
        },
        400,
        '/document/accounts/0/keys/0/id: looks like a real Alibaba Cloud key',
      ],
      [
        '/worlds',
        { document: { accounts: [{ uid: '1', keys: [{ id: 'mock-ak-1', secret: 's' }] }] } },
        409,
        'Key mock-ak-1 belongs to world demo already',
      ],
    ],
  },
  getWorld: {
    good: [['/worlds/demo', undefined, { id: 'demo', exchanges: 3, batches: 2, marks: ['start', 'mark'] }]],
    bad: [['/worlds/w999', undefined, 404, 'There is no world w999.']],
  },
  removeWorld: {
    good: [],
    bad: [
      ['/worlds/demo', undefined, 409, 'The demo world cannot be removed'],
      ['/worlds/w999', undefined, 404, 'There is no world w999.'],
    ],
  },
  markWorld: {
    good: [['/worlds/demo/mark', { name: 'here' }, { marks: ['start', 'mark', 'here'] }]],
    bad: [
      ['/worlds/demo/mark', { name: 'start' }, 409, "is the world's beginning"],
      ['/worlds/demo/mark', { name: '' }, 400, '/name:'],
      ['/worlds/w999/mark', {}, 404, 'There is no world w999.'],
    ],
  },
  rewindWorld: {
    good: [['/worlds/demo/rewind', {}, { exchanges: 2, batches: 1 }]],
    bad: [
      ['/worlds/demo/rewind', { name: 'there' }, 404, 'World demo has no mark there. Known: start, mark'],
    ],
  },
  resetWorld: {
    good: [['/worlds/demo/reset', {}, { exchanges: 0, batches: 0 }]],
    bad: [
      ['/worlds/w999/reset', {}, 404, 'There is no world w999.'],
      ['/worlds/demo/reset', { hard: true }, 400, 'unknown: hard. Known here: world.'],
    ],
  },
  exportWorld: {
    good: [['/worlds/demo/export', undefined, { extends: 'nothing' }]],
    bad: [['/worlds/w999/export', undefined, 404, 'There is no world w999.']],
  },
  seedWorld: {
    good: [
      [
        '/worlds/demo/seed',
        { document: { accounts: [{ uid: '9', spaces: [{ id: 'space-9' }] }] } },
        { spaces: ['cams-demo0001', 'cams-demo0002', 'space-9'] },
      ],
    ],
    bad: [
      ['/worlds/demo/seed', {}, 400, '/document:'],
      ['/worlds/demo/seed', { document: { accounts: [{}] } }, 400, '/document/accounts/0/uid:'],
    ],
  },
  hashJournal: {
    good: [
      [
        '/worlds/demo/journal/hash',
        undefined,
        { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string, exchanges: 3 },
      ],
    ],
    bad: [['/worlds/w999/journal/hash', undefined, 404, 'There is no world w999.']],
  },
  getClock: {
    good: [
      [
        '/worlds/demo/clock',
        undefined,
        { kind: 'virtual', iso: '2026-01-01T01:00:00.000Z', next: expect.any(Number) as number },
      ],
    ],
    bad: [['/worlds/w999/clock', undefined, 404, 'There is no world w999.']],
  },
  moveClock: {
    good: [
      ['/worlds/demo/clock', { advance: '1d12h' }, { iso: '2026-01-02T13:00:00.000Z', next: null }],
      ['/worlds/demo/clock', { advance: 1500 }, { iso: '2026-01-01T01:00:01.500Z' }],
      ['/worlds/demo/clock', { to: '2026-06-01T00:00:00Z' }, { iso: '2026-06-01T00:00:00.000Z' }],
      ['/worlds/demo/clock', { next: true }, { now: expect.any(Number) as number }],
    ],
    bad: [
      ['/worlds/demo/clock', {}, 400, 'Give exactly one of advance'],
      ['/worlds/demo/clock', { advance: '1h', next: true }, 400, 'Give exactly one of advance'],
      ['/worlds/demo/clock', { advance: 'soon' }, 400, '/advance: given "soon", a duration such as 250ms'],
      ['/worlds/demo/clock', { advance: -1 }, 400, '/advance:'],
      ['/worlds/demo/clock', { to: '2025-01-01T00:00:00Z' }, 409, 'only goes forward'],
      ['/worlds/demo/clock', { advance: '99999999999999d' }, 409, 'goes up to 9999-12-31'],
    ],
  },
  wait: {
    good: [
      [
        '/worlds/demo/wait',
        { for: 'status:Read', count: 3 },
        { satisfied: true, waited: expect.any(Number) as number },
      ],
      ['/worlds/demo/wait', { for: 'code:OK', of: 'exchanges', count: 2 }, { satisfied: true, waited: 0 }],
      [
        '/worlds/demo/wait',
        { for: 'to:1' },
        {
          satisfied: false,
          waited: 0,
          matches: [],
          reason: expect.stringContaining('0 of 1 messages match to:1') as string,
        },
      ],
    ],
    bad: [
      ['/worlds/demo/wait', { for: 'staus:Read' }, 400, 'There is no field staus. Did you mean status?'],
      ['/worlds/demo/wait', { count: 0 }, 400, '/count:'],
      ['/worlds/demo/wait', { within: 'soon' }, 400, '/within:'],
    ],
  },
  listExchanges: {
    good: [
      ['/worlds/demo/journal', undefined, { next: null }],
      [
        '/worlds/demo/journal?query=code:OK&limit=1',
        undefined,
        { exchanges: [{ code: 'OK' }], next: expect.any(String) as string },
      ],
    ],
    bad: [
      ['/worlds/demo/journal?query=a%20%22b', undefined, 400, 'This quote is not closed.\n  a "b\n    ^'],
      ['/worlds/demo/journal?limit=0', undefined, 400, '/limit:'],
      ['/worlds/demo/journal?limit=1001', undefined, 400, '/limit:'],
      ['/worlds/demo/journal?cursor=x', undefined, 400, 'expected the value of next from the page before'],
      [
        '/worlds/demo/journal?qeury=x',
        undefined,
        400,
        'unknown: qeury. Did you mean query? Known here: world, query,',
      ],
      ['/worlds/demo/journal?query=a&query=b', undefined, 400, '/query:'],
    ],
  },
  removeExchanges: {
    good: [
      ['/worlds/demo/journal?query=-code:OK', undefined, { removed: 1 }],
      ['/worlds/demo/journal', undefined, { removed: 3 }],
    ],
    bad: [['/worlds/demo/journal?query=x:', undefined, 400, 'There is no field x.']],
  },
  listMessages: {
    good: [
      ['/worlds/demo/messages', undefined, { next: null }],
      [
        '/worlds/demo/messages?query=to:8613800000002',
        undefined,
        { messages: [{ to: '8613800000002', status: 'Accepted', steps: [] }] },
      ],
    ],
    bad: [
      ['/worlds/demo/messages?query=OR', undefined, 400, 'OR stands between two alternatives'],
      ['/worlds/demo/messages?cursor=1.2', undefined, 400, 'expected the value of next'],
    ],
  },
  explain: {
    good: [
      [
        '/explain/REQUEST',
        undefined,
        { rule: 'send.channel-is-supported', summary: expect.any(String) as string },
      ],
      ['/explain/REQUEST?world=demo', undefined, { world: 'demo' }],
    ],
    bad: [
      ['/explain/00000000-0000-5000-8000-000000000000', undefined, 404, 'No journal has the request'],
      ['/explain/REQUEST?world=w999', undefined, 404, 'There is no world w999.'],
    ],
  },
}

/** Operations whose tests stand beside what they are about. */
const testedElsewhere = new Set([
  // inspecting.test.ts
  'compareExchanges',
  'countMessages',
  'events',
  'getBatch',
  'getConversation',
  'getMessage',
  'listBatches',
  'listConversations',
  'writeAs',
  'getCapsule',
  'receiveInbound',
  'pressButton',
  'setNumber',
  'setWaba',
  'setTemplate',
  'listReceipts',
  'setCallbacks',
  'listFaults',
  'addFaults',
  'removeFaults',
  'listKnownFaults',
  'auditSends',
])

const ajv = new Ajv2020({ strict: false, allErrors: true })
function expectToFit(body: unknown, id: string): void {
  const route = routeOf(id)
  const operation = document.paths[`/_mock${route.path}`]?.[route.method]
  const schema = operation?.responses['200']?.content['application/json']?.schema as object
  ajv.validate(schema, body)
  expect(ajv.errors).toBeNull()
  expect(route.result.safeParse(body).error).toBeUndefined()
}
const method = (id: string): string => routeOf(id).method.toUpperCase()
const pathFor = (path: string): string => path.replace('REQUEST', requestId)

describe('an operation of the control API', () => {
  it.each(
    Object.entries(cases).flatMap(([id, { good }]) =>
      good.map(([path, body, answer]) => [id, path, body, answer] as const),
    ),
  )('%s: %s %j answers as its schemas say', async (id, path, body, answer) => {
    await prepare()
    const asked = await ask(method(id), pathFor(path), body)
    expect(asked).toMatchObject({ status: 200, type: 'application/json; charset=utf-8', body: answer })
    expectToFit(asked.body, id)
  })

  it.each(
    Object.entries(cases).flatMap(([id, { bad }]) =>
      bad.map(([path, body, status, detail]) => [id, path, body, status, detail] as const),
    ),
  )('%s: %s %j is refused with problem details', async (id, path, body, status, detail) => {
    await prepare()
    const before = JSON.stringify((await ask('GET', '/worlds/demo')).body)
    const asked = await ask(method(id), pathFor(path), body)
    expect(asked).toMatchObject({
      status,
      type: 'application/problem+json; charset=utf-8',
      body: {
        type: 'about:blank',
        status,
        title: expect.any(String) as string,
        detail: expect.stringContaining(detail) as string,
      },
    })
    expect(JSON.stringify((await ask('GET', '/worlds/demo')).body), 'nothing changed').toBe(before)
  })

  it('removes a world', async () => {
    await prepare()
    const { id } = (await ask('POST', '/worlds')).body
    const asked = await ask('DELETE', `/worlds/${String(id)}`)
    expect(asked).toMatchObject({ status: 200, body: { removed: id } })
    expectToFit(asked.body, 'removeWorld')
    expect((await ask('GET', `/worlds/${String(id)}`)).status).toBe(404)
  })

  it('cannot move the clock of the machine', async () => {
    const { id } = (await ask('POST', '/worlds', { clock: 'system' })).body
    expect(await ask('POST', `/worlds/${String(id)}/clock`, { advance: '1h' })).toMatchObject({
      status: 409,
      type: 'application/problem+json; charset=utf-8',
      body: { title: 'Clock cannot be moved' },
    })
    expect(await ask('POST', `/worlds/${String(id)}/wait`, { within: '2m' })).toMatchObject({
      status: 400,
      body: { title: 'Wait is too long' },
    })
  })

  it('points at the character of a query in a field of its own', async () => {
    expect((await ask('GET', '/journal?query=code:OK%20cod:x')).body['position']).toBe(8)
    expect((await ask('POST', '/worlds', { seed: 'x' })).body['errors']).toEqual([
      { pointer: '/seed', detail: expect.any(String) as string },
    ])
  })

  it('that does not exist is refused, with the nearest that does', async () => {
    expect(await ask('GET', '/wrlds')).toMatchObject({
      status: 404,
      type: 'application/problem+json; charset=utf-8',
      body: {
        detail:
          'The control API has no GET /_mock/wrlds. Did you mean /worlds? See /_mock/control-openapi.json.',
      },
    })
    expect((await ask('GET', '/worlds/demo/nothing')).status).toBe(404)
  })

  it('speaks of the demo world where its path names none', async () => {
    await prepare()
    for (const route of routes.filter(
      // A stream does not end by itself.
      ({ path, method: verb, stream }) => path.startsWith('/worlds/{world}/') && verb === 'get' && !stream,
    )) {
      const [named = '', bare = ''] = pathsOf(route)
      const answers = await Promise.all([ask('GET', named.replace('{world}', 'demo')), ask('GET', bare)])
      expect(answers[1], bare).toEqual(answers[0])
    }
    expect((await ask('POST', '/mark', { name: 'bare' })).body).toMatchObject({
      id: 'demo',
      marks: ['start', 'mark', 'bare'],
    })
    expect((await ask('POST', '/reset')).body).toMatchObject({ id: 'demo', exchanges: 0 })
  })

  it('is tested here or beside what it is about', () => {
    expect(
      routes
        .map(({ id }) => id)
        .filter((id) => !testedElsewhere.has(id))
        .sort(),
    ).toEqual(Object.keys(cases).sort())
  })
})

describe('a request that fits no operation', () => {
  it.each([
    ['PUT', '/health', 'GET, HEAD'],
    ['POST', '/openapi.json', 'GET, HEAD'],
    ['PATCH', '/worlds/demo', 'GET, HEAD, DELETE'],
    ['DELETE', '/clock', 'GET, HEAD, POST'],
    ['GET', '/reset', 'POST'],
    ['POST', '', 'GET, HEAD'],
  ])('is told which methods the path takes: %s %s', async (method, path, allowed) => {
    const response = await fetch(`${server.url}/_mock${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
    })
    expect([response.status, response.headers.get('allow')]).toEqual([405, allowed])
    expect(await response.json()).toMatchObject({
      status: 405,
      detail: expect.stringContaining(`does not take ${method}, but ${allowed}.`) as string,
    })
  })

  it('points at the whole body with the empty pointer, and into it with slashes', async () => {
    const { body } = await ask('POST', '/worlds', { sed: 1, plan: { snt: [1, 2] } })
    expect(body['errors']).toEqual([
      {
        pointer: '/plan',
        detail:
          'unknown: snt. Did you mean sent? Known here: sent, delivered, read, readProbability, failProbability, failCode.',
      },
      {
        pointer: '',
        detail: expect.stringMatching(/^unknown: sed\. Did you mean seed\? Known here: from, /) as string,
      },
    ])
  })
})

describe('the root of the control API', () => {
  it('lists every resource', async () => {
    const { status, body } = await ask('GET', '')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      name: 'chatapp-mock control API',
      documents: { control: '/_mock/control-openapi.json', api: '/_mock/openapi.json' },
    })
    expect(body['resources']).toHaveLength(routes.length)
    expect(body['resources']).toContainEqual({
      method: 'POST',
      path: '/_mock/clock',
      summary: routeOf('moveClock').summary,
    })
  })
})

describe('the document of the control API', () => {
  it.each(['/control-openapi.json', '/openapi.json'])(
    'names the server it was asked of: %s',
    async (path) => {
      const named = server.url.replace('127.0.0.1', 'localhost')
      const documents = await Promise.all(
        [server.url, named].map(
          async (url) =>
            (await (await fetch(`${url}/_mock${path}`)).json()) as { servers: { url: string }[] },
        ),
      )
      expect(documents.map(({ servers: [first] }) => first?.url)).toEqual([server.url, named])
    },
  )

  it('is valid OpenAPI 3.1', async () => {
    const result = await new Validator().validate(structuredClone(document) as never)
    expect(result.errors).toBeUndefined()
    expect(result.valid).toBe(true)
  })

  it('lists each operation under each of its paths, under ids of their own', () => {
    const listed = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([verb, { operationId }]) => ({ path, verb, operationId })),
    )
    expect(listed.map(({ path, verb }) => `${verb} ${path}`).sort()).toEqual(
      routes.flatMap((route) => pathsOf(route).map((path) => `${route.method} /_mock${path}`)).sort(),
    )
    expect(new Set(listed.map(({ operationId }) => operationId)).size).toBe(listed.length)
  })
})
