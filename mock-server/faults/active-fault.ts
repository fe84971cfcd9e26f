import type { Exchange } from '../../contracts/exchange.ts'
import { parseDuration } from '../../contracts/duration.ts'
import { UsageError } from '../../contracts/usage-error.ts'
import { createRandom, type Random } from '../ports/random.ts'
import { exchangeMatcher } from '../query/match.ts'
import { parseQuery, toTime } from '../query/parse-query.ts'
import type { World } from '../world/world.ts'
import { hashOf } from '../ports/hash-of.ts'
import type { Stage } from './fault.ts'
import type { FaultRule } from './rule.ts'

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

/** What rules are matched with. */
export interface Candidate {
  readonly at: number
  readonly operation: string
  readonly accessKeyId: string
  readonly account: string | undefined
  /** The exchange as far as it is known. */
  exchange(): Exchange
}

/**
 * Puts rules behind those of a world. Durations count from now.
 * Throws `RangeError` when an id is taken, and `UsageError` for a rule whose time ends before it begins.
 */
export function addFaults(world: World, rules: readonly FaultRule[]): ActiveFault[] {
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
  for (const notify of world.watchers) notify()
  return added
}

/** Takes the faults away for which the test holds; returns how many. */
export function removeFaults(world: World, test: (fault: ActiveFault) => boolean): number {
  const kept = world.faults.filter((fault) => !test(fault))
  const removed = world.faults.length - kept.length
  world.faults = kept.length === 0 ? noFaults : kept
  for (const notify of world.watchers) notify()
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

const matchers = new WeakMap<FaultRule, (exchange: Exchange) => boolean>()

/**
 * Whether the fault strikes here, and counts it.
 * @param chance decides about its probability; its own sequence unless given
 */
export function strikes(
  fault: ActiveFault,
  stage: Stage,
  candidate: Candidate,
  chance: Random = fault.chance,
): boolean {
  const { rule } = fault
  if (rule.at !== stage || !concerns(rule, candidate)) return false
  const { nth, every, probability, count } = rule.when
  const seen = ++fault.seen
  if (nth !== undefined && !(typeof nth === 'number' ? nth === seen : nth.includes(seen))) return false
  if (every !== undefined && seen % every !== 0) return false
  if (probability !== undefined && chance.next() >= probability) return false
  if (count !== undefined && fault.struck >= count) return false
  fault.struck++
  return true
}

/** Whether everything that does not count holds. */
function concerns(rule: FaultRule, { at, operation, accessKeyId, account, exchange }: Candidate): boolean {
  const { when } = rule
  if (when.operation !== undefined && !fits(when.operation, operation)) return false
  if (when.account !== undefined && when.account !== account) return false
  if (
    when.key !== undefined &&
    when.key !== accessKeyId &&
    !(accessKeyId.startsWith(`${when.key}.w`) && /^\.w\d+$/.test(accessKeyId.slice(when.key.length)))
  )
    return false
  if (!inTime(rule, at)) return false
  return when.query === undefined || matcherOf(rule, when.query)(exchange())
}

/** Whether a moment lies within the time of a rule. */
export const inTime = ({ when: { from, until } }: FaultRule, at: number): boolean =>
  !(from !== undefined && at < Number(from)) && !(until !== undefined && at >= Number(until))

function matcherOf(rule: FaultRule, query: string): (exchange: Exchange) => boolean {
  let matcher = matchers.get(rule)
  if (matcher === undefined) matchers.set(rule, (matcher = exchangeMatcher(parseQuery(query))))
  return matcher
}

function fits(pattern: string, name: string): boolean {
  if (!pattern.includes('*')) return pattern.toLowerCase() === name.toLowerCase()
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
  return new RegExp(`^${parts.join('.*')}$`, 'i').test(name)
}
