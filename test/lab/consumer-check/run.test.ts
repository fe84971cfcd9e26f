import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { callbacks } from '../../../contracts/callbacks/index.ts'
import { checkConsumer, consumerChecks, type Checked } from '../../../lab/consumer-check/run.ts'
import { readOverHttp } from '../../../lab/consumer/read-state.ts'
import { globalFetch, systemClock, type Clock } from '../../../sdk/ports.ts'
import { expressReceipts, fetchReceipts } from '../../../sdk/receipts/handlers.ts'
import { startMockServer } from '../../watched-emulators.ts'
import { localConsumer, type Handle, type LocalAnswer } from '../local-consumer.ts'

const fails: LocalAnswer = { status: 500, text: '{"code":500}' }

/** Checks a consumer; with `read` its state is asked for under /state. */
async function failuresOf(
  handle: Handle,
  { read = false, clock = systemClock as Clock } = {},
): Promise<string[]> {
  const url = await localConsumer(handle)
  const outside = { fetch: globalFetch, clock }
  const address = `${url}/state/{MessageId}`
  const checked = await checkConsumer({
    ...outside,
    url: `${url}/receipts`,
    seed: 7,
    ...(read ? { read: readOverHttp({ address }, outside) } : {}),
  })
  return failed(checked)
}

const failed = (checked: readonly Checked[]): string[] =>
  checked.filter(({ finding }) => finding.outcome === 'failed').map(({ check }) => check.id)

/** A consumer that keeps the last state, as far as `keep` lets it, and tells it. */
function keeping(
  keep: (items: readonly Record<string, string>[], states: Map<string, string>) => void,
): Handle {
  const states = new Map<string, string>()
  return ({ method, path, items }) => {
    const state = states.get(path.replace('/state/', ''))
    if (method === 'GET' && path.startsWith('/state/'))
      return state === undefined ? { status: 404 } : { text: state, type: 'text/plain' }
    keep(items, states)
    return {}
  }
}

const rank = ['Sent', 'Delivered', 'Read']
const forwards = (items: readonly Record<string, string>[], states: Map<string, string>): void => {
  for (const { MessageId = '', Status = '' } of items)
    if (rank.indexOf(Status) > rank.indexOf(states.get(MessageId) ?? '')) states.set(MessageId, Status)
}

/** Consumers with one slip each, and the one check that must notice. */
const planted: readonly [string, string, () => Handle, { readonly read?: boolean }?][] = [
  ['answers text', 'answer.json', () => () => ({ type: 'text/plain', text: 'ok' })],
  [
    'answers 204',
    'answer.status-200',
    () =>
      ({ method }) =>
        method === 'POST' ? { status: 204, text: '' } : {},
  ],
  ['answers the code as a text', 'answer.numeric-code', () => () => ({ text: '{"code":"0"}' })],
  [
    'keeps only the first item',
    'batch.of-2',
    () => keeping((items, states) => forwards(items.slice(0, 1), states)),
    { read: true },
  ],
  [
    'lets the last write win',
    'order.sent-after-read',
    () =>
      keeping((items, states) =>
        items.forEach(({ MessageId = '', Status = '' }) => states.set(MessageId, Status)),
      ),
    { read: true },
  ],
  [
    'knows the statuses of today',
    'tolerance.unknown-status',
    () =>
      ({ items }) =>
        items.some(({ Status }) => Status === 'Played') ? fails : {},
  ],
  [
    'validates strictly',
    'tolerance.unknown-field',
    () =>
      ({ items }) =>
        items.some((item) => 'FutureField' in item) ? { status: 400 } : {},
  ],
  [
    'needs a TaskId of every status',
    'tolerance.optional-fields-absent',
    () =>
      ({ items }) =>
        items.some((item) => 'Status' in item && 'MessageId' in item && !('TaskId' in item)) ? fails : {},
  ],
  [
    'stores three bytes a character',
    'tolerance.unicode',
    () =>
      ({ body }) =>
        /[\u{10000}-\u{10ffff}]/u.test(body) ? fails : {},
  ],
  [
    'inserts with a unique key',
    'repeat.push',
    () => {
      const seen = new Set<string>()
      return ({ items }) => {
        const keys = new Set(
          items
            .filter((item) => 'Status' in item && 'MessageId' in item)
            .map(({ MessageId, Status }) => `${MessageId}${Status}`),
        )
        const known = [...keys].some((key) => seen.has(key))
        for (const key of keys) seen.add(key)
        return known ? fails : {}
      }
    },
  ],
  [
    'reads 100 kB',
    'tolerance.large-body',
    () =>
      ({ body }) =>
        body.length > 100_000 ? { status: 413 } : {},
  ],
  [
    'reads JSON under its own name only',
    'tolerance.content-type',
    () =>
      ({ method, headers }) =>
        method === 'POST' && headers['content-type'] !== 'application/json' ? fails : {},
  ],
  [
    'fails at a GET',
    'tolerance.probe',
    () =>
      ({ method }) =>
        method === 'POST' ? {} : fails,
  ],
  [
    'has ten workers',
    'load.100-at-once',
    () => {
      let busy = 0
      return async () => {
        if (++busy > 10) return (busy--, { status: 503 })
        for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate)
        busy--
        return {}
      }
    },
  ],
  [
    'reads Timestamp by its exact name',
    'inbound.key-with-blank',
    () =>
      ({ items }) =>
        items.some((item) => 'Message' in item && !('Timestamp' in item)) ? fails : {},
  ],
  [
    'reads the type of every event',
    'audit.version-1',
    () =>
      ({ items }) =>
        items.some((item) => !('MessageId' in item) && !('Type' in item)) ? fails : {},
  ],
]

