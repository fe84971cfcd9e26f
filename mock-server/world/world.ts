import type { Exchange } from '../../contracts/exchange.ts'
import type { Assumptions } from '../../contracts/evidence/assumptions.ts'
import { addFaults, copyFaults, noFaults, type ActiveFault } from './faults.ts'
import type { FaultRule } from './faults.ts'
import type { Clock, VirtualClock } from '../ports/clock.ts'
import { createRandom, type Random } from '../ports/random.ts'
import { loopbackTransport, type Transport } from '../ports/transport.ts'
import { createOutbox, type Outbox } from './stores/outbox.ts'
import { createQueues, type Queues } from './stores/queues.ts'
import { createAgenda, type Agenda } from './stores/agenda.ts'
import type { Receiver } from './receivers.ts'
import type { Batch } from './batches.ts'
import type { Conversation, InboundMessage } from './conversations.ts'
import { defaultPlan, type DeliveryPlan } from './delivery-plan.ts'
import { forkDirectory, type AccessKey, type Directory } from './directory.ts'
import { createJournal, defaultJournalLimits, type Journal, type JournalLimits } from './stores/journal.ts'
import { createLayeredMap, type LayeredMap } from './stores/layered-map.ts'
import { createNonces, type Nonces } from './stores/nonces.ts'
import type { Press } from './presses.ts'
import { defaultPushPlan, type PushPlan } from './push-plan.ts'
import { dueReviews } from './templates.ts'
import { createThrottleWindows, type ThrottleWindows } from './stores/throttle-windows.ts'

/** Everything one caller can see or change. An access key belongs to exactly one world. */
export interface World extends WorldState {
  readonly id: string
  /** The seed of all chance in this world. */
  readonly seed: number
  readonly assumptions: Assumptions
  readonly options: WorldOptions
  readonly plan: DeliveryPlan
  /** How receipts leave. */
  readonly pushes: PushPlan
  /** Carries receipts to their consumers. */
  readonly transport: Transport
  /** Told about every push of receipts, once its consumer has answered. */
  readonly onPush?: ((exchange: Exchange) => void) | undefined
  /** Points in its past the world can be taken back to, by name. */
  readonly marks: Map<string, WorldState>
  /** Called after every exchange and every move of the clock. */
  readonly watchers: Set<() => void>
  /** Called after every call, when a receipt was entered and when time has gone back: something may be due sooner than was known. */
  readonly alarms: Set<() => void>
}

/** The part of a world that changes, and that a fork copies on write. */
export interface WorldState {
  clock: Clock | VirtualClock
  random: Random
  directory: Directory
  nonces: Nonces
  throttle: ThrottleWindows
  /** Accepted mass sends by GroupMessageId, oldest first. */
  batches: LayeredMap<Batch>
  /** By channel, sender and person: see `conversationKey`. */
  conversations: LayeredMap<Conversation>
  /** Messages of persons by MessageId, oldest first. */
  inbound: LayeredMap<InboundMessage>
  /** Pressed buttons, by MessageId and how many were pressed before. */
  presses: LayeredMap<Press>
  agenda: Agenda
  /** Where receipts go, by number or account: see `numberKey` and `accountKey`. */
  receivers: LayeredMap<Receiver>
  /** Receipts to be pushed, and receipts waiting to be fetched. */
  outbox: Outbox
  queues: Queues
  journal: Journal
  /** What is to go wrong, in the order it was set. */
  faults: readonly ActiveFault[]
}

export interface WorldOptions {
  /** False lifts the documented rates, for load tests. */
  readonly throttled: boolean
  /** Adopts unknown senders and templates on first sight instead of refusing them. */
  readonly lenient: boolean
  readonly journalLimits: JournalLimits
}

export const defaultWorldOptions: WorldOptions = {
  throttled: true,
  lenient: false,
  journalLimits: defaultJournalLimits,
}

export interface WorldSetup {
  readonly id: string
  readonly seed: number
  readonly clock: Clock
  readonly directory: Directory
  readonly assumptions: Assumptions
  readonly options: WorldOptions
  readonly plan?: DeliveryPlan
  readonly pushes?: PushPlan
  readonly faults?: readonly FaultRule[]
  readonly transport?: Transport
  readonly onPush?: ((exchange: Exchange) => void) | undefined
  readonly receivers?: LayeredMap<Receiver>
}

