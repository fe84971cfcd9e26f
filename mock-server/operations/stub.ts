import type { Operation } from '../../contracts/operation.ts'
import { assumed } from '../../contracts/evidence/evidence.ts'
import type { Rule } from '../../contracts/evidence/evidence.ts'
import { sampleAnswer } from '../../contracts/catalog/sample.ts'
import type { Behavior } from '../call/behavior.ts'
import type { Context } from '../call/context.ts'

/** The rule of every answer that comes from the schema alone. */
export const stubRule: Rule = {
  id: 'stub.answered-from-schema',
  summary: 'The operation keeps no state here: its answer is a sample of the response schema.',
  evidence: assumed('the shape is the published schema, the values are samples'),
}

/** Answers an operation from its contract alone. */
export const stubOf = (operation: Operation): Behavior =>
  ({
    operation: operation.name,
    rules: [],
    accepted: stubRule,
    handle(given: Readonly<Record<string, unknown>>, { world, remark }: Context) {
      remark(`${operation.name} is a stub: answered from its schema, nothing is kept`)
      const { RequestId: _, ...fields } = sampleAnswer(operation, { given, now: world.clock.now() })
      return fields
    },
  }) as Behavior
