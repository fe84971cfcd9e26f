import { sendChatappMassMessage } from '../../contracts/operations/send-chatapp-mass-message.ts'
import {
  channelIsSupported,
  fallBackDurationIsInRange,
  languageIsGiven,
  languageIsSupported,
  parametersFitTheChannel,
  payloadIsWithinLimit,
  productsAreWithinLimits,
  recipientsAreNamed,
  recipientsAreNumeric,
  senderIsNumeric,
  templateIsNamed,
} from '../../contracts/sending/constraints.ts'
import { defineBehavior } from '../call/behavior.ts'
import { storedParameter } from '../call/call.ts'
import type { Context } from '../call/context.ts'
import { storeText } from '../world/stores/stored-text.ts'
import { acceptSend } from './shared/accept-send.ts'
import {
  senderIsNotBlocked,
  senderIsRegistered,
  smsFallbackIsEnabled,
  spaceBelongsToCaller,
  spaceHasWaba,
  templateExists,
  templateIsApproved,
  templateParamsFit,
} from './shared/sending-rules.ts'

/**
 * Stores the batch as it came and answers with its id. What becomes of each message is decided later.
 * The order of the rules is that of the error-code page; beyond the order of its rows there is no evidence, so it is assumed.
 */
export const sendChatappMassMessageBehavior = defineBehavior(sendChatappMassMessage, {
  rules: [
    channelIsSupported,
    templateIsNamed,
    languageIsGiven,
    languageIsSupported,
    smsFallbackIsEnabled,
    senderIsNumeric,
    recipientsAreNumeric,
    recipientsAreNamed,
    fallBackDurationIsInRange,
    productsAreWithinLimits,
    payloadIsWithinLimit,
    parametersFitTheChannel,
    spaceBelongsToCaller,
    spaceHasWaba,
    senderIsRegistered,
    senderIsNotBlocked,
    templateExists,
    templateIsApproved,
    templateParamsFit,
  ],
  handle(given, context) {
    const { assumptions, call } = context
    const input =
      assumptions.repeatedTo === 'once' ? { ...given, SenderList: firstOfEach(given.SenderList) } : given
    const { groupMessageId } = acceptSend(input, context, {
      operation: 'SendChatappMassMessage',
      identify: () => sampleShapedId(context),
      content: undefined,
      senderList:
        (input === given ? storedParameter(call, 'SenderList') : undefined) ??
        storeText(JSON.stringify(input.SenderList)),
    })
    return { GroupMessageId: groupMessageId }
  },
})

function firstOfEach<Person extends { readonly To: string }>(persons: readonly Person[]): Person[] {
  const seen = new Set<string>()
  return persons.filter(({ To }) => !seen.has(To) && seen.add(To))
}

/** 16 digits that start with 89, as the one published sample. */
const sampleShapedId = ({ world }: Context): string => `89${world.random.digits(14)}`
