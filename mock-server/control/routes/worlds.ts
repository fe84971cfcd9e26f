import { announceDue } from '../../world/announce.ts'
import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import type { Assumptions } from '../../../contracts/evidence/assumptions.ts'
import { UsageError } from '../../../contracts/usage-error.ts'
import { createVirtualClock, systemClock, virtualStart } from '../../ports/clock.ts'
import { createDirectory } from '../../world-file/create-directory.ts'
import { addFaults } from '../../world/faults.ts'
import { faultRule } from '../../faults/rule.ts'
import { openWorld } from '../../world-file/open-world.ts'
import { dueReviews } from '../../world/templates.ts'
import { copyState, ownDirectory, startMark, type World } from '../../world/world.ts'
import { worldDocument, type WorldDocument } from '../../world-file/world-document.ts'
import { demoDocument } from '../../world-file/demo-document.ts'
import { completeDocument, mergeDocuments } from '../../world-file/world-file.ts'
import { deliveryPlan, disorder, pushPlan } from '../../world-file/settings.ts'
import { addReceivers } from '../../world-file/receivers-document.ts'
import { markWorld, rewindWorld } from '../../world/worlds.ts'
import { describeWorld, exportWorld, hashJournal } from '../describe-world.ts'
import { Problem } from '../problem.ts'
import { defineRoute, worldField, worldOf, type ControlPorts } from '../route.ts'
import { demandKnownNames, doorsFollow } from './faults.ts'
import { moment, worldShape } from '../shapes.ts'

const creation = z.strictObject({
  from: z.string().optional().meta({
    description:
      'Id of the world to fork, from which the fork takes everything else. Without it a world is opened from `document`.',
  }),
  document: worldDocument
    .optional()
    .meta({ description: 'A seed: what a world file says. Its keys must not belong to another world.' }),
  seed: z
    .int()
    .min(0)
    .max(4_294_967_295)
    .optional()
    .meta({ description: 'Seed of all chance; 1 unless given.' }),
  clock: z.enum(['system', 'virtual']).optional().meta({ description: 'virtual unless given.' }),
  start: moment
    .optional()
    .meta({ description: 'Where a virtual clock starts; 2026-01-01T00:00:00Z unless given.' }),
  lenient: z
    .boolean()
    .optional()
    .meta({ description: 'Adopts unknown senders and templates; false unless given.' }),
  throttled: z
    .boolean()
    .optional()
    .meta({ description: 'Holds calls to the documented rates; true unless given.' }),
  plan: deliveryPlan.optional(),
  pushes: pushPlan.optional(),
  disorder: disorder.optional(),
  faults: z
    .array(faultRule)
    .optional()
    .meta({ description: 'What is to go wrong, beside what the document says.' }),
  pending: z.boolean().optional().meta({
    description: 'Of a fork: push, too, what the origin has pending. Otherwise the origin alone does.',
  }),
})

