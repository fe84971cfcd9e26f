import type { InputForm } from '../../contracts/input-form.ts'
import type { Rule } from '../../contracts/evidence/evidence.ts'
import type { Answer } from '../call/behavior.ts'
import type { Context } from '../call/context.ts'
import { authenticate } from '../gateway/authenticate.ts'
import { authorize } from '../gateway/authorize.ts'
import { findOperation, versionIsKnown } from '../gateway/find-operation.ts'
import { parseInput } from '../gateway/parse-input.ts'
import { throttle } from '../gateway/throttle.ts'
import { remarkUnread } from '../gateway/unread/what-else-came.ts'
import { behaviorOf } from '../operations/index.ts'
import type { World } from '../world/world.ts'
import type { Prepared } from './prepare.ts'

/** A call that passed every check: what carries it out, and the rule its success is attributed to. */
export interface Decision {
  commit(): Answer
  readonly rule: Rule
}

/**
 * The order of these lines is the order in which the API finds fault with a request. Throws `ApiError` at the first fault.
 * Nothing is awaited between a check and its effect, so that concurrent calls see exact counts.
 * @param gateway the world as the gateway sees it: a fault may set its clock wrong
 */
export function decide(prepared: Prepared, gateway: World = prepared.world): Decision {
  const { call, world, requestId, remarks, operation: named, form } = prepared
  const operation = findOperation(call, named, world)
  const caller = authenticate(call, gateway)
  const { assumptions } = world
  if (assumptions.versionPosition === 'after-credentials') versionIsKnown(call)
  if (assumptions.throttlePosition === 'after-signature') throttle(operation, caller, world)
  authorize(operation, caller, world)
  const { deprecated } = form as InputForm
  const input = parseInput(call, form as InputForm, world)
  remarkUnread(prepared, form as InputForm, input)
  if (assumptions.throttlePosition === 'after-parameters') throttle(operation, caller, world)
  const { rules, handle, accepted } = behaviorOf(operation)
  const remark = (text: string): void => void remarks.push(text)
  const context: Context = { call, operation, caller, world, assumptions, requestId, found: {}, remark }
  for (const name of deprecated) if (call.parameters.get(name)) remark(`${name} is deprecated`)
  for (const rule of rules) rule(input as never, context)
  return { commit: () => handle(input as never, context), rule: accepted }
}
