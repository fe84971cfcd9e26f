import { wildcard } from '../../contracts/wildcard.ts'
import type { Exchange } from '../../contracts/exchange.ts'
import type { Random } from '../ports/random.ts'
import { exchangeMatcher } from '../query/match.ts'
import { parseQuery } from '../query/parse-query.ts'
import type { ActiveFault, FaultRule, Stage } from '../world/faults.ts'

/** What rules are matched with. */
export interface Candidate {
  readonly at: number
  readonly operation: string
  readonly accessKeyId: string
  readonly account: string | undefined
  /** The exchange as far as it is known. */
  exchange(): Exchange
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
  if (when.operation !== undefined && !wildcard(when.operation, { ignoreCase: true })(operation)) return false
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
