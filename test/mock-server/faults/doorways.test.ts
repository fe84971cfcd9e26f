import { getEventListeners } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { setupServer } from 'msw/node'
import { afterEach, describe, expect, it } from 'vitest'
import { expressHandler } from '../../../mock-server/adapters/express.ts'
import { fetchOf } from '../../../mock-server/adapters/fetch.ts'
import { mswHandlers } from '../../../mock-server/adapters/msw.ts'
import { createMock, startMockServer } from '../../watched-emulators.ts'
import type { Mock } from '../../../mock-server/entry/create-mock.ts'
import type { FaultRuleInput } from '../../../mock-server/faults/rule.ts'
import { massSend, signed } from '../../signed-requests.ts'

type Ask = (address: string, init: RequestInit) => Promise<Response>

/** A doorway that stands open: where to ask, and how. */
interface Doorway {
  readonly mock: Mock
  readonly endpoint: string
  readonly ask: Ask
}

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const overFetch: Ask = (address, init) => fetch(address, init)
const noConnection = /^TypeError: (fetch failed|Failed to fetch)$/
const published = 'http://cams.ap-southeast-1.aliyuncs.com'

const doorways: Readonly<Record<string, () => Promise<Doorway>>> = {
  HTTP: async () => {
    const mock = await startMockServer({ clock: 'virtual' })
    closing.push(() => mock.close())
    return { mock, endpoint: mock.url, ask: overFetch }
  },
  Express: async () => {
    const mock = createMock({ clock: 'virtual' })
    const server: Server = createServer({ maxHeaderSize: 1024 * 1024 }, express().use(expressHandler(mock)))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    closing.push(() => (server.closeAllConnections(), server.close()))
    return { mock, endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, ask: overFetch }
  },
  msw: async () => {
    const mock = createMock({ clock: 'virtual' })
    const msw = setupServer(...mswHandlers(mock))
    msw.listen({ onUnhandledRequest: 'error' })
    closing.push(() => msw.close())
    return { mock, endpoint: published, ask: overFetch }
  },
  'in process': async () => {
    const mock = createMock({ clock: 'virtual' })
    return { mock, endpoint: published, ask: fetchOf(mock) }
  },
}