/** Creates a world in which nothing has happened yet. A point in time named `start` is marked, for `reset`. */
export function createWorld({
  clock,
  directory,
  plan = defaultPlan,
  pushes = defaultPushPlan,
  faults = [],
  transport = loopbackTransport(),
  receivers = createLayeredMap(),
  ...settings
}: WorldSetup): World {
  const world: World = {
    ...settings,
    plan,
    pushes,
    transport,
    marks: new Map(),
    watchers: new Set(),
    alarms: new Set(),
    clock,
    directory,
    random: createRandom(settings.seed),
    nonces: createNonces(Number(settings.assumptions.nonceRetention) * 60_000),
    throttle: createThrottleWindows(),
    batches: createLayeredMap(),
    conversations: createLayeredMap(),
    inbound: createLayeredMap(),
    presses: createLayeredMap(),
    agenda: createAgenda(),
    receivers,
    outbox: createOutbox(settings.seed),
    queues: createQueues(settings.seed),
    journal: createJournal(settings.options.journalLimits),
    faults: noFaults,
  }
  if (faults.length > 0) addFaults(world, faults)
  for (const event of dueReviews(directory)) world.agenda.add(event)
  world.marks.set(startMark, copyState(world))
  return world
}

/** The mark every world has: the moment it was created. */
export const startMark = 'start'

/** A state with the same content; neither side sees the other's later changes. Costs the same however much has happened. */
export function copyState({
  clock,
  random,
  directory,
  nonces,
  throttle,
  batches,
  conversations,
  inbound,
  presses,
  agenda,
  receivers,
  outbox,
  queues,
  journal,
  faults,
}: WorldState): WorldState {
  return {
    clock: 'fork' in clock ? clock.fork() : clock,
    random: random.fork(),
    directory: forkDirectory(directory),
    nonces: nonces.fork(),
    throttle: throttle.fork(),
    batches: batches.fork(),
    conversations: conversations.fork(),
    inbound: inbound.fork(),
    presses: presses.fork(),
    agenda: withUnanswered(agenda.fork(), outbox),
    receivers: receivers.fork(),
    outbox: outbox.fork(),
    queues: queues.fork(),
    journal: journal.fork(),
    faults: copyFaults(faults),
  }
}

/** What is on its way has left the agenda; a copy of the state does not hear the answer, and sends it again. */
function withUnanswered(agenda: Agenda, outbox: Outbox): Agenda {
  for (const { id, dueAt, enteredAt } of outbox.onTheirWay())
    agenda.add({ at: dueAt, kind: 'push', id, since: enteredAt })
  return agenda
}

/**
 * A world of its own that starts where another one stands, under its own keys. Marks are not taken along.
 * What the origin has pending is pushed by the origin alone, unless asked for.
 */
export function forkWorld(
  world: World,
  id: string,
  { pending = false }: { readonly pending?: boolean } = {},
): World {
  const copy = copyState(world)
  const state = pending ? copy : { ...copy, outbox: copy.outbox.emptied() }
  const fork: World = {
    ...world,
    ...state,
    id,
    directory: { ...state.directory, keys: ownKeys(world.directory, id) },
    marks: new Map(),
    watchers: new Set(),
    alarms: new Set(),
  }
  fork.marks.set(startMark, copyState(fork))
  return fork
}

/** The directory for a world of its own: shared until written to, under its own keys. */
export const ownDirectory = (directory: Directory, id: string): Directory => ({
  ...forkDirectory(directory),
  keys: ownKeys(directory, id),
})

function ownKeys({ keys }: Directory, worldId: string): Map<string, AccessKey> {
  const own = new Map<string, AccessKey>()
  for (const key of keys.values()) {
    const named = keyOf(key.id, worldId)
    // Two keys that differ only in the name of a world must not become one.
    const id = own.has(named) ? `${key.id}.${worldId}` : named
    own.set(id, { ...key, id })
  }
  return own
}

/** The key of a forked world that stands for a key of its origin: `mock-ak-1` becomes `mock-ak-1.w7`. */
const keyOf = (key: string, worldId: string): string => `${key.replace(/\.w\d+$/, '')}.${worldId}`
