import { isDeepStrictEqual } from 'node:util'
import { perform } from '../control/perform.ts'
import { Problem } from '../control/problem.ts'
import { routeOf } from '../control/routes/index.ts'
import { createMock, type MockOptions } from './create-mock.ts'
import { createVirtualClock } from '../ports/clock.ts'
import { systemTimer } from '../ports/timer.ts'
import type { PushAnswer, Transport } from '../ports/transport.ts'
import { createHistory, digestOf } from '../capsule/history.ts'
import { readRequest, writeReply, type CallStep, type Capsule, type ControlStep } from '../capsule/steps.ts'

/** What came of going the same way again. */
export interface Replayed {
  readonly calls: number
  readonly controls: number
  /** Where it first went otherwise. */
  readonly difference?: CapsuleDifference
}

export interface CapsuleDifference {
  /** Number of the step, from 1. */
  readonly step: number
  /** The operation of the control API, or the call. */
  readonly of: string
  readonly at: string
  readonly recorded: string
  readonly now: string
}

/** Goes the way of a capsule again in an emulator of its own, up to the first difference. No time passes, nothing leaves this process. */
export async function playCapsule(capsule: Capsule): Promise<Replayed> {
  let time = capsule.steps[0]?.machine ?? 0
  const history = createHistory({}, undefined, () => time)
  const demoClock =
    capsule.demoStart === undefined ? {} : { clock: createVirtualClock(capsule.demoStart, history.machine) }
  const mock = createMock(
    { ...(capsule.server as MockOptions), ...demoClock, transport: answering(capsule), capsules: true },
    history,
  )
  const counts = { calls: 0, controls: 0 }
  let highest = 0

  for (const [index, step] of capsule.steps.entries()) {
    time = step.machine
    const found = 'call' in step ? await call(step) : await control(step)
    if (found !== undefined) return { ...counts, difference: { step: index + 1, ...found } }
  }
  return counts

  async function call(step: CallStep): Promise<Omit<CapsuleDifference, 'step'> | undefined> {
    counts.calls++
    const reply = writeReply(await mock.handle(readRequest(step.call), mock.worlds.get(step.world)))
    const of = `${step.call.method} ${step.call.headers['x-acs-action'] ?? step.call.url.slice(0, 60)}`
    const recorded = step.reply
    if (recorded === undefined) return undefined
    const names = [...new Set([...Object.keys(recorded.headers), ...Object.keys(reply.headers)])]
    const header = names.find((name) => recorded.headers[name] !== reply.headers[name])
    if (recorded.status !== reply.status)
      return { of, at: 'status', recorded: String(recorded.status), now: String(reply.status) }
    if (recorded.body !== reply.body) return { of, at: 'body', ...excerpts(recorded.body, reply.body) }
    if (header !== undefined)
      return {
        of,
        at: `header ${header}`,
        recorded: recorded.headers[header] ?? 'none',
        now: reply.headers[header] ?? 'none',
      }
    if (!isDeepStrictEqual(recorded.delivery, reply.delivery))
      return {
        of,
        at: 'delivery',
        recorded: JSON.stringify(recorded.delivery) ?? 'whole',
        now: JSON.stringify(reply.delivery) ?? 'whole',
      }
    return undefined
  }

  async function control({
    control: id,
    input,
    result,
    world,
  }: ControlStep): Promise<Omit<CapsuleDifference, 'step'> | undefined> {
    counts.controls++
    // Ids of worlds are counted: those nobody needs here are left out.
    if (id === 'createWorld') {
      const wanted = Number(/^w(\d+)$/.exec(world)?.[1] ?? 0)
      for (; highest < wanted - 1; highest++) mock.worlds.nextId()
      highest++
    }
    const now = await perform(routeOf(id), input, { emulator: mock, timer: systemTimer }).then(
      digestOf,
      (error: unknown) => {
        if (error instanceof Problem) return undefined
        throw error
      },
    )
    return now === result || result === undefined
      ? undefined
      : { of: id, at: 'result', recorded: result, now: now ?? 'a refusal' }
  }
}

/** The consumers of receipts as they answered then. Whom they did not hear from is out of reach. */
function answering({ pushes }: Capsule): Transport {
  const answers = new Map<string, PushAnswer[]>()
  for (const { push, items, answer } of pushes)
    answers.set(`${push}\n${items}`, [
      ...(answers.get(`${push}\n${items}`) ?? []),
      answer as unknown as PushAnswer,
    ])
  return {
    post: async (url, items) =>
      answers.get(`${url}\n${items}`)?.shift() ?? { outcome: 'unreachable', detail: 'not in the capsule' },
    close: async () => {},
  }
}

/** The first place where two texts differ, with a little around it. */
function excerpts(recorded: string, now: string): { readonly recorded: string; readonly now: string } {
  let at = 0
  while (recorded[at] === now[at]) at++
  const around = (text: string): string => JSON.stringify(text.slice(Math.max(0, at - 20), at + 40))
  return { recorded: around(recorded), now: around(now) }
}
