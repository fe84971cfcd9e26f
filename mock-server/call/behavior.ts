import type { CuratedOperation, InputOf } from '../../contracts/operation.ts'
import type { RuleCheck } from '../../contracts/evidence/rule.ts'
import type { Rule } from '../../contracts/evidence/evidence.ts'
import type { Context } from './context.ts'

/** The fields an operation answers beside RequestId, Code and Message. */
export type Answer = Readonly<Record<string, unknown>>

/** What happens when an operation is called: its rules in order of precedence, then the effect. */
export interface Behavior {
  readonly operation: string
  readonly rules: readonly RuleCheck<[input: never, context: Context]>[]
  /** The rule a success is attributed to. */
  readonly accepted: Rule
  handle(input: never, context: Context): Answer
}

/** Ties a behavior to its operation, whose input types every rule and the handler must accept. */
export function defineBehavior<O extends CuratedOperation>(
  operation: O,
  behavior: {
    readonly rules: readonly RuleCheck<[input: InputOf<O>, context: Context]>[]
    handle(input: InputOf<O>, context: Context): Answer
  },
): Behavior {
  return {
    operation: operation.name,
    accepted: { id: `${operation.name}.accepted`, summary: operation.summary, evidence: operation.evidence },
    ...behavior,
  } as Behavior
}
