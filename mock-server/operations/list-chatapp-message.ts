import { ApiError } from '../../contracts/errors/api-error.ts'
import { chosenBy } from '../../contracts/evidence/assumptions.ts'
import { describeDeliveryError } from '../../contracts/errors/delivery-errors.ts'
import { documented } from '../../contracts/evidence/evidence.ts'
import {
  listChatappMessage,
  listedChannelIsSupported,
  pageSizeIsInRange,
  periodOf,
  startTimeIsGiven,
  timeTextsAreReadable,
  type ListMessagesInput,
  type MessageRow,
} from '../../contracts/operations/list-chatapp-message.ts'
import { defineRule } from '../../contracts/evidence/rule.ts'
import { defineBehavior } from '../call/behavior.ts'
import type { Context } from '../call/context.ts'
import { conversationOf, type ConversationFields } from '../messages/conversation-of.ts'
import { messageOf } from '../messages/lifecycle.ts'
import type { MessageStatus } from '../world/message.ts'
import { listMessages, type Listed, type Listing } from '../messages/list-messages.ts'
import { senderKey } from '../world/directory.ts'
import type { InboundMessage } from '../world/conversations.ts'
import type { World } from '../world/world.ts'
import { spaceBelongsToCaller } from './shared/space-rules.ts'

const numberBelongsToSpace = defineRule(
  {
    id: 'messages.number-belongs-to-space',
    summary: 'BusinessNumber is bound to the space.',
    evidence: documented(
      'ERR-OPERATION-MAAP-0065 in the public error codes; that this operation answers it is inferred',
    ),
  },
  ({ BusinessNumber, ChannelType, CustSpaceId }: ListMessagesInput, { world, assumptions }: Context) => {
    const channel = ChannelType.toLowerCase()
    if (world.directory.senders.get(senderKey(channel, BusinessNumber))?.space.id !== CustSpaceId) {
      throw new ApiError(assumptions.unknownSender, {
        parameter: 'BusinessNumber',
        given: BusinessNumber,
        expected: `a ${channel} number of ${CustSpaceId}`,
        evidence: chosenBy('unknownSender', assumptions.unknownSender),
      })
    }
  },
)

/** Answers a page of messages as they are now. There is no total: a page shorter than Size is the last one. */
export const listChatappMessageBehavior = defineBehavior(listChatappMessage, {
  rules: [
    listedChannelIsSupported,
    startTimeIsGiven,
    timeTextsAreReadable,
    pageSizeIsInRange,
    spaceBelongsToCaller,
    numberBelongsToSpace,
  ],
  handle(input, { world, assumptions }) {
    const { Index, Size } = input.Page
    const page = listMessages(world, listingOf(input, world), (Index - 1) * Size, Size)
    return {
      ...(assumptions.listSuccess === 'true' ? { Success: true } : {}),
      Data: page.map((message) => rowOf(message, world)),
    }
  },
})

/** The states each display status stands for. Which values there are is not documented; only `success` is printed. */
const messageStatuses: Readonly<Record<string, readonly MessageStatus[]>> = {
  sending: ['Accepted'],
  success: ['Sent', 'Delivered', 'Read'],
  fail: ['Failed'],
}
const acceptStatuses: Readonly<Record<string, readonly MessageStatus[]>> = {
  sending: ['Accepted', 'Sent'],
  success: ['Delivered', 'Read'],
  fail: ['Failed'],
}

function listingOf(input: ListMessagesInput, { assumptions }: World): Listing {
  const { start = 0, end } = periodOf(input, assumptions)
  const byStatus = input.MessageStatus
    ? (messageStatuses[input.MessageStatus.toLowerCase()] ?? [])
    : undefined
  const byAccept = input.ClientAcceptStatus
    ? (acceptStatuses[input.ClientAcceptStatus.toLowerCase()] ?? [])
    : undefined
  return {
    spaceId: input.CustSpaceId,
    channel: input.ChannelType.toLowerCase(),
    businessNumber: input.BusinessNumber,
    start,
    end,
    userNumber: input.UserNumber || undefined,
    groupMessageId: input.GroupMessageId || undefined,
    templateCode: input.TemplateCode || undefined,
    direction: directionOf(input.EventAction),
    states:
      byStatus === undefined && byAccept === undefined
        ? undefined
        : new Set((byStatus ?? byAccept ?? []).filter((status) => byAccept?.includes(status) ?? true)),
  }
}

