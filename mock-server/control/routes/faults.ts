import * as z from 'zod'
import { stages, type Stage } from '../../world/faults.ts'
import { addFaults, removeFaults, type ActiveFault } from '../../world/faults.ts'
import { faults as knownFaults } from '../../faults/library/index.ts'
import { checkRules } from '../check-fault-rules.ts'
import { faultRule } from '../../faults/rule.ts'
import type { FaultRule } from '../../world/faults.ts'
import type { World } from '../../world/world.ts'
import type { Emulator } from '../../emulator/emulator.ts'
import { Problem } from '../problem.ts'
import { defineRoute, worldField, worldOf, type ControlPorts } from '../route.ts'

const faultShape = z
  .object({
    id: z.string(),
    fault: z.string(),
    with: z.record(z.string(), z.unknown()),
    at: z.enum(Object.keys(stages) as [Stage, ...Stage[]]),
    when: z.record(z.string(), z.unknown()),
    seen: z.int().meta({
      description: 'Calls or receipts it was asked about, before nth, every, probability and count.',
    }),
    struck: z.int().meta({ description: 'How often it struck.' }),
  })
  .meta({ id: 'Fault', description: 'A fault of a world, with what it has counted.' })

/** What is to go wrong in a world. */
export const faultRoutes = [
  defineRoute({
    id: 'listFaults',
    method: 'get',
    path: '/worlds/{world}/faults',
    summary: 'The faults of the world, in the order they were set.',
    input: z.object({ world: worldField }),
    result: z.object({ faults: z.array(faultShape) }),
    handle: ({ world }, ports) => ({ faults: worldOf(ports, world).faults.map(describeFault) }),
  }),
  defineRoute({
    id: 'addFaults',
    method: 'post',
    path: '/worlds/{world}/faults',
    summary: 'Sets faults: all of them, or none when one of them is wrong.',
    input: z.strictObject({ world: worldField, faults: z.array(faultRule).min(1).max(1000) }),
    result: z.object({
      added: z.array(faultShape),
      control: z
        .string()
        .optional()
        .meta({ description: 'Where the control API is while connections to the server are refused.' }),
    }),
    async handle({ world: id, faults }, ports) {
      const world = worldOf(ports, id)
      await demandKnownNames(faults, world, ports.emulator)
      const added = addFaults(world, faults).map(describeFault)
      const control = await doorsFollow(ports)
      return { added, ...(control && { control }) }
    },
  }),
  defineRoute({
    id: 'removeFaults',
    method: 'delete',
    path: '/worlds/{world}/faults',
    summary: 'Takes faults away: one by its id, those of a name, or all.',
    // Strict, as for the journal: a misspelt id would remove everything.
    input: z.strictObject({ world: worldField, id: z.string().optional(), fault: z.string().optional() }),
    result: z.object({ removed: z.int() }),
    async handle({ world: name, id, fault }, ports) {
      const world = worldOf(ports, name)
      const removed = removeFaults(
        world,
        ({ rule }) => (id === undefined || rule.id === id) && (fault === undefined || rule.fault === fault),
      )
      if (id !== undefined && removed === 0)
        throw new Problem(
          404,
          'No such fault',
          `World ${name} has no fault ${id}. It has ${world.faults.map(({ rule }) => rule.id).join(', ') || 'none'}.`,
        )
      await doorsFollow(ports)
      return { removed }
    },
  }),
  defineRoute({
    id: 'listKnownFaults',
    method: 'get',
    path: '/known-faults',
    summary: 'Every fault there is, with the stages it can strike at; the first is the usual one.',
    input: z.object({}),
    result: z.object({
      faults: z.array(
        z.object({
          name: z.string(),
          summary: z.string(),
          at: z.array(z.string()),
          parameters: z.array(z.string()),
          needs: z.string().optional(),
        }),
      ),
    }),
    handle: () => ({
      faults: knownFaults.map(({ name, summary, at, needs, with: schema }) => ({
        name,
        summary,
        at,
        parameters: Object.keys(schema().shape),
        ...(needs && { needs }),
      })),
    }),
  }),
]

/** Throws a 400 `Problem` for rules with names nobody has, and for those that could not be shown. */
export async function demandKnownNames(
  faults: readonly FaultRule[],
  world?: World,
  emulator?: Emulator,
): Promise<void> {
  const errors = (await checkRules(faults, world, emulator)).map(({ path, message }) => ({
    pointer: `/faults/${path.join('/')}`,
    detail: message,
  }))
  if (errors.length > 0)
    throw new Problem(
      400,
      'Input does not fit',
      errors.map(({ pointer, detail }) => `${pointer}: ${detail}`).join('; '),
      { errors },
    )
}

/** Lets what listens take notice; the address of the control API if it had to move. */
export async function doorsFollow({ emulator: { doors } }: ControlPorts): Promise<string | undefined> {
  const moved = await Promise.all([...doors].map((door) => door.follow()))
  return moved.find((address) => address !== undefined)
}

const describeFault = ({ rule, seen, struck }: ActiveFault) => ({ ...rule, seen, struck })
