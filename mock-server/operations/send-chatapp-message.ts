import { ApiError } from '../../contracts/errors/api-error.ts'
import { documented } from '../../contracts/evidence/evidence.ts'
import type { InputOf } from '../../contracts/operation.ts'
import { sendChatappMessage } from '../../contracts/operations/send-chatapp-message.ts'
import { defineRule } from '../../contracts/evidence/rule.ts'
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
import {
  contentIsComplete,
  contentIsGiven,
  contentIsObject,
  linkIsGiven,
  messageTypeIsGiven,
  messageTypeIsSupported,
  textIsGiven,
} from '../../contracts/sending/content.ts'
import { channelOf, isFreeForm } from '../../contracts/sending/send-input.ts'
import { defineBehavior } from '../call/behavior.ts'
import type { Context } from '../call/context.ts'
import { messageIdOf } from '../messages/lifecycle.ts'
import { needsWindow } from '../messages/settle-fates.ts'
import type { Content } from '../world/batches.ts'
import { windowIsOpen } from '../world/conversations.ts'
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

type Input = InputOf<typeof sendChatappMessage>

const sessionIsOpen = defineRule(
  {
    id: 'send.session-is-open',
    summary:
      'A free-form message needs a message of the person within the last 24 hours; without one it fails later, or is refused by option.',
    evidence: documented(
      'SendChatappMessage, Type: 24 hours; whether the call or the message fails is an assumption',
    ),
  },
  (input: Input, { world, assumptions }: Context) => {
    const channel = channelOf(input)
    if (assumptions.closedWindow === 'fail-message' || !isFreeForm(input) || !needsWindow(channel)) return
    if (!windowIsOpen(world, channel, input.From, input.To)) {
      throw new ApiError('SessionWindowExpired', {
        parameter: 'To',
        given: `${input.To} has not written to ${input.From} within 24 hours`,
        expected: 'a message of the person first, or a template',
      })
    }
  },
)

/** Stores the message as a batch of one under its MessageId, and answers with that. */
export const sendChatappMessageBehavior = defineBehavior(sendChatappMessage, {
  rules: [
    channelIsSupported,
    messageTypeIsGiven,
    messageTypeIsSupported,
    contentIsGiven,
    contentIsObject,
    textIsGiven,
    linkIsGiven,
    contentIsComplete,
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
    sessionIsOpen,
  ],
  handle(input, context) {
    const { To, TemplateParams, Payload, ProductAction, FlowAction } = input
    const { groupMessageId } = acceptSend(input, context, {
      operation: 'SendChatappMessage',
      identify: (drawn) => messageIdOf(drawn, 0),
      content: isFreeForm(input) ? contentOf(input) : undefined,
      senderList: JSON.stringify([{ To, TemplateParams, Payload, ProductAction, FlowAction }]),
    })
    return { MessageId: groupMessageId }
  },
})

const contentOf = ({ MessageType = '', Content = '{}', ContextMessageId }: Input): Content => ({
  type: MessageType,
  json: Content,
  replyTo: ContextMessageId || undefined,
})