function directionOf(action: string | undefined): 'DOWN' | 'UP' | undefined {
  const direction = action?.toUpperCase()
  return direction === 'DOWN' || direction === 'UP' ? direction : undefined
}

const rowOf = (listed: Listed, world: World): MessageRow =>
  'inbound' in listed ? receivedRow(listed.inbound, world) : sentRow(listed, world)

function sentRow(
  { batch, index, recipient }: Exclude<Listed, { readonly inbound: unknown }>,
  world: World,
): MessageRow {
  const { clock, assumptions } = world
  const { from, channel, templateCode, templateName, language } = batch.terms
  const message = messageOf(batch, index, recipient, clock.now())
  const { messageId, status, errorCode, fallback, type, steps } = message
  const kind = type === 'template' ? 'TEMPLATE' : (message.messageType ?? '').toUpperCase()
  const read = status === 'Read'
  return {
    MessageId: assumptions.listMessageId === 'batch' ? batch.groupMessageId : messageId,
    UniqueMessageId: uniqueId(batch.at, messageId, batch.chance),
    BusinessNumber: from,
    UserNumber: recipient.To,
    ChannelType: channel.toUpperCase(),
    EventAction: 'DOWN',
    EventActionName: 'DOWN',
    Type: type,
    MessageType: kind,
    MessageTypeName: kind,
    Message: message.text,
    ...(status === 'Failed'
      ? { MessageStatus: 'fail', MessageStatusName: 'Failed' }
      : status === 'Accepted'
        ? { MessageStatus: 'sending', MessageStatusName: 'Sending' }
        : { MessageStatus: 'success', MessageStatusName: 'Success' }),
    ClientAcceptStatusName:
      status === 'Failed'
        ? 'Failed'
        : steps.some((step) => step.status === 'Delivered')
          ? 'Delivered'
          : 'Sending',
    ClientReadStatus: read ? 'success' : 'unread',
    ClientReadStatusName: read ? 'Read' : 'Unread',
    ...(errorCode === undefined
      ? {}
      : { FailReason: errorCode === 'timeout' ? errorCode : describeDeliveryError(errorCode) }),
    FailBackFlag: fallback === undefined ? 'N' : 'Y',
    ...(fallback?.content === undefined ? {} : { FailBackContent: fallback.content }),
    ...(type === 'template'
      ? { TemplateCode: templateCode, TemplateName: templateName, LanguageCode: language }
      : {}),
    ...(status === 'Accepted' ? {} : conversationIdOf(conversationOf(batch, recipient.To, status, world))),
    MessageSource: 'api',
    ...timesOf(batch.at, assumptions),
  }
}

const conversationIdOf = ({ ConversationId }: ConversationFields): Pick<MessageRow, 'ConversationId'> =>
  ConversationId === undefined ? {} : { ConversationId }

function receivedRow(
  { messageId, at, from, to, channel, type, message }: InboundMessage,
  { assumptions }: World,
): MessageRow {
  return {
    MessageId: messageId,
    UniqueMessageId: uniqueId(at, messageId, 0),
    BusinessNumber: to,
    UserNumber: from,
    ChannelType: channel.toUpperCase(),
    EventAction: 'UP',
    EventActionName: 'UP',
    Type: 'message',
    MessageType: type,
    MessageTypeName: type,
    Message: message,
    MessageStatus: 'success',
    MessageStatusName: 'Success',
    FailBackFlag: 'N',
    MessageSource: 'user',
    ...timesOf(at, assumptions),
  }
}

function timesOf(at: number, { listSendTime }: World['assumptions']): Pick<MessageRow, 'SendTime' | 'Month'> {
  const iso = new Date(at).toISOString()
  return {
    SendTime: listSendTime === 'milliseconds' ? String(at) : iso.replace('Z', '+00:00'),
    Month: iso.slice(0, 7).replace('-', ''),
  }
}

/** yyyyMMdd and 30 digits, the shape of the published sample; no two messages share one. */
function uniqueId(at: number, messageId: string, chance: number): string {
  return `${new Date(at).toISOString().slice(0, 10).replaceAll('-', '')}${messageId.slice(-18).padStart(18, '0')}${String(chance >>> 0).padStart(12, '0')}`
}
