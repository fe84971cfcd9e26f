import type { Rule } from '../../contracts/evidence/evidence.ts'
import { emulatorRules } from './outcome.ts'
import { authenticateRules } from '../gateway/authenticate.ts'
import { authorizeRules } from '../gateway/authorize.ts'
import { findOperationRules } from '../gateway/find-operation.ts'
import { parseInputRules } from '../gateway/parse-input.ts'
import { throttleRules } from '../gateway/throttle.ts'
import { pushRules } from '../receipts/push-verdict.ts'
import { behaviors } from '../operations/index.ts'
import { queryTokenForMnsQueueBehavior } from '../operations/query-token-for-mns-queue.ts'
import { stubRule } from '../operations/stub.ts'

/** Every rule an answer can be attributed to, in the order of the checks; each once. */
export const allRules: readonly Rule[] = [
  ...new Set<Rule>([
    ...findOperationRules,
    ...authenticateRules,
    ...throttleRules,
    ...authorizeRules,
    ...parseInputRules,
    ...Object.values(behaviors).flatMap(({ rules, accepted }) => [...rules, accepted]),
    queryTokenForMnsQueueBehavior.accepted,
    stubRule,
    ...pushRules,
    ...emulatorRules,
  ]),
]

const byId = new Map(allRules.map((rule) => [rule.id, rule]))

/** The rule of an id; undefined if there is none. */
export const ruleOf = (id: string): Rule | undefined => byId.get(id)
