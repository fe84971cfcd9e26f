import { phoneNumberIsNumeric, updatePhoneWebhook } from '../../contracts/operations/update-phone-webhook.ts'
import { callbackUrlsAreWebAddresses } from '../../contracts/webhooks.ts'
import { defineBehavior } from '../behavior.ts'
import { numberKey } from '../world/receivers.ts'
import { phoneNumberIsBound } from './number-rules.ts'
import { spaceOf, spaceRules } from './space-rules.ts'
import { updateReceiver } from './update-receiver.ts'

/** From now on the receipts of the number go where the call says. */
export const updatePhoneWebhookBehavior = defineBehavior(updatePhoneWebhook, {
  rules: [phoneNumberIsNumeric, callbackUrlsAreWebAddresses, ...spaceRules, phoneNumberIsBound],
  handle(input, context) {
    updateReceiver(numberKey(spaceOf(input, context).id, input.PhoneNumber), input, context)
    return {}
  },
})
