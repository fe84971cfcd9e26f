/**
 * Sends to many recipients in virtual time: from memory against the emulator, from a CSV file as the command does, and with the memory watched.
 *
 *     npx tsx bench/sdk-mass-send.ts
 */
import { createReadStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createMapping, type MappedRow } from '../cli/send/mapping.ts'
import { csvRecords } from '../cli/send/records.ts'
import { createMock } from '../mock-server/entry/create-mock.ts'
import { createVirtualClock } from '../mock-server/ports/clock.ts'
import { createClient, type Fetch, type Recipient } from '../sdk/index.ts'
import type { Figure } from './figure.ts'
import { toTable } from './report.ts'

const message = {
  ChannelType: 'whatsapp',
  TemplateCode: '1119000000000000001',
  Language: 'en',
  From: '8613900000001',
  CustSpaceId: 'cams-demo0001',
}

export async function measureMassSend(): Promise<Figure[]> {
  const inMemory = await send(people(250_000))
  const folder = await mkdtemp(join(tmpdir(), 'chatapp-mock-send-'))
  try {
    const file = join(folder, 'people.csv')
    await writeFile(
      file,
      [
        'To,name,order',
        ...[...people(100_000)].map(
          ({ To, TemplateParams }) => `${To},${TemplateParams?.['name']},${TemplateParams?.['order']}`,
        ),
      ].join('\n'),
    )
    const fromFile = await send(readFile(file))
    const flat = await send(
      people(250_000),
      async () => new Response('{"Code":"OK","RequestId":"R-1","GroupMessageId":"8900000000000001"}'),
    )
    return [
      figureOf('mass-send-250000', inMemory, 25, 250),
      figureOf('mass-send-csv-100000', fromFile, 10, 100),
      memoryFigure(flat),
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

interface Outcome {
  readonly seconds: number
  readonly calls: number
  readonly accepted: number
  readonly throttled: number
  /** Megabytes in use after each tenth of the batches. */
  readonly heap: readonly number[]
  readonly elapsed: number
}

/** Sends to everybody; time passes only when the client waits for it and no call is under way. */
async function send(
  recipients: Iterable<Recipient> | AsyncIterable<Recipient>,
  instead?: Fetch,
): Promise<Outcome> {
  const clock = createVirtualClock()
  const mock = createMock({ clock, journalLimits: { count: 100, bytes: 1024 * 1024 } })
  const timers = new Set<{ readonly at: number; readonly run: () => void }>()
  let underWay = 0
  const answer: Fetch =
    instead ??
    (async (url, init) => {
      const { host, pathname, search } = new URL(url)
      const body = new Uint8Array(await new Response(init.body ?? null).arrayBuffer())
      const reply = await mock.handle({
        method: 'POST',
        url: `${pathname}${search}`,
        headers: { host, ...(init.headers as Record<string, string>) },
        body,
        secure: false,
      })
      return new Response(reply.body, { status: reply.status, headers: reply.headers })
    })
  const client = createClient({
    endpoint: 'http://127.0.0.1:4010',
    credentials: { accessKeyId: 'mock-ak-1', accessKeySecret: 'mock-sk-1' },
    fetch: async (url, init) => {
      underWay++
      return answer(url, init).finally(() => underWay--)
    },
    clock: {
      now: () => clock.now(),
      after(milliseconds, run) {
        const timer = { at: clock.now() + milliseconds, run }
        timers.add(timer)
        return () => timers.delete(timer)
      },
    },
  })
  const start = clock.now()
  const startedAt = performance.now()
  const heap: number[] = []
  let [accepted, calls, throttled] = [0, 0, 0]
  const state = { done: false }
  const whole = (async () => {
    for await (const result of client.massSend(recipients, {
      message,
      onProgress: ({ throttledCalls }) => (throttled = throttledCalls),
    })) {
      if (result.status === 'accepted') accepted += result.recipients.length
      if (++calls % 25 === 0) heap.push(heapInUse())
    }
    state.done = true
  })()
  while (!state.done) {
    await setImmediate()
    const [next] = underWay === 0 ? [...timers].sort((a, b) => a.at - b.at) : []
    if (next === undefined || state.done) continue
    timers.delete(next)
    clock.moveTo(Math.max(clock.now(), next.at))
    next.run()
  }
  await whole
  return {
    seconds: (clock.now() - start) / 1000,
    calls,
    accepted,
    throttled,
    heap,
    elapsed: (performance.now() - startedAt) / 1000,
  }
}

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

function heapInUse(): number {
  collect()
  return process.memoryUsage().heapUsed / 1024 / 1024
}

function* people(count: number): Generator<Recipient> {
  for (let index = 0; index < count; index++)
    yield {
      To: String(8_613_800_000_000 + index),
      TemplateParams: { name: `Person ${index}`, order: `A-${index}` },
    }
}

async function* readFile(file: string): AsyncGenerator<Recipient> {
  const map: (record: Parameters<ReturnType<typeof createMapping>>[0]) => MappedRow = createMapping(
    {
      to: undefined,
      params: { name: 'name', order: 'order' },
      phoneNumbers: true,
      variables: ['name', 'order'],
    },
    file,
  )
  for await (const record of csvRecords(createReadStream(file), file)) {
    const row = map(record)
    if ('recipient' in row) yield row.recipient
  }
}

function figureOf(
  name: string,
  { seconds, calls, accepted, throttled, elapsed }: Outcome,
  expected: number,
  expectedCalls: number,
): Figure {
  const notes = [
    `${accepted} recipients in ${calls} calls (expected ${expectedCalls}), ${throttled} of them throttled; ${elapsed.toFixed(1)} s of real time`,
  ]
  return {
    name,
    unit: 'virtual seconds',
    ours: seconds,
    floor: undefined,
    ratio: undefined,
    target: { better: 'lower', reach: expected + 1, aim: expected },
    notes,
  }
}

function memoryFigure({ heap }: Outcome): Figure {
  const growth = (heap.at(-1) ?? 0) - (heap[0] ?? 0)
  return {
    name: 'mass-send-memory',
    unit: 'MB',
    ours: Math.max(0, growth),
    floor: undefined,
    ratio: undefined,
    target: { better: 'lower', reach: 5, aim: 1 },
    notes: [
      `growth of the heap from the first 25 batches to the last of 250, after collection: ${heap.map((value) => value.toFixed(1)).join(' ')}`,
    ],
  }
}

if (process.argv[1] === import.meta.filename) console.log(toTable(await measureMassSend()))
