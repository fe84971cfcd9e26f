import type { History } from '../emulator/history.ts'
import { withHistory } from '../capsule/with-history.ts'
import { describeWorld } from '../control/describe-world.ts'
import type { ControlPorts } from '../control/route.ts'
import { ControlError } from './control-error.ts'
import { createEmulator, type Emulator } from '../emulator/emulator.ts'
import type { MockOptions } from './mock-options.ts'
import { createVirtualClock, systemClock, virtualStart } from '../ports/clock.ts'
import { backgroundTimer, systemTimer } from '../ports/timer.ts'
import { createHttpTransport } from '../ports/transport.ts'
import { createDrive } from '../schedule/drive.ts'
import { undeliveredOf, type Undelivered } from '../receipts/undelivered.ts'
import {
  createWorldHandle,
  worldHandle,
  type ControlCall,
  type WorldHandle,
  type WorldOptions,
} from './world-handle.ts'
import { openWorld } from '../world-file/open-world.ts'
import type { World } from '../world/world.ts'
import type { WorldDocument } from '../world-file/world-document.ts'
import { createWorlds } from '../world/worlds.ts'

/** An emulator in this process, without a port. */
export interface Mock extends Emulator {
  /** The demo world's own state, for a close look. */
  readonly world: World
  /** The demo world as tests hold it. */
  readonly demo: WorldHandle
  createWorld(options?: WorldOptions): Promise<WorldHandle>
  /** Pushes nothing more; resolves when the pushes under way are answered, to what stays undelivered. */
  stopReceipts(): Promise<Undelivered>
}

/** What a mock is opened with beside its document. */
export type OpenOptions = Omit<MockOptions, 'world' | 'faults' | 'capsules'>

/**
 * Opens an emulator around the world of a document.
 * @param history where what is done is kept, if it is
 */
export function openMock(
  document: WorldDocument,
  {
    seed = 1,
    clock = 'system',
    onExchange,
    onDefect,
    explainInHeaders = true,
    timer,
    callbackHosts = [],
    transport: given,
    driven = true,
    ...settings
  }: OpenOptions,
  history?: History,
): Mock {
  const carrier = given ?? createHttpTransport({ hosts: callbackHosts, ...(timer && { timer }) })
  const transport = history?.transport(carrier) ?? carrier
  const drive = driven ? createDrive(timer ?? backgroundTimer, onDefect ?? (() => {})) : undefined
  const world = openWorld({
    id: 'demo',
    document,
    seed,
    clock:
      clock === 'system'
        ? systemClock
        : clock === 'virtual'
          ? createVirtualClock(virtualStart, history?.machine)
          : clock,
    transport,
    onPush: onExchange,
    ...settings,
  })
  const worlds = createWorlds(world, drive)
  const plain = createEmulator({
    worlds,
    explainInHeaders,
    ...(timer && { timer }),
    ...(onExchange && { onExchange }),
    ...(onDefect && { onDefect }),
  })
  const emulator = history === undefined ? plain : withHistory(plain, history)
  const call = controlInProcess({ emulator, timer: timer ?? systemTimer })
  return {
    ...emulator,
    world,
    demo: worldHandle(describeWorld(world), call),
    createWorld: (options = {}) => createWorldHandle(options, call),
    async stopReceipts() {
      drive?.stop()
      await transport.close()
      return undeliveredOf(worlds.list())
    },
  }
}

/** Operations of the control API without HTTP; refusals are thrown as over HTTP. Its code is read on first use. */
function controlInProcess(ports: ControlPorts): ControlCall {
  return async (id, input) => {
    const [{ perform }, { Problem }, { routeOf }] = await Promise.all([
      import('../control/perform.ts'),
      import('../control/problem.ts'),
      import('../control/routes/index.ts'),
    ])
    return perform(routeOf(id), input, ports).catch((error: unknown) => {
      throw error instanceof Problem ? new ControlError(error.message, error.status) : error
    })
  }
}
