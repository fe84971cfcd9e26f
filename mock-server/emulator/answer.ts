import { ApiError } from '../../contracts/errors/api-error.ts'
import type { InputForm } from '../../contracts/input-form.ts'
import type { Rule } from '../../contracts/evidence/evidence.ts'
import type { Arrival } from '../call/arrival.ts'
import type { Answer } from '../call/behavior.ts'
import type { Context } from '../call/context.ts'
import { authenticate } from '../gateway/authenticate.ts'
import { authorize } from '../gateway/authorize.ts'
import { findOperation, versionIsKnown } from '../gateway/find-operation.ts'
import { parseInput } from '../gateway/parse-input.ts'
import { throttle } from '../gateway/throttle.ts'
import { explainByUnread, remarkUnread } from '../gateway/unread/what-else-came.ts'
import type { Needs } from './needs.ts'
import { behaviorOf } from '../operations/index.ts'
import type { World } from '../world/world.ts'

/** A call that nothing speaks against: what carries it out, and the rule its success is attributed to. */
export interface Accepted {
  carryOut(): Answer
  readonly rule: Rule
}

/**
 * Decides about a call.
 * @param gateway the world as the gateway sees it: a fault may set its clock wrong
 */
export function answer(arrival: Arrival, needs: Needs, gateway: World = arrival.world): Accepted {
  try {
    return judge(arrival, needs, gateway)
  } catch (error) {
    if (error instanceof ApiError) explainByUnread(error, arrival, needs.form)
    throw error
  }
}

/** The order of these lines is the order in which the API finds fault with a request. */
function judge(arrival: Arrival, needs: Needs, gateway: World): Accepted {
  const { call, world, requestId, remarks } = arrival
  const operation = findOperation(call, needs.operation, world)
  const caller = authenticate(call, gateway)
  const { assumptions } = world
  if (assumptions.versionPosition === 'after-credentials') versionIsKnown(call)
  if (assumptions.throttlePosition === 'after-signature') throttle(operation, caller, world)
  authorize(operation, caller, world)
  const form = needs.form as InputForm
  const input = parseInput(call, form, world)
  remarkUnread(arrival, form, input)
  if (assumptions.throttlePosition === 'after-parameters') throttle(operation, caller, world)
  const { rules, handle, accepted } = behaviorOf(operation)
  const remark = (text: string): void => void remarks.push(text)
  const context: Context = { call, operation, caller, world, assumptions, requestId, found: {}, remark }
  for (const name of form.deprecated) if (call.parameters.get(name)) remark(`${name} is deprecated`)
  for (const rule of rules) rule(input as never, context)
  return { carryOut: () => handle(input as never, context), rule: accepted }
}
