import { updateAccountWebhook } from '../../contracts/operations/update-account-webhook.ts'
import { callbackUrlsAreWebAddresses } from '../../contracts/operations/shared/webhooks.ts'
import { defineBehavior } from '../call/behavior.ts'
import { accountKey } from '../world/receivers.ts'
import { spaceBelongsToCaller } from './shared/space-rules.ts'
import { updateReceiver } from './shared/update-receiver.ts'

/** From now on the receipts of all spaces of the account go where the call says, unless a number has callbacks of its own. */
export const updateAccountWebhookBehavior = defineBehavior(updateAccountWebhook, {
  rules: [callbackUrlsAreWebAddresses, spaceBelongsToCaller],
  handle(input, context) {
    updateReceiver(accountKey(context.caller.account.uid), input, context)
    return {}
  },
})