/** Worlds: made, looked at, marked, rewound and thrown away. */
export const worldRoutes = [
  defineRoute({
    id: 'listWorlds',
    method: 'get',
    path: '/worlds',
    summary: 'Lists the worlds.',
    input: z.object({}),
    result: z.object({ worlds: z.array(z.object({ id: z.string(), seed: z.int(), exchanges: z.int() })) }),
    handle: (_input, { emulator: { worlds } }) => ({
      worlds: worlds.list().map(({ id, seed, journal }) => ({ id, seed, exchanges: journal.size })),
    }),
  }),
  defineRoute({
    id: 'createWorld',
    method: 'post',
    path: '/worlds',
    summary: 'Makes a world: a fork of another one, or a fresh one from a seed. Returns its own keys.',
    input: creation,
    result: worldShape,
    async handle({ from, pending, ...settings }, ports) {
      await demandKnownNames(settings.faults ?? [])
      if (settings.clock === 'system' && settings.start !== undefined)
        throw new Problem(
          400,
          'Start of a virtual clock',
          "start is where a virtual clock begins; clock: system is the machine's. Leave one of them out.",
        )
      if (from === undefined) return describeWorld(withOwnKeys(() => openFresh(settings, ports)))
      const origin = worldOf(ports, from)
      const surplus = Object.entries(settings).flatMap(([name, value]) => (value === undefined ? [] : [name]))
      if (surplus.length > 0)
        throw new Problem(
          400,
          'A fork is like its origin',
          `${surplus.join(', ')} cannot be chosen for a fork: it takes everything from ${from}. Leave out from for a fresh world.`,
        )
      return describeWorld(
        withOwnKeys(() => ports.emulator.worlds.fork(origin, { pending: pending === true })),
      )
    },
  }),
  defineRoute({
    id: 'getWorld',
    method: 'get',
    path: '/worlds/{world}',
    summary: 'A world with its keys.',
    input: z.object({ world: z.string() }),
    result: worldShape,
    handle: ({ world }, ports) => describeWorld(worldOf(ports, world)),
  }),
  defineRoute({
    id: 'removeWorld',
    method: 'delete',
    path: '/worlds/{world}',
    summary: 'Throws a world away, with its keys. The demo world stays.',
    input: z.object({ world: z.string() }),
    result: z.object({ removed: z.string() }),
    handle({ world }, ports) {
      worldOf(ports, world)
      if (!ports.emulator.worlds.remove(world))
        throw new Problem(409, 'This world stays', 'The demo world cannot be removed; reset it instead.')
      return { removed: world }
    },
  }),
  defineRoute({
    id: 'markWorld',
    method: 'post',
    path: '/worlds/{world}/mark',
    summary: 'Remembers where the world stands, under a name.',
    input: z.strictObject({ world: worldField, name: z.string().min(1).max(64).default('mark') }),
    result: worldShape,
    handle({ world: id, name }, ports) {
      const world = worldOf(ports, id)
      if (name === startMark)
        throw new Problem(
          409,
          'Name is taken',
          `The mark ${startMark} is the world's beginning; choose another name.`,
        )
      markWorld(world, name)
      return describeWorld(world)
    },
  }),
  defineRoute({
    id: 'rewindWorld',
    method: 'post',
    path: '/worlds/{world}/rewind',
    summary: 'Takes the world back to a mark: messages, journal, nonces, chance and clock.',
    input: z.strictObject({ world: worldField, name: z.string().default('mark') }),
    result: worldShape,
    handle: async ({ world, name }, ports) => (
      rewound(worldOf(ports, world), name),
      await doorsFollow(ports),
      describeWorld(worldOf(ports, world))
    ),
  }),
  defineRoute({
    id: 'resetWorld',
    method: 'post',
    path: '/worlds/{world}/reset',
    summary: 'Takes the world back to its beginning.',
    input: z.strictObject({ world: worldField }),
    result: worldShape,
    handle: async ({ world }, ports) => (
      rewound(worldOf(ports, world), startMark),
      await doorsFollow(ports),
      describeWorld(worldOf(ports, world))
    ),
  }),
  defineRoute({
    id: 'exportWorld',
    method: 'get',
    path: '/worlds/{world}/export',
    summary: "The world's accounts, keys, senders and templates as they are now, as a seed file.",
    input: z.object({ world: worldField }),
    result: z.record(z.string(), z.unknown()),
    handle: ({ world }, ports) => exportWorld(worldOf(ports, world)),
  }),
  defineRoute({
    id: 'seedWorld',
    method: 'post',
    path: '/worlds/{world}/seed',
    summary: 'Adds the accounts, keys, senders and templates of a seed to the world.',
    input: z.strictObject({ world: worldField, document: worldDocument }),
    result: worldShape,
    handle({ world: id, document }, ports) {
      const world = worldOf(ports, id)
      const changed = Object.entries(document.assumptions).flatMap(([name, value]) =>
        world.assumptions[name as keyof Assumptions] === value ? [] : [name],
      )
      if (changed.length > 0)
        throw new Problem(
          409,
          'Assumptions are settled',
          `World ${id} took its assumptions when it was made, with other values for ${changed.join(', ')}. Make a new world of the document.`,
        )
      const replanned = (['plan', 'pushes'] as const).filter(
        (name) => document[name] !== undefined && !isDeepStrictEqual(document[name], world[name]),
      )
      if (replanned.length > 0)
        throw new Problem(
          409,
          'Plans are settled',
          `World ${id} took its plans when it was made, with another ${replanned.join(' and other ')}. Make a new world of the document.`,
        )
      const { worlds } = ports.emulator
      const taken = [...createDirectory(document).keys.keys()].find(
        (key) => (worlds.ownerOf(key) ?? world) !== world,
      )
      if (taken !== undefined)
        throw new Problem(
          409,
          'Key is taken',
          `The key ${taken} belongs to world ${worlds.ownerOf(taken)?.id}; a key leads to one world only.`,
        )
      world.directory = createDirectory(
        fitting(() => mergeDocuments(worldDocument.parse(exportWorld(world)), document)),
      )
      for (const event of dueReviews(world.directory)) world.agenda.add(event)
      addReceivers(world.receivers, document)
      if (document.faults.length > 0) addFaults(world, document.faults)
      worlds.refresh(world)
      announceDue(world)
      return describeWorld(world)
    },
  }),
  defineRoute({
    id: 'hashJournal',
    method: 'get',
    path: '/worlds/{world}/journal/hash',
    summary: 'SHA-256 over what was asked and answered: equal histories give equal hashes.',
    input: z.object({ world: worldField }),
    result: z.object({ sha256: z.string(), exchanges: z.int() }),
    handle({ world: id }, ports) {
      const world = worldOf(ports, id)
      return { sha256: hashJournal(world), exchanges: world.journal.size }
    },
  }),
]