/** What fetch makes of one send. */
async function see(
  { mock, endpoint, ask }: Doorway,
  fault: FaultRuleInput | undefined,
  signal?: AbortSignal,
): Promise<string> {
  if (fault !== undefined) await mock.demo.faults.add(fault)
  const { method, url, headers, body } = signed(massSend(), {
    at: mock.world.clock.now(),
    host: new URL(endpoint).host,
  })
  try {
    const response = await ask(`${endpoint}${url}`, {
      method,
      headers,
      body: Buffer.from(body),
      ...(signal && { signal }),
    })
    const text = await response.text().catch((error: Error) => `broken off (${error.message})`)
    const code = /"Code":"([^"]*)"/.exec(text)?.[1]
    return `${response.status} ${code ?? text}`
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`
  }
}

/** Resolves when a call was made and has met its fault. */
async function struck({ world }: Mock): Promise<void> {
  while (world.journal.size === 0) await new Promise((resolve) => setImmediate(resolve))
}

describe.each(Object.keys(doorways))('through %s', (name) => {
  const open = doorways[name] as () => Promise<Doorway>

  it.each<[string, FaultRuleInput, RegExp, number]>([
    [
      'an error of the table',
      { fault: 'error', with: { code: 'System.LimitControl' } },
      /^400 System.LimitControl$/,
      0,
    ],
    [
      'an error after the commit',
      { fault: 'error', with: { code: 'ServiceUnavailable' }, at: 'after-commit' },
      /^503 ServiceUnavailable$/,
      1,
    ],
    ['a delay, which moves a virtual clock', { fault: 'latency', with: { fixed: '90s' } }, /^200 OK$/, 1],
    ['a reset before the request is read', { fault: 'reset', at: 'before-read' }, noConnection, 0],
    ['a reset before the commit', { fault: 'reset', at: 'before-commit' }, noConnection, 0],
    ['a reset after the commit', { fault: 'reset' }, noConnection, 1],
    [
      'a reset within the answer',
      { fault: 'reset', with: { after: 10 }, at: 'mid-answer' },
      /^200 broken off \(terminated\)$/,
      1,
    ],
    [
      'a body that breaks off',
      { fault: 'truncated-body', with: { bytes: 20 } },
      /^200 broken off \(terminated\)$/,
      1,
    ],
    ['an answer in pieces', { fault: 'slow-answer', with: { bytes: 7, every: '1m' } }, /^200 OK$/, 1],
    ['an answer at little bandwidth', { fault: 'bandwidth', with: { bytesPerSecond: 3 } }, /^200 OK$/, 1],
    ['a half-closed connection', { fault: 'half-close' }, noConnection, 1],
    [
      'a half-closed connection within the answer',
      { fault: 'half-close', with: { after: 5 }, at: 'mid-answer' },
      /^200 broken off \(terminated\)$/,
      1,
    ],
    ['a connection closed without an answer', { fault: 'empty-answer', at: 'before-read' }, noConnection, 0],
    ['an empty body', { fault: 'empty-body' }, /^200 $/, 1],
    ['garbage', { fault: 'garbage-bytes', with: { bytes: 9 } }, /^200 .{3,}$/s, 1],
    ['JSON that stops', { fault: 'malformed-json' }, /^200 (?!.*OK.*Message.*Group.*}$)/, 1],
    [
      'JSON with a comma too many',
      { fault: 'malformed-json', with: { shape: 'trailing-comma' } },
      /^200 OK$/,
      1,
    ],
    ['another Content-Type', { fault: 'wrong-content-type' }, /^200 OK$/, 1],
    [
      'a Content-Length that is too large',
      { fault: 'wrong-content-length', with: { by: 5 } },
      /^200 broken off \(terminated\)$/,
      1,
    ],
    ['a Content-Length that is too small', { fault: 'wrong-content-length', with: { by: -5 } }, /^200 /, 1],
    [
      'a damaged gzip',
      { fault: 'damaged-gzip' },
      /^200 broken off \((terminated|incorrect data check|)\)$/,
      1,
    ],
    [
      'the page of a proxy',
      { fault: 'proxy-page', with: { status: 504 } },
      /^504 <html>.*504 Gateway Time-out/s,
      1,
    ],
    [
      'a bare status',
      { fault: 'bare-error', with: { status: 503, body: 'no upstream' }, at: 'before-commit' },
      /^503 no upstream$/,
      0,
    ],
    ['500 of the gateway', { fault: 'server-error' }, /^500 InternalError$/, 0],
    [
      '504 of the gateway',
      { fault: 'server-error', with: { status: 504 }, at: 'after-commit' },
      /^504 ServiceUnavailable$/,
      1,
    ],
    [
      'an error under status 200',
      { fault: 'error-with-status-200', with: { code: 'System.LimitControl' } },
      /^200 System.LimitControl$/,
      0,
    ],
    ['OK with the text of an error', { fault: 'ok-with-error-text' }, /^200 OK$/, 1],
    ['throttling', { fault: 'throttling-storm' }, /^400 System.LimitControl$/, 0],
    [
      'a clock that is wrong',
      { fault: 'clock-skew', with: { by: '-20m' } },
      /^400 InvalidTimeStamp.Expired$/,
      0,
    ],
    [
      'a field with another name',
      { fault: 'field-renamed', with: { field: 'Code' } },
      /^200 \{.*"code":"OK"/,
      1,
    ],
  ])('%s', async (_, fault, seen, batches) => {
    const doorway = await open()
    expect(await see(doorway, fault)).toMatch(seen)
    expect([...doorway.mock.world.batches.values()]).toHaveLength(batches)
    const [exchange] = await doorway.mock.demo.journal()
    expect(exchange?.faults).toEqual([fault.fault])
    expect(await doorway.mock.demo.journal(`fault:${fault.fault}`)).toHaveLength(1)
    if (batches === 1 && fault.fault !== 'error' && fault.fault !== 'server-error')
      expect(exchange).toMatchObject({ code: 'OK', rule: 'SendChatappMassMessage.accepted' })
    await doorway.mock.demo.faults.clear()
    expect(await see(doorway, undefined)).toBe('200 OK')
  })

  it('an answer that never comes, until the client gives up', async () => {
    const doorway = await open()
    const controller = new AbortController()
    const seen = see(doorway, { fault: 'no-answer' }, controller.signal)
    await struck(doorway.mock)
    controller.abort()
    expect(await seen).toMatch(/^AbortError/)
    expect((await doorway.mock.demo.journal())[0]).toMatchObject({
      faults: ['no-answer'],
      status: 0,
      code: '',
      rule: 'fault.struck',
    })
  })
})

it.each(['HTTP', 'Express', 'in process'])(
  'a gzip with nothing in it is nothing through %s',
  async (name) => {
    const doorway = await (doorways[name] as () => Promise<Doorway>)()
    await doorway.mock.demo.faults.add({ fault: 'damaged-gzip' })
    expect(await see(doorway, { fault: 'empty-body', at: 'mid-answer' })).toBe('200 ')
  },
)

it('in process nothing is left at a signal that outlives the call', async () => {
  const doorway = await (doorways['in process'] as () => Promise<Doorway>)()
  const { signal } = new AbortController()
  expect(await see(doorway, undefined, signal)).toBe('200 OK')
  expect(await see(doorway, { fault: 'reset' }, signal)).toMatch(noConnection)
  expect(getEventListeners(signal, 'abort')).toEqual([])
})

it('a server that stops lets go of clients it never answers', async () => {
  const server = await startMockServer({ clock: 'virtual' })
  const seen = see({ mock: server, endpoint: server.url, ask: overFetch }, { fault: 'no-answer' })
  await struck(server)
  await server.close()
  expect(await seen).toBe('TypeError: fetch failed')
})

describe('time under a fault', () => {
  it('moves a virtual clock by what the call took, and stands in the journal as it began', async () => {
    const mock = createMock({ clock: 'virtual' })
    const ask = () => see({ mock, endpoint: published, ask: fetchOf(mock) }, undefined)
    await mock.demo.faults.add({ fault: 'latency', with: { fixed: '2s' } })
    const start = mock.world.clock.now()
    expect([await ask(), mock.world.clock.now() - start]).toEqual(['200 OK', 2000])
    expect([await ask(), mock.world.clock.now() - start]).toEqual(['200 OK', 4000])
    expect((await mock.demo.journal()).map(({ at }) => at - start)).toEqual([2000, 0])
    expect((await mock.demo.journal())[0]?.remarks).toEqual(['fault f1: latency at before-read, 2000 ms'])
  })

  it('really passes under the system clock, through the timer', async () => {
    const asked: number[] = []
    const mock = createMock({
      faults: [{ fault: 'latency', with: { fixed: '3s' } }],
      timer: (delay, run) => (asked.push(delay), queueMicrotask(run), () => {}),
    })
    expect(await see({ mock, endpoint: published, ask: fetchOf(mock) }, undefined)).toBe('200 OK')
    expect(asked).toEqual([3000])
  })

  it('ends when the server stops', async () => {
    const waiting: (() => void)[] = []
    const server = await startMockServer({
      faults: [{ fault: 'latency', with: { fixed: '1h' } }],
      timer: (_delay, run) => (waiting.push(run), () => {}),
    })
    const seen = see({ mock: server, endpoint: server.url, ask: overFetch }, undefined)
    while (waiting.length === 0) await new Promise((resolve) => setImmediate(resolve))
    await server.close()
    expect(await seen).toBe('200 OK')
  })
})
