import type { Assumptions } from '../contracts/assumptions.ts'
import type { Exchange } from '../contracts/exchange.ts'
import { checkOptions } from './check-options.ts'
import { createHistory, type History } from './capsule/history.ts'
import { withHistory } from './capsule/with-history.ts'
import { ControlError } from './control-error.ts'
import { describeWorld } from './control/describe-world.ts'
import type { ControlPorts } from './control/route.ts'
import { createEmulator, type Emulator } from './emulator.ts'
import { faultRule, type FaultRuleInput } from './faults/rule.ts'
import { createVirtualClock, systemClock, virtualStart, type Clock } from './ports/clock.ts'
import { backgroundTimer, systemTimer, type Timer } from './ports/timer.ts'
import { createHttpTransport, type Transport } from './ports/transport.ts'
import { createDrive } from './receipts/drive.ts'
import { undeliveredOf, type Undelivered } from './receipts/undelivered.ts'
import { createWorldHandle, worldHandle, type ControlCall, type WorldHandle, type WorldOptions } from './world-handle.ts'
import type { DeliveryPlan } from './world/delivery-plan.ts'
import type { JournalLimits } from './world/journal.ts'
import type { Disorder, PushPlan } from './world/push-plan.ts'
import { openWorld } from './world/open-world.ts'
import { worldDocument, type WorldDocumentInput } from './world/world-document.ts'
import { demoDocument, mergeDocuments } from './world/world-file.ts'
import { createWorlds } from './world/worlds.ts'
import type { World } from './world/world.ts'

export interface MockOptions {
  /** Seed of ids and all other chance; 1 unless given. The same seed and the same calls give the same bytes. */
  readonly seed?: number
  /** `virtual` stands still until moved, and starts at 2026-01-01T00:00:00Z; the machine's time unless given. */
  readonly clock?: 'system' | 'virtual' | Clock
  /** Accounts added to the demo world, or replacing it with `extends: 'nothing'`. */
  readonly world?: WorldDocumentInput
  readonly assumptions?: Partial<Assumptions>
  /** False lifts the documented rates. */
  readonly throttled?: boolean
  /** Adopts unknown senders and templates on first sight. */
  readonly lenient?: boolean
  /** How much the journal of each world keeps. */
  readonly journalLimits?: JournalLimits
  /** How messages fare. */
  readonly plan?: DeliveryPlan
  /** How receipts leave, and the disorder they suffer on purpose. */
  readonly pushes?: PushPlan
  readonly disorder?: Disorder
  /** What is to go wrong in the demo world, beside what `world` says. */
  readonly faults?: readonly FaultRuleInput[]
  /** Host names receipts may be pushed to beside this machine. */
  readonly callbackHosts?: readonly string[]
  /** Carries receipts instead of HTTP. */
  readonly transport?: Transport
  /** False: under the system clock nothing happens by itself, and receipts wait for whoever runs what is due. */
  readonly driven?: boolean
  /** False leaves the headers x-mock-rule and x-mock-evidence out. */
  readonly explainInHeaders?: boolean
  /** Runs what waits for real time: under the system clock, and for the answers to pushes. */
  readonly timer?: Timer
  /** Keeps what is done to worlds with a virtual clock, for `world.capsule()`. */
  readonly capsules?: boolean
  readonly onExchange?: (exchange: Exchange) => void
  readonly onDefect?: (error: unknown) => void
}

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

/**
 * Creates an emulator in this process. Throws `UsageError` for options there are not, and `ZodError` when the world is not one.
 * @param given where what is done is kept, for whoever repeats a capsule
 */
export function createMock(options: MockOptions = {}, given?: History): Mock {
  checkOptions(options, 'createMock')
  const { seed = 1, clock = 'system', world: added, onExchange, onDefect, explainInHeaders = true, timer, callbackHosts = [], transport: carrier, driven = true, faults = [], capsules = false, ...settings } = options
  const history = capsules ? (given ?? createHistory(setupOf(options), clock === 'virtual' ? virtualStart : undefined)) : undefined
  const post = carrier ?? createHttpTransport({ hosts: callbackHosts, ...(timer && { timer }) })
  const transport = history?.transport(post) ?? post
  const drive = driven ? createDrive(timer ?? backgroundTimer, onDefect ?? (() => {})) : undefined
  const document = added === undefined ? demoDocument() : worldDocument.parse(added)
  const world = openWorld({
    id: 'demo',
    document: document.extends === 'demo' ? mergeDocuments(demoDocument(), document) : document,
    seed,
    clock: clock === 'system' ? systemClock : clock === 'virtual' ? createVirtualClock(virtualStart, history?.machine) : clock,
    transport,
    ...settings,
    ...(faults.length === 0 ? {} : { faults: [...document.faults, ...faults.map((fault) => faultRule.parse(fault))] }),
  })
  const worlds = createWorlds(world, drive)
  const plain = createEmulator({ worlds, explainInHeaders, ...(timer && { timer }), ...(onExchange && { onExchange }), ...(onDefect && { onDefect }) })
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

/** The options that can be written down, for a capsule. */
function setupOf({ seed, clock, world, assumptions, throttled, lenient, journalLimits, plan, pushes, disorder, faults, explainInHeaders }: MockOptions): Readonly<Record<string, unknown>> {
  const setup = { seed, ...(clock === 'virtual' || clock === 'system' ? { clock } : {}), world, assumptions, throttled, lenient, journalLimits, plan, pushes, disorder, faults, explainInHeaders }
  return Object.fromEntries(Object.entries(setup).filter(([, value]) => value !== undefined))
}

/** Operations of the control API without HTTP; refusals are thrown as over HTTP. Its code is read on first use. */
function controlInProcess(ports: ControlPorts): ControlCall {
  return async (id, input) => {
    const [{ perform }, { Problem }, { routeOf }] = await Promise.all([import('./control/perform.ts'), import('./control/problem.ts'), import('./control/routes/index.ts')])
    return perform(routeOf(id), input, ports).catch((error: unknown) => {
      throw error instanceof Problem ? new ControlError(error.message, error.status) : error
    })
  }
}
