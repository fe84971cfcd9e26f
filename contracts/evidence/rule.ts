import { ApiError } from '../errors/api-error.ts'
import type { Rule } from './evidence.ts'
import { withObservation } from './with-observation.ts'

/** A check that returns when it is satisfied and throws `ApiError` when it is not. */
export type RuleCheck<Arguments extends readonly unknown[]> = Rule & ((...args: Arguments) => void)

/** Gives a check of up to three arguments its identity: a refusal thrown inside carries the rule to the answer. */
export function defineRule<Arguments extends readonly [unknown?, unknown?, unknown?]>(
  defined: Rule,
  check: (...args: Arguments) => void,
): RuleCheck<Arguments> {
  const rule: Rule = { ...defined, evidence: withObservation('rules', defined.id, defined.evidence) }
  type Direct = (first: unknown, second: unknown, third: unknown) => void
  const direct = check as unknown as Direct
  // Every call passes some forty rules: with the arguments spread, passing them on would take longer than most checks do.
  const checked: Direct = (first, second, third) => {
    try {
      direct(first, second, third)
    } catch (error) {
      if (error instanceof ApiError) error.rule ??= rule
      throw error
    }
  }
  // A stack trace names the rule.
  for (const each of [check, checked]) Object.defineProperty(each, 'name', { value: rule.id })
  return Object.assign(checked as unknown as typeof check, rule)
}
