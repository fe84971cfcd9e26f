import { queryChatappPhoneNumbers } from '../../contracts/operations/query-chatapp-phone-numbers.ts'
import { defineBehavior } from '../behavior.ts'
import type { Context } from '../context.ts'
import { queueName } from '../receipts/destinations.ts'
import { displayName } from '../world/directory.ts'
import { numberKey } from '../world/receivers.ts'
import { numbersOf } from './number-rules.ts'
import { spaceOf, spaceRules, type SpaceInput } from './space-rules.ts'

/** What every number of a world is: nothing here makes it worse. */
const healthy = {
  VerifiedName: displayName,
  NameStatus: 'APPROVED',
  NewNameStatus: 'NONE',
  Status: 'CONNECTED',
  CodeVerificationStatus: 'VERIFIED',
  QualityRating: 'GREEN',
  MessagingLimitTier: 'TIER_1K',
  IsOfficial: 'N',
} as const

/** The numbers of the space with their own callbacks. Status fits the state of the connection or of the verification. */
export const queryChatappPhoneNumbersBehavior = defineBehavior(queryChatappPhoneNumbers, {
  rules: [...spaceRules],
  handle(input, context) {
    const fits = input.Status === undefined || input.Status === healthy.Status || input.Status === healthy.CodeVerificationStatus
    return { Success: true, PhoneNumbers: fits ? numbersOf(input, context).map((number) => ({ PhoneNumber: number, ...healthy, ...callbacksOf(number, input, context) })) : [] }
  },
})

function callbacksOf(number: string, input: SpaceInput, context: Context): Record<string, string> {
  const { id, account } = spaceOf(input, context)
  const receiver = context.world.receivers.get(numberKey(id, number))
  return {
    ...(receiver?.statusUrl && { StatusCallbackUrl: receiver.statusUrl }),
    ...(receiver?.inboundUrl && { UpCallbackUrl: receiver.inboundUrl }),
    ...(receiver?.queue === true && { StatusQueue: queueName(account.uid, 'ChatAppStatus'), UpQueue: queueName(account.uid, 'ChatAppInbound') }),
  }
}
