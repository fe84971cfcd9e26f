import { createHash } from 'node:crypto'
import type { HttpReply, HttpRequest } from '../../contracts/http.ts'
import { systemClock, type Clock } from '../ports/clock.ts'
import type { Transport } from '../ports/transport.ts'
import { writeReply, writeRequest, type CallStep, type Capsule, type ControlStep, type PushStep, type Step } from './steps.ts'

/** What was done to the worlds of an emulator, kept for capsules. */
export interface History {
  /** The machine's time as the worlds know it: it stands still within a step, so that a step can be repeated. */
  readonly machine: Clock
  /** Keeps a call with its reply. */
  call(world: string, request: HttpRequest, respond: () => HttpReply | Promise<HttpReply>): HttpReply | Promise<HttpReply>
  /** Keeps an operation of the control API. */
  control(id: string, input: Readonly<Record<string, unknown>>, run: () => unknown): Promise<unknown>
  /** Keeps what consumers answer. */
  transport(transport: Transport): Transport
  /** The capsule of a world; undefined when its beginning is not known. */
  capsuleOf(world: string): Capsule | undefined
}

/** Most answers of consumers that are kept. */
const keptPushes = 10_000

/**
 * Creates a history.
 * @param server what the emulator was made with, as far as it can be written
 * @param demoStart where the clock of the demo world began; undefined where that is the machine's
 * @param now tells the machine's time
 */
export function createHistory(server: Capsule['server'], demoStart: number | undefined, now: () => number = () => systemClock.now()): History {
  const steps = new Map<string, Step[]>(demoStart === undefined ? [] : [['demo', []]])
  const pushes: PushStep[] = []
  let time = now()
  const begin = (): number => (time = now())

  return {
    machine: { kind: 'system', now: () => time, distanceTo: (timestamp) => Math.abs(time - timestamp) },
    call(world, request, respond) {
      const step: CallStep = { machine: begin(), world, call: writeRequest(request) }
      steps.get(world)?.push(step)
      const reply = respond()
      if (!(reply instanceof Promise)) {
        step.reply = writeReply(reply)
        return reply
      }
      return reply.then((later) => {
        step.reply = writeReply(later)
        return later
      })
    },
    async control(id, input, run) {
      const step: ControlStep = { machine: begin(), world: String(input['world'] ?? 'demo'), control: id, input: { ...input } }
      if (id !== 'createWorld') steps.get(step.world)?.push(step)
      const result = await run()
      step.result = digestOf(result)
      if (id === 'createWorld') {
        step.world = (result as { id: string }).id
        steps.set(step.world, [...(steps.get(String(input['from'])) ?? []), step])
      }
      if (id === 'removeWorld') steps.delete(step.world)
      return result
    },
    transport: (transport) => ({
      ...transport,
      async post(url, items) {
        const answer = await transport.post(url, items)
        pushes.push({ push: url, items, answer: { ...answer } })
        if (pushes.length > keptPushes) pushes.shift()
        return answer
      },
    }),
    capsuleOf(world) {
      const own = steps.get(world)
      return own && { server, demoStart, world, steps: own, pushes }
    },
  }
}

/** What a result was, in short. */
export const digestOf = (result: unknown): string => createHash('sha256').update(JSON.stringify(result) ?? '').digest('hex')