type Settings = Omit<z.output<typeof creation>, 'from' | 'pending'>

function openFresh(
  {
    document,
    seed = 1,
    clock = 'virtual',
    start = virtualStart,
    lenient = false,
    throttled = true,
    plan: given,
    pushes,
    disorder,
    faults = [],
  }: Settings,
  { emulator: { worlds, history } }: ControlPorts,
): World {
  const id = worlds.nextId()
  const completed =
    document === undefined
      ? demoDocument()
      : fitting(() => completeDocument(document, () => ownKeys(demoDocument(), id)))
  const opened = {
    id,
    document: completed,
    directory:
      document === undefined
        ? ownDirectory(
            worlds.freshDirectory(() => createDirectory(demoDocument())),
            id,
          )
        : undefined,
    seed,
    clock: clock === 'system' ? systemClock : createVirtualClock(start, history?.machine),
    lenient,
    throttled,
    pushes,
    disorder,
    transport: worlds.demo.transport,
    onPush: worlds.demo.onPush,
    ...(given === undefined ? {} : { plan: given }),
  }
  const world = fitting(() => openWorld(opened))
  if (faults.length > 0) {
    fitting(() => addFaults(world, faults))
    world.marks.set(startMark, copyState(world))
  }
  worlds.add(world)
  return world
}

/** Runs what adds a world. Throws a 409 `Problem` when another world has one of its keys. */
function withOwnKeys(add: () => World): World {
  try {
    return add()
  } catch (error) {
    if (error instanceof RangeError)
      throw new Problem(409, 'Key is taken', `${error.message}; a key leads to one world only.`)
    throw error
  }
}

/** What is joined. Throws a 409 `Problem` when it does not fit, as when a key would change its owner. */
function fitting<Joined>(join: () => Joined): Joined {
  try {
    return join()
  } catch (error) {
    if (error instanceof UsageError) throw new Problem(409, 'Does not fit', error.message)
    throw error
  }
}

/** The demo keys under names of their own, as a fork has them. */
function ownKeys(document: WorldDocument, id: string): WorldDocument {
  const rename = <Key extends { id: string }>(keys: Key[]): Key[] =>
    keys.map((key) => ({ ...key, id: `${key.id}.${id}` }))
  return {
    ...document,
    accounts: document.accounts.map((account) => ({
      ...account,
      keys: rename(account.keys),
      users: account.users.map((user) => ({ ...user, keys: rename(user.keys) })),
    })),
  }
}

function rewound(world: World, name: string): World {
  if (!rewindWorld(world, name))
    throw new Problem(
      404,
      'No such mark',
      `World ${world.id} has no mark ${name}. Known: ${[...world.marks.keys()].join(', ')}.`,
    )
  return world
}
