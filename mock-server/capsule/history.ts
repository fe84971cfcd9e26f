import { createHash } from 'node:crypto'
import { systemClock } from '../ports/clock.ts'
import type { Actor, History } from '../emulator/history.ts'
import {
  writeReply,
  writeRequest,
  type CallStep,
  type Capsule,
  type ControlStep,
  type PushStep,
  type Step,
} from './steps.ts'
import { createTurns } from './turns.ts'

/** Most answers of consumers that are kept. */
const keptPushes = 10_000

/**
 * Creates a history.
 * @param server what the emulator was made with, as far as it can be written
 * @param demoStart where the clock of the demo world began; undefined where that is the machine's
 * @param now tells the machine's time
 */
export function createHistory(
  server: Capsule['server'],
  demoStart: number | undefined,
  now: () => number = () => systemClock.now(),
): History {
  const steps = new Map<string, Step[]>(demoStart === undefined ? [] : [['demo', []]])
  const pushes: PushStep[] = []
  let time = now()
  const begin = (): number => (time = now())
  const turns = createTurns()
  const inTurn = <T>(world: Actor | undefined, run: () => T | Promise<T>): T | Promise<T> =>
    world === undefined || world.clock.kind === 'system' ? run() : turns.take(world.id, run)

  return {
    machine: { kind: 'system', now: () => time, distanceTo: (timestamp) => Math.abs(time - timestamp) },
    call: (world, request, respond) =>
      inTurn(world, () => {
        const step: CallStep = { machine: begin(), world: world.id, call: writeRequest(request) }
        steps.get(world.id)?.push(step)
        const reply = respond()
        if (!(reply instanceof Promise)) {
          step.reply = writeReply(reply)
          return reply
        }
        return reply.then((later) => {
          step.reply = writeReply(later)
          return later
        })
      }),
    control: async (id, input, run, world) =>
      inTurn(world, async () => {
        const step: ControlStep = {
          machine: begin(),
          world: String(input['world'] ?? 'demo'),
          control: id,
          input: { ...input },
        }
        if (id !== 'createWorld') steps.get(step.world)?.push(step)
        const result = await run()
        step.result = digestOf(result)
        if (id === 'createWorld') {
          step.world = (result as { id: string }).id
          steps.set(step.world, [...(steps.get(String(input['from'])) ?? []), step])
        }
        if (id === 'removeWorld') steps.delete(step.world)
        return result
      }),
    transport: (transport) => ({
      ...transport,
      async post(url, items) {
        const answer = await turns.whileAsking(() => transport.post(url, items))
        pushes.push({ push: url, items, answer: { ...answer } })
        if (pushes.length > keptPushes) pushes.shift()
        return answer
      },
    }),
    capsuleOf(world) {
      const own = steps.get(world)
      if (own === undefined) return undefined
      const capsule: Capsule = { server, demoStart, world, steps: [...own], pushes: [...pushes] }
      return import('./capsule.ts').then(({ printCapsule }) => printCapsule(capsule))
    },
  }
}

/** What a result was, in short. */
export const digestOf = (result: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(result) ?? '')
    .digest('hex')
