import type { Rule } from '../contracts/rule.ts'
import type { Answer } from './behavior.ts'
import type { Call } from './call.ts'
import type { Context } from './context.ts'
import type { Ordeal } from './faults/ordeal.ts'
import { authenticate } from './gateway/authenticate.ts'
import { authorize } from './gateway/authorize.ts'
import { findOperation } from './gateway/find-operation.ts'
import { parseInput } from './gateway/parse-input.ts'
import { throttle } from './gateway/throttle.ts'
import { behaviorOf } from './operations/index.ts'
import type { World } from './world/world.ts'

/** A call that was carried out, and the rule its success is attributed to. */
export interface Carried {
  readonly output: Answer
  readonly rule: Rule
}

/** The order of these lines is the order in which the API finds fault with a request. */
export async function answer(call: Call, world: World, requestId: string, remark: Context['remark'], ordeal?: Ordeal): Promise<Carried> {
  const operation = await findOperation(call, world)
  const caller = authenticate(call, ordeal?.gateway ?? world)
  const { assumptions } = world
  if (assumptions.throttlePosition === 'after-signature') throttle(operation, caller, world)
  authorize(operation, caller, world)
  const input = await parseInput(call, operation, world)
  if (assumptions.throttlePosition === 'after-parameters') throttle(operation, caller, world)
  const { rules, handle, accepted } = behaviorOf(operation)
  const context: Context = { call, operation, caller, world, assumptions, requestId, remark }
  for (const name of operation.deprecated) if (call.parameters.get(name)) remark(`${name} is deprecated`)
  for (const rule of rules) rule(input as never, context)
  const struck = ordeal?.beforeCommit()
  if (struck !== undefined) await struck
  return { output: handle(input as never, context), rule: accepted }
}
