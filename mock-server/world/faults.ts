import { announceChange } from './announce.ts'
import { parseDuration } from '../../contracts/duration.ts'
import { UsageError } from '../../contracts/usage-error.ts'
import type { Clock } from '../ports/clock.ts'
import { hashOf } from '../ports/hash-of.ts'
import { createRandom, type Random } from '../ports/random.ts'
import { toTime } from '../query/parse-query.ts'

/** Where a fault strikes, relative to what the call does. */
export const stages = {
  'before-read': 'the request arrives: nothing of it is read, checked or counted',
  'before-commit': 'every check is passed: nothing has happened yet',
  'after-commit': 'the call was carried out: its client has no answer yet',
  'mid-answer': 'an answer of any kind is being written',
  callback: 'receipts leave for their consumer',
} as const

export type Stage = keyof typeof stages

/** When a fault strikes: everything given must hold. Field by field as `faultRule` documents it. */
export interface FaultCondition {
  readonly operation?: string | undefined
  readonly account?: string | undefined
  readonly key?: string | undefined
  readonly query?: string | undefined
  /** A time or a duration from when the rule is set; in a world, milliseconds since the epoch. */
  readonly from?: string | number | undefined
  readonly until?: string | number | undefined
  readonly nth?: number | number[] | undefined
  readonly every?: number | undefined
  readonly probability?: number | undefined
  readonly count?: number | undefined
}

/** A rule that was read; its parameters are those its fault takes. */
export interface FaultRule {
  readonly id?: string
  readonly fault: string
  readonly with: Readonly<Record<string, unknown>>
  readonly at: Stage
  readonly when: FaultCondition
}

/** A rule in a world, with what it has counted. */
export interface ActiveFault {
  readonly rule: FaultRule & { readonly id: string }
  /** Calls or receipts for which everything but nth, every, probability and count held. */
  seen: number
  /** How often it struck. */
  struck: number
  /** A sequence of its own: faults change the ids of no answer, and one fault not the chance of another. */
  readonly chance: Random
}

/** A world as far as its faults are concerned. */
interface Faulty {
  readonly id: string
  readonly seed: number
  readonly clock: Clock
  readonly watchers: ReadonlySet<() => void>
  faults: readonly ActiveFault[]
}

/**
 * Puts rules behind those of a world. Durations count from now.
 * Throws `RangeError` when an id is taken, and `UsageError` for a rule whose time ends before it begins.
 */
export function addFaults(world: Faulty, rules: readonly FaultRule[]): ActiveFault[] {
  const ids = new Set(world.faults.map(({ rule }) => rule.id))
  let number = 0
  const added = rules.map((rule): ActiveFault => {
    let id = rule.id ?? ''
    while (id === '' || (rule.id === undefined && ids.has(id))) id = `f${++number}`
    if (ids.has(id)) throw new RangeError(`World ${world.id} has a fault ${id} already`)
    ids.add(id)
    const { from, until, ...when } = rule.when
    const now = world.clock.now()
    const never = neverInTime(rule, now)
    if (never !== undefined) throw new UsageError(`The fault ${rule.fault} can never strike: ${never}`)
    const settled = {
      ...rule,
      id,
      when: {
        ...when,
        ...(from === undefined ? {} : { from: momentOf(from, now) }),
        ...(until === undefined ? {} : { until: momentOf(until, now) }),
      },
    }
    return { rule: settled, seen: 0, struck: 0, chance: createRandom(world.seed ^ hashOf(`fault ${id}`)) }
  })
  world.faults = [...world.faults, ...added]
  announceChange(world)
  return added
}

/** Takes the faults away for which the test holds; returns how many. */
export function removeFaults(world: Faulty, test: (fault: ActiveFault) => boolean): number {
  const kept = world.faults.filter((fault) => !test(fault))
  const removed = world.faults.length - kept.length
  world.faults = kept.length === 0 ? noFaults : kept
  announceChange(world)
  return removed
}

/** What worlds without faults share. */
export const noFaults: readonly ActiveFault[] = []

/** The same faults with counters of their own. */
export const copyFaults = (faults: readonly ActiveFault[]): readonly ActiveFault[] =>
  faults.length === 0 ? noFaults : faults.map((fault) => ({ ...fault, chance: fault.chance.fork() }))

/** Why the time of a rule that is set now has no moment in it; undefined when it has. */
export function neverInTime({ when: { from, until } }: FaultRule, now: number): string | undefined {
  if (from === undefined || until === undefined) return undefined
  const [begin, end] = [momentOf(from, now), momentOf(until, now)]
  return end > begin
    ? undefined
    : `until ${until} is ${new Date(end).toISOString()}, not after from ${from}, which is ${new Date(begin).toISOString()}. Give an until that is later than from, or leave one of them out.`
}

const momentOf = (given: string | number, now: number): number => {
  if (typeof given === 'number') return given
  const duration = parseDuration(given)
  return duration === undefined ? (toTime(given) as number) : now + duration
}
