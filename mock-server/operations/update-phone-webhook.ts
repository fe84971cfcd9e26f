import { phoneNumberIsNumeric, updatePhoneWebhook } from '../../contracts/operations/update-phone-webhook.ts'
import { callbackUrlsAreWebAddresses } from '../../contracts/operations/shared/webhooks.ts'
import { defineBehavior } from '../call/behavior.ts'
import { numberKey } from '../world/receivers.ts'
import { phoneNumberIsBound } from './shared/number-rules.ts'
import { spaceOf, spaceRules } from './shared/space-rules.ts'
import { updateReceiver } from './shared/update-receiver.ts'

/** From now on the receipts of the number go where the call says. */
export const updatePhoneWebhookBehavior = defineBehavior(updatePhoneWebhook, {
  rules: [phoneNumberIsNumeric, callbackUrlsAreWebAddresses, ...spaceRules, phoneNumberIsBound],
  handle(input, context) {
    updateReceiver(numberKey(spaceOf(input, context).id, input.PhoneNumber), input, context)
    return {}
  },
})