describe('a consumer with one slip', () => {
  it.each(planted)('%s: fails %s and nothing else', async (_title, check, make, options) => {
    expect(await failuresOf(make(), options)).toEqual([check])
  })

  it('answers too late: fails answer.in-time, and is not asked further', async () => {
    // The time of the answer is over as soon as the consumer has the push.
    let pushes = 0
    let over = (): void => {}
    const clock: Clock = { ...systemClock, after: (_milliseconds, run) => ((over = run), () => {}) }
    const failures = await failuresOf(() => (pushes++, over(), undefined), { clock })
    expect({ failures, pushes }).toEqual({ failures: ['answer.in-time'], pushes: 1 })
  })
})

describe('a right consumer', () => {
  it('fails nothing when its state is asked for', async () => {
    expect(await failuresOf(keeping(forwards), { read: true })).toEqual([])
  })

  it.each([
    [
      'express',
      () => {
        const receive = expressReceipts({ onReceipt: () => {} })
        return createServer((request, response) => void receive(request, response))
      },
    ],
    [
      'fetch',
      () => {
        const receive = fetchReceipts({ onReceipt: () => {} })
        return createServer(async (message, response) => {
          const chunks: Uint8Array[] = []
          for await (const chunk of message as AsyncIterable<Uint8Array>) chunks.push(chunk)
          const body = message.method === 'POST' ? { body: Buffer.concat(chunks) } : {}
          const answer = await receive(
            new Request('http://127.0.0.1/', { method: message.method ?? '', ...body }),
          )
          response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text())
        })
      },
    ],
  ])('is what the %s handler of the SDK makes', async (_name, make) => {
    const server = make().listen(0, '127.0.0.1')
    onTestFinished(() => {
      server.close()
      server.closeAllConnections()
    })
    await once(server, 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    const checked = await checkConsumer({ fetch: globalFetch, clock: systemClock, url, seed: 1 })
    expect(failed(checked)).toEqual([])
    expect(checked.filter(({ finding }) => finding.outcome === 'passed').length).toBeGreaterThanOrEqual(45)
  })
})

describe('what is pushed', () => {
  it('has the documented shape where a check says so', async () => {
    const pushed: Record<string, string>[] = []
    const url = await localConsumer(({ items }) => (pushed.push(...items), {}))
    await checkConsumer({
      fetch: globalFetch,
      clock: systemClock,
      url,
      seed: 1,
      only: ['status.*', 'inbound.location', 'inbound.text', 'audit.*', 'batch.*'],
    })
    const wrong = pushed.filter((item) => {
      const { item: schema } =
        'Status' in item && 'MessageId' in item
          ? callbacks.ChatAppStatus
          : 'Message' in item
            ? callbacks.ChatAppInbound
            : callbacks.ChatAppAudit
      return !schema.safeParse(item).success
    })
    expect(pushed.length).toBeGreaterThan(110)
    expect(wrong).toEqual([])
  })

  it('has other MessageIds with another seed, and the same with the same', async () => {
    const idsOf = async (seed: number): Promise<string[]> => {
      const ids: string[] = []
      const url = await localConsumer(
        ({ items }) => (ids.push(...items.map(({ MessageId = '' }) => MessageId)), {}),
      )
      await checkConsumer({ fetch: globalFetch, clock: systemClock, url, seed, only: ['status.*'] })
      return ids
    }
    const [first, again, other] = [await idsOf(1), await idsOf(1), await idsOf(2)]
    expect(again).toEqual(first)
    expect(other.filter((id) => first.includes(id))).toEqual([])
  })
})

describe('what cannot be checked', () => {
  const outside = { fetch: globalFetch, clock: systemClock, seed: 1 }

  it('is an address without a consumer', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    await new Promise((resolve) => server.close(resolve))
    await expect(checkConsumer({ ...outside, url })).rejects.toThrow(
      /Nothing answers at .*Start the consumer first/,
    )
  })

  it('is the emulator itself', async () => {
    const server = await startMockServer({ explainInHeaders: false })
    onTestFinished(() => server.close().then(() => {}))
    await expect(checkConsumer({ ...outside, url: server.url })).rejects.toThrow(
      'emulator of the service itself',
    )
  })

  it('is a check there is not', async () => {
    await expect(
      checkConsumer({ ...outside, url: 'http://127.0.0.1:9/', only: ['status.snet'] }),
    ).rejects.toThrow('There is no check "status.snet". Did you mean status.sent')
  })
})

it('gives every check a name of its own and evidence', () => {
  const ids = consumerChecks.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(consumerChecks.filter(({ evidence }) => evidence.source === '')).toEqual([])
})
