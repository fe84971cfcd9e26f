import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createMock, type Mock } from '../mock-server/entry/create-mock.ts'
import { exchangeMatcher } from '../mock-server/query/match.ts'
import { parseQuery } from '../mock-server/query/parse-query.ts'
import { markWorld, rewindWorld } from '../mock-server/world/worlds.ts'
import type { World } from '../mock-server/world/world.ts'
import type { Figure, Target } from './figure.ts'
import { median, spreadOf } from './figure.ts'
import { percentile } from './load-generator.ts'
import { signDistinctRequest, signRequests, type SignedRequest } from './signed-requests.ts'

/** Everything about worlds, in this process and without a port. */
export async function measureWorlds(): Promise<Figure[]> {
  // The resident memory of idle worlds comes first: what a million recipients leave behind in this process is none of theirs.
  return [
    ...(await measureIdleWorlds()),
    ...(await measureForks()),
    await measureCallInFork(),
    ...(await measureSearch()),
    ...(await measureWaits()),
  ]
}

const figure = (
  name: string,
  unit: string,
  ours: number,
  reach: number,
  aim: number,
  ...notes: string[]
): Figure => ({
  name,
  unit,
  ours,
  floor: undefined,
  ratio: undefined,
  target: { better: 'lower', reach, aim },
  notes,
})

async function send({ handle }: Mock, request: SignedRequest): Promise<void> {
  const { status, body } = await handle({ ...request, method: 'POST', secure: false })
  if (status !== 200) throw new Error(`expected 200, the emulator answered ${status} ${body}`)
}

/** Milliseconds of each of so many runs, ascending. */
function times(runs: number, run: (index: number) => void): number[] {
  const taken: number[] = []
  for (let index = 0; index < runs; index++) {
    const start = performance.now()
    run(index)
    taken.push(performance.now() - start)
  }
  return taken.sort((a, b) => a - b)
}

const p95 = (ascending: readonly number[]): number => percentile(ascending, 0.95)

async function measureForks(): Promise<Figure[]> {
  const fresh = createMock({ throttled: false })
  const small = times(500, () => void fresh.worlds.fork(fresh.world))
  const full = createMock({ throttled: false })
  for (let batch = 0; batch < 1000; batch++) await send(full, signDistinctRequest(batch * 1000, 1000))
  const large = times(500, () => void full.worlds.fork(full.world))
  const nested = times(
    100,
    (depth) => void full.worlds.fork(full.worlds.list().at(-1 - (depth % 2)) as World),
  )
  const rewinds = times(100, () => {
    markWorld(full.world, 'bench')
    rewindWorld(full.world, 'bench')
  })
  return [
    figure('fork', 'ms', p95(small), 5, 1, 'p95 of 500 forks of the demo world'),
    figure(
      'fork-1m',
      'ms',
      p95(large),
      5,
      1,
      'p95 of 500 forks of a world with 1,000 batches to 1,000,000 recipients',
      `forks of forks p95 ${p95(nested).toFixed(2)} ms, mark and rewind p95 ${p95(rewinds).toFixed(2)} ms`,
    ),
  ]
}

/** Megabytes in use after a full collection. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  collect()
  return process.memoryUsage().heapUsed / 1e6
}

async function measureIdleWorlds(): Promise<Figure[]> {
  const mock = createMock({ clock: 'virtual' })
  await mock.createWorld()
  const before = heapInUse()
  for (let count = 0; count < 1000; count++) mock.worlds.fork(mock.world)
  const forked = heapInUse()
  for (let count = 0; count < 1000; count++) await mock.createWorld()
  const opened = heapInUse()
  return [
    figure('idle-fork', 'kB', forked - before, 20, 10, 'per world, of 1,000 forks of the demo world'),
    figure(
      'idle-world',
      'kB',
      opened - forked,
      20,
      15,
      'per world, of 1,000 opened from the demo document',
      `all ${mock.worlds.list().length} worlds together ${Math.round(opened - before)} MB`,
    ),
    figure(
      '1000-worlds',
      'MB',
      process.memoryUsage().rss / 1e6,
      300,
      250,
      `resident memory of the whole process with ${mock.worlds.list().length} worlds, the bench itself included`,
    ),
  ]
}

/** A call in a forked world beside the same call in the demo world, in turn. */
async function measureCallInFork(): Promise<Figure> {
  const rounds = 300
  const calls = 20
  const mock = createMock({ throttled: false, journalLimits: { count: 100, bytes: 1e7 } })
  const fork = mock.worlds.fork(mock.worlds.fork(mock.worlds.fork(mock.world)))
  const demoKey = { id: 'mock-ak-1', secret: 'mock-sk-1' }
  const forkKey = { id: `mock-ak-1.${fork.id}`, secret: 'mock-sk-1' }
  const run = async (key: typeof demoKey): Promise<number> => {
    const requests = signRequests('V3', calls, 10, key)
    const start = performance.now()
    for (const request of requests) await send(mock, request)
    return ((performance.now() - start) * 1000) / calls
  }
  const demo: number[] = []
  const forked: number[] = []
  // The first rounds let the just-in-time compiler do its work and do not count.
  for (let round = -50; round < rounds; round++) {
    const order =
      round % 2 === 0
        ? ([
            [demo, demoKey],
            [forked, forkKey],
          ] as const)
        : ([
            [forked, forkKey],
            [demo, demoKey],
          ] as const)
    for (const [taken, key] of order) {
      const time = await run(key)
      if (round >= 0) taken.push(time)
    }
  }
  const target: Target = { better: 'lower', reach: 1.05, aim: 1.02 }
  return {
    name: 'call-in-fork',
    unit: 'µs',
    ours: median(forked),
    floor: median(demo),
    ratio: spreadOf(forked.map((time, round) => time / (demo[round] as number))),
    target,
    notes: [`the floor is the same call in the demo world; ${rounds} rounds of ${calls} calls each, in turn`],
  }
}

