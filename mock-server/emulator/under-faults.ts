import type { Exchange } from '../../contracts/exchange.ts'
import type { HttpReply } from '../../contracts/http.ts'
import type { Fields } from '../../contracts/wire/envelope.ts'
import type { Call } from '../call/call.ts'
import type { decide } from './decide.ts'
import { failure, refusedAs, success, unavailable, undecided, type Outcome } from './outcome.ts'
import type { Prepared } from './prepare.ts'
import { toExchange, type AppliedFaults } from './reply.ts'
import type { Clock } from '../ports/clock.ts'
import type { Timer } from '../ports/timer.ts'
import { runDue } from '../schedule/pump.ts'
import { announce } from '../world/announce.ts'
import type { World } from '../world/world.ts'
import { strikes, type Candidate } from '../faults/active-fault.ts'
import type { ActiveFault } from '../world/faults.ts'
import type { Fault, Scene } from '../faults/fault.ts'
import type { Stage } from '../world/faults.ts'
import { faultStruck, UndecidedError } from './fault-struck.ts'
import { faultOf } from '../faults/library/index.ts'
import { passTime } from './pass-time.ts'

/** A fault that is at work on a call. */
interface Work {
  readonly fault: Fault
  readonly active: ActiveFault
  readonly scene: Scene
}

/** The faults of a world at work on one call. */
export interface FaultRun {
  /** The outcome of the call, with faults around each step. */
  outcome(decided: typeof decide): Promise<Outcome>
  /** The answer as it travels. A virtual clock is moved by the pauses between its pieces. */
  deliver(reply: HttpReply): Promise<HttpReply>
  /** The reply with the names of the faults that touched it. */
  named(reply: HttpReply): HttpReply
  readonly applied: AppliedFaults
}

/** Starts the faults of a call. */
export function startFaultRun(
  prepared: Prepared,
  timer: Timer,
  onDefect: ((error: unknown) => void) | undefined,
): FaultRun {
  const { call, world, requestId } = prepared
  const names: string[] = []
  const remarks: string[] = []
  /** What has still to be done to the answer. */
  const pending: Work[] = []
  let skew = 0

  const candidate: Candidate = {
    at: world.clock.now(),
    operation: call.action,
    accessKeyId: call.accessKeyId,
    account: world.directory.keys.get(call.accessKeyId)?.account.uid,
    exchange: () => unanswered(call, world, requestId),
  }
  const struck = (stage: Stage, known: Candidate = candidate): Work[] =>
    world.faults.flatMap((active): Work[] => {
      const fault = faultOf(active.rule.fault) as Fault
      if (active.rule.at !== stage || fault.concerns?.(call) === false || !strikes(active, stage, known))
        return []
      return [{ fault, active, scene: { call, world, requestId, chance: active.chance } }]
    })

  /** Lets faults do what they do before there is an answer. */
  async function apply(works: readonly Work[], stage: Stage): Promise<void> {
    let ended = false
    for (const work of works) {
      const { fault, active, scene } = work
      const given = active.rule.with as never
      const delay = fault.delay?.(given, scene)
      skew += fault.skew?.(given) ?? 0
      const error = fault.refuse?.(given, scene)
      if (fault.refuse !== undefined && error === undefined) {
        active.struck--
        continue
      }
      note(work, stage, delay)
      if (delay !== undefined) await passTime(world, delay, timer)
      if (fault.fields !== undefined || fault.reply !== undefined) {
        pending.push(work)
        ended = true
      }
      if (error !== undefined) throw refusedAs(error, faultStruck)
    }
    if (ended && stage.startsWith('before')) throw new UndecidedError()
  }

  function note({ fault, active: { rule } }: Work, stage: Stage, delay: number | undefined): void {
    names.push(fault.name)
    remarks.push(
      `fault ${rule.id}: ${fault.name} at ${stage}${delay === undefined ? '' : `, ${delay} ms`}${stage === 'after-commit' ? '; the call was carried out' : ''}`,
    )
  }

  /** The world as the gateway sees it: its clock may be wrong. */
  const gateway = (): World =>
    skew === 0 ? world : (Object.create(world, { clock: { value: ahead(world.clock, skew) } }) as World)

  async function decideAndCommit(decided: typeof decide): Promise<Outcome> {
    try {
      if (prepared.failure !== undefined) throw unavailable(prepared.failure, onDefect)
      await apply(struck('before-read'), 'before-read')
      const { commit, rule } = decided(prepared, gateway())
      const works = struck('before-commit')
      // Without a fault here, nothing is awaited between the decision and its effect.
      if (works.length > 0) await apply(works, 'before-commit')
      const output = commit()
      // Receipts of the call leave when they are due, however long faults hold back its answer.
      if (world.clock.kind === 'system') announce(world)
      return success(prepared, { output, rule })
    } catch (error) {
      return failure(prepared, error, onDefect)
    }
  }

  /** The fields of the answer, changed or not. Throws `ApiError` when another answer takes its place. */
  async function fieldsAfter(exchange: Exchange, fields: Fields, carriedOut: boolean): Promise<Fields> {
    const known = { ...candidate, exchange: () => exchange }
    if (carriedOut && world.faults.some(({ rule }) => rule.fault === 'receipt-before-answer'))
      await runDue(world)
    if (carriedOut) await apply(struck('after-commit', known), 'after-commit')
    await apply(struck('mid-answer', known), 'mid-answer')
    return pending.reduce(
      (changed, { fault, active, scene }) =>
        fault.fields?.(changed, active.rule.with as never, scene) ?? changed,
      fields,
    )
  }

  return {
    applied: { names, remarks },
    async outcome(decided) {
      const outcome = await decideAndCommit(decided)
      if (outcome === undecided) return outcome
      const { status, root, fields, error } = outcome
      const exchange = toExchange(prepared, outcome, { status, body: prepared.write(root, fields) })
      try {
        return { ...outcome, fields: await fieldsAfter(exchange, fields, error === undefined) }
      } catch (thrown) {
        return failure(prepared, thrown, onDefect)
      }
    },
    named: (reply) =>
      names.length === 0
        ? reply
        : { ...reply, headers: { ...reply.headers, 'x-mock-fault': names.join(', ') } },
    async deliver(answered) {
      const reply = pending.reduce(
        (changed, { fault, active, scene }) =>
          fault.reply?.(changed, active.rule.with as never, scene) ?? changed,
        answered,
      )
      const { delivery, body } = reply
      if (delivery?.pieces === undefined || world.clock.kind === 'system') return reply
      const { bytes, every } = delivery.pieces
      await passTime(
        world,
        (Math.ceil((delivery.bytes?.length ?? Buffer.byteLength(body)) / bytes) - 1) * every,
        timer,
      )
      return { ...reply, delivery: { ...delivery, pieces: { bytes, every: 0 } } }
    },
  }
}

/** A clock that is wrong by so much. */
const ahead = (clock: Clock, skew: number): Clock => ({
  kind: clock.kind,
  now: () => clock.now() + skew,
  distanceTo: (timestamp) => clock.distanceTo(timestamp - skew),
})

/** A call about which nothing is decided yet, as an exchange. */
function unanswered({ action, accessKeyId, parameters }: Call, world: World, requestId: string): Exchange {
  return {
    at: world.clock.now(),
    world: world.id,
    operation: action,
    accessKeyId,
    input: Object.fromEntries(parameters),
    status: 0,
    code: '',
    body: '',
    requestId,
    rule: '',
    evidence: faultStruck.evidence,
    faults: [],
    remarks: [],
  }
}
