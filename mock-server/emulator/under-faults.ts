import type { ApiError } from '../../contracts/errors/api-error.ts'
import type { Exchange } from '../../contracts/exchange.ts'
import type { HttpReply } from '../../contracts/http.ts'
import type { Fields } from '../../contracts/wire/envelope.ts'
import type { Call } from '../call/call.ts'
import type { Clock } from '../ports/clock.ts'
import type { Timer } from '../ports/timer.ts'
import { runDue } from '../schedule/pump.ts'
import type { World } from '../world/world.ts'
import { strikes, type Candidate } from '../faults/active-fault.ts'
import type { ActiveFault } from '../world/faults.ts'
import type { Fault, Scene } from '../faults/fault.ts'
import type { Stage } from '../world/faults.ts'
import { faultStruck, UndecidedError } from './fault-struck.ts'
import { faultOf } from '../faults/library/index.ts'
import { passTime } from './pass-time.ts'

/** What is known of an answer when faults look at it. */
interface Decided {
  readonly exchange: Exchange
  readonly fields: Fields
  /** Whether the call was carried out. */
  readonly carriedOut: boolean
}

/** A fault that is at work on a call. */
interface Work {
  readonly fault: Fault
  readonly active: ActiveFault
  readonly scene: Scene
}

/** What one call goes through in a world with faults. */
export interface Ordeal {
  /** The world as the gateway sees it: its clock may be wrong. */
  readonly gateway: World
  /** Throws `ApiError` or `UndecidedError` when a fault ends the call. */
  beforeRead(requestId: string): Promise<void>
  /** As `beforeRead`; undefined when nothing happens. */
  beforeCommit(): Promise<void> | undefined
  /** The fields of the answer, changed or not. Throws `ApiError` when another answer takes its place. */
  afterDecision(decided: Decided): Promise<Fields>
  /** The answer as it travels. A virtual clock is moved by the pauses between its pieces. */
  deliver(decided: HttpReply): Promise<HttpReply>
  readonly names: readonly string[]
  readonly remarks: readonly string[]
}

/** Begins the ordeal of a call. */
export function createOrdeal(call: Call, world: World, timer: Timer): Ordeal {
  const names: string[] = []
  const remarks: string[] = []
  /** What has still to be done to the answer. */
  const pending: Work[] = []
  let requestId = ''
  let skew = 0

  const candidate: Candidate = {
    at: world.clock.now(),
    operation: call.action,
    accessKeyId: call.accessKeyId,
    account: world.directory.keys.get(call.accessKeyId)?.account.uid,
    exchange: () => undecided(call, world, requestId),
  }
  const struck = (stage: Stage, known: Candidate = candidate): Work[] =>
    world.faults.flatMap((active): Work[] => {
      const fault = faultOf(active.rule.fault) as Fault
      if (active.rule.at !== stage || fault.concerns?.(call) === false || !strikes(active, stage, known))
        return []
      return [{ fault, active, scene: { call, world, requestId, chance: active.chance } }]
    })

  /** Lets faults do what they do before there is an answer. */
  async function endure(works: readonly Work[], stage: Stage): Promise<void> {
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
      if (error !== undefined) throw attributed(error)
    }
    if (ended && stage.startsWith('before')) throw new UndecidedError()
  }

  function note({ fault, active: { rule } }: Work, stage: Stage, delay: number | undefined): void {
    names.push(fault.name)
    remarks.push(
      `fault ${rule.id}: ${fault.name} at ${stage}${delay === undefined ? '' : `, ${delay} ms`}${stage === 'after-commit' ? '; the call was carried out' : ''}`,
    )
  }

  return {
    names,
    remarks,
    get gateway() {
      return skew === 0
        ? world
        : (Object.create(world, { clock: { value: ahead(world.clock, skew) } }) as World)
    },
    async beforeRead(id) {
      requestId = id
      await endure(struck('before-read'), 'before-read')
    },
    beforeCommit() {
      const works = struck('before-commit')
      return works.length === 0 ? undefined : endure(works, 'before-commit')
    },
    async afterDecision({ exchange, fields, carriedOut }) {
      const known = { ...candidate, exchange: () => exchange }
      if (carriedOut && world.faults.some(({ rule }) => rule.fault === 'receipt-before-answer'))
        await runDue(world)
      if (carriedOut) await endure(struck('after-commit', known), 'after-commit')
      await endure(struck('mid-answer', known), 'mid-answer')
      return pending.reduce(
        (changed, { fault, active, scene }) =>
          fault.fields?.(changed, active.rule.with as never, scene) ?? changed,
        fields,
      )
    },
    async deliver(decided) {
      const reply = pending.reduce(
        (changed, { fault, active, scene }) =>
          fault.reply?.(changed, active.rule.with as never, scene) ?? changed,
        decided,
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

function attributed(error: ApiError): ApiError {
  error.rule ??= faultStruck
  return error
}

/** A clock that is wrong by so much. */
const ahead = (clock: Clock, skew: number): Clock => ({
  kind: clock.kind,
  now: () => clock.now() + skew,
  distanceTo: (timestamp) => clock.distanceTo(timestamp - skew),
})

/** A call about which nothing is decided yet, as an exchange. */
function undecided({ action, accessKeyId, parameters }: Call, world: World, requestId: string): Exchange {
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
