import { queryChatappPhoneNumbers } from '../../contracts/operations/query-chatapp-phone-numbers.ts'
import { defineBehavior } from '../call/behavior.ts'
import type { Context } from '../call/context.ts'
import { queueName } from '../receipts/destinations.ts'
import { toNumberState } from '../world/number-state.ts'
import { numberKey } from '../world/receivers.ts'
import { numbersOf } from './shared/number-rules.ts'
import { spaceOf, spaceRules, type SpaceInput } from './shared/space-rules.ts'

/** The numbers of the space with their own callbacks. Status fits the state of the connection or of the verification. */
export const queryChatappPhoneNumbersBehavior = defineBehavior(queryChatappPhoneNumbers, {
  rules: [...spaceRules],
  handle(input, context) {
    const PhoneNumbers = numbersOf(input, context).flatMap((number) => {
      const {
        verifiedName,
        nameStatus,
        newNameStatus,
        status,
        codeVerificationStatus,
        qualityRating,
        messagingLimitTier,
        official,
      } = toNumberState(context.world.directory.numbers.get(number))
      if (input.Status && input.Status !== status && input.Status !== codeVerificationStatus) return []
      return {
        PhoneNumber: number,
        VerifiedName: verifiedName,
        NameStatus: nameStatus,
        NewNameStatus: newNameStatus,
        Status: status,
        CodeVerificationStatus: codeVerificationStatus,
        QualityRating: qualityRating,
        MessagingLimitTier: messagingLimitTier,
        IsOfficial: official ? 'Y' : 'N',
        ...callbacksOf(number, input, context),
      }
    })
    return { Success: true, PhoneNumbers }
  },
})

function callbacksOf(number: string, input: SpaceInput, context: Context): Record<string, string> {
  const { id, account } = spaceOf(input, context)
  const receiver = context.world.receivers.get(numberKey(id, number))
  return {
    ...(receiver?.statusUrl && { StatusCallbackUrl: receiver.statusUrl }),
    ...(receiver?.inboundUrl && { UpCallbackUrl: receiver.inboundUrl }),
    ...(receiver?.queue === true && {
      StatusQueue: queueName(account.uid, 'ChatAppStatus'),
      UpQueue: queueName(account.uid, 'ChatAppInbound'),
    }),
  }
}
