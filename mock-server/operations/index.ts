import type { Operation } from '../../contracts/operation.ts'
import type { CuratedName } from '../../contracts/operations/index.ts'
import type { Behavior } from '../behavior.ts'
import { sendChatappMassMessageBehavior } from './send-chatapp-mass-message.ts'
import { stubOf } from './stub.ts'

/** The operations with state, by name. A curated operation without behavior does not compile. */
export const behaviors: Readonly<Record<CuratedName, Behavior>> = {
  SendChatappMassMessage: sendChatappMassMessageBehavior,
}

/** What happens when the operation is called. */
export const behaviorOf = (operation: Operation): Behavior =>
  Object.hasOwn(behaviors, operation.name) ? behaviors[operation.name as CuratedName] : stubOf(operation)
