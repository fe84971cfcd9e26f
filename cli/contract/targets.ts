import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { UsageError } from '../../contracts/usage-error.ts'
import { fetchOf } from '../../mock-server/adapters/fetch.ts'
import { createMock, type Mock } from '../../mock-server/entry/create-mock.ts'
import { connect, ControlError } from '../../mock-server/entry/connect.ts'
import { Problem } from '../../mock-server/control/problem.ts'
import type { FaultRuleInput } from '../../mock-server/faults/rule.ts'
import { startMockServer } from '../../mock-server/entry/start-mock-server.ts'
import { WaitError } from '../../mock-server/entry/wait-error.ts'
import type { WorldHandle, WorldOptions } from '../../mock-server/entry/world-handle.ts'
import { guardEmulator } from '../../scenarios/guard.ts'
import type { Given } from '../../scenarios/scenario.ts'
import { keyAmong, type Stage, type Target } from '../../scenarios/target.ts'
import type { Fetch } from '../../contracts/http.ts'

/** Names of the targets that need nothing but this program. */
export const localTargets = ['mock', 'msw', 'in-process'] as const
export type LocalTarget = (typeof localTargets)[number]

/** Where receipts of emulators in this process go: nobody listens there, the transport answers itself. */
const acknowledgedUrl = 'http://127.0.0.1:9/receipts'

/** Opens one of the emulators this program brings along. Throws `UsageError` when msw is asked for and not installed. */
export async function openLocalTarget(name: LocalTarget): Promise<Target> {
  const transport = {
    post: async () => ({ outcome: 'answered', status: 200, body: '{"code":0}', cut: false }) as const,
    close: async () => {},
  }
  if (name === 'mock') {
    const server = await startMockServer({ transport })
    return target(
      name,
      server.url,
      (url, init) => globalThis.fetch(url, init),
      server,
      async () => void (await server.close()),
    )
  }
  const mock = createMock({ transport })
  const endpoint = 'http://cams.ap-southeast-1.aliyuncs.com'
  return name === 'msw'
    ? overMsw(mock, endpoint)
    : target(name, endpoint, fetchOf(mock), mock, async () => void (await mock.stopReceipts()))
}

/** An emulator that runs elsewhere; undefined when what answers there has no control API, as the service itself. */
export async function openEmulatorAt(url: string): Promise<Target | undefined> {
  const connection = await connect(url).catch(() => undefined)
  if (connection === undefined) return undefined
  const consumer = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"code":0}'),
  )
  await new Promise<void>((resolve) => consumer.listen(0, '127.0.0.1', resolve))
  const receiver = `http://127.0.0.1:${(consumer.address() as AddressInfo).port}/receipts`
  const close = async (): Promise<void> => {
    consumer.closeAllConnections()
    await new Promise<void>((resolve) => consumer.close(() => resolve()))
  }
  return target(
    url,
    connection.url,
    (address, init) => globalThis.fetch(address, init),
    connection,
    close,
    receiver,
  )
}

type Maker = { createWorld(options?: WorldOptions): Promise<WorldHandle> }

function target(
  name: string,
  endpoint: string,
  fetch: Fetch,
  { createWorld }: Maker,
  close: () => Promise<void>,
  receiver = acknowledgedUrl,
): Target {
  let opened = 0
  return {
    name,
    hasWorlds: true,
    async open(given) {
      const world = await createWorld(worldOptions(given)).catch(explain)
      if (given.receipts) await world.receive({ status: receiver, inbound: receiver, audit: receiver })
      return stageIn(world, { endpoint, fetch, run: `run-${++opened}` })
    },
    close,
  }
}

/** What a scenario is given, as the options of a world. */
export function worldOptions({
  accounts,
  assumptions,
  reviews,
  plan,
  pushes,
  disorder,
  lenient,
  throttled,
  seed,
  faults,
}: Given): WorldOptions {
  const document = {
    ...(accounts && { accounts }),
    ...(assumptions && { assumptions }),
    ...(reviews && { reviews }),
  }
  const settings = { plan, pushes, disorder, lenient, throttled, seed, faults }
  const chosen = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined))
  return {
    clock: 'virtual',
    ...chosen,
    ...(Object.keys(document).length > 0 && { document }),
  } as WorldOptions
}

const stageIn = (
  world: WorldHandle,
  { endpoint, fetch, run }: { endpoint: string; fetch: Fetch; run: string },
): Stage => ({
  endpoint,
  fetch: guardEmulator(fetch),
  run,
  world: {
    id: world.id,
    seed: world.seed,
    advance: (duration) => world.advance(duration).catch(explain),
    // A story judges by itself what it means that nothing came.
    wait: (query, options) =>
      world
        .wait(query, options)
        .catch((error: unknown) => (error instanceof WaitError ? error.result : explain(error))),
    messages: (query) => world.messages(query).catch(explain),
    disturb: (fault) =>
      (fault === undefined
        ? world.faults.clear()
        : world.faults.add(fault as unknown as FaultRuleInput)
      ).catch(explain),
    inbound: (message) => world.inbound(message).catch(explain),
    journal: () => world.journal().catch(explain),
    receipts: (query) => world.receipts(query).catch(explain),
  },
  now: async (ofNobody = false) => (ofNobody ? Date.now() : (await world.clock()).now),
  pass: async (milliseconds) => void (await world.advance(milliseconds)),
  keyOf: (role) => keyAmong(world.keys, role),
  close: () => world.remove(),
})

/** What the control API says is meant for whoever wrote the story. */
function explain(error: unknown): never {
  throw error instanceof Problem || error instanceof ControlError ? new UsageError(error.message) : error
}

async function overMsw(mock: Mock, endpoint: string): Promise<Target> {
  const [{ setupServer }, { mswHandlers }] = await Promise.all([
    import('msw/node'),
    import('../../mock-server/adapters/msw.ts'),
  ]).catch(() => {
    throw new UsageError('The target msw needs the package msw: npm install --save-dev msw')
  })
  const interceptor = setupServer(...mswHandlers(mock))
  interceptor.listen({ onUnhandledRequest: 'error' })
  return target(
    'msw',
    endpoint,
    (url, init) => globalThis.fetch(url, init),
    mock,
    async () => {
      interceptor.close()
      await mock.stopReceipts()
    },
  )
}