const queries = [
  '',
  'code:OK',
  '-code:OK',
  'to:8613899999999',
  'to:86138*9',
  'from:1',
  'template:*notice*',
  'task:1',
  'group:8900000000000000',
  'rule:gateway.*',
  'before:2026-01-01',
  'nowhere',
  'status:4* OR fault:*',
  'operation:Send* -status:200',
]

async function measureSearch(): Promise<Figure[]> {
  const mock = createMock({ throttled: false, journalLimits: { count: 200_000, bytes: 1e9 } })
  for (let portion = 0; portion < 100; portion++)
    for (const request of signRequests('V3', 1000, 1)) await send(mock, request)
  if (mock.world.journal.size !== 100_000)
    throw new Error(`expected 100,000 exchanges, the journal has ${mock.world.journal.size}`)
  const search = (query: string): void => {
    const matches = exchangeMatcher(parseQuery(query))
    let found = 0
    for (const { exchange } of mock.world.journal.newest()) if (matches(exchange) && ++found === 100) break
  }
  for (const query of queries) search(query)
  const all = queries.map((query) => ({ query, taken: times(10, () => search(query)) }))
  const slowest = all.map(({ query, taken }) => ({ query, time: p95(taken) })).sort((a, b) => b.time - a.time)
  return [
    figure(
      'search',
      'ms',
      p95(all.flatMap(({ taken }) => taken).sort((a, b) => a - b)),
      100,
      50,
      `p95 of ${queries.length} queries over 100,000 exchanges, a page of 100 each`,
      `slowest: ${slowest
        .slice(0, 3)
        .map(({ query, time }) => `${query} ${time.toFixed(0)} ms`)
        .join(', ')}`,
    ),
  ]
}

async function measureWaits(): Promise<Figure[]> {
  const read = [8_000_000, 9_000_000] as const
  const mock = createMock({
    clock: 'virtual',
    throttled: false,
    plan: {
      sent: [100, 400],
      delivered: [500, 2000],
      read,
      readProbability: 1,
      failProbability: 0,
      failCode: '131026',
    },
  })
  const { now: begin } = await mock.demo.clock()
  const start = performance.now()
  for (let index = 0; index < 300; index++) {
    await send(mock, signDistinctRequest(index, 1))
    await mock.demo.wait(`to:86138${String(index).padStart(8, '0')} status:Read`)
  }
  const total = performance.now() - start
  const days = ((await mock.demo.clock()).now - begin) / 86_400_000
  const impossible: number[] = []
  for (let count = 0; count < 100; count++) {
    const from = performance.now()
    const satisfied = await mock.demo
      .wait(count % 2 === 0 ? 'status:Failed' : 'to:1 status:Read', { count: 5 })
      .then(
        () => true,
        () => false,
      )
    if (satisfied) throw new Error('an impossible wait was satisfied')
    impossible.push(performance.now() - from)
  }
  return [
    figure(
      '300-waits',
      'ms',
      total,
      3000,
      1000,
      `over ${days.toFixed(1)} virtual days, each for a message of its own`,
    ),
    figure(
      'impossible-wait',
      'ms',
      p95(impossible.sort((a, b) => a - b)),
      50,
      20,
      'p95 of 100, in a world with 300 batches',
    ),
  ]
}
