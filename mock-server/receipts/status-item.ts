import { describeDeliveryError } from '../../contracts/errors/delivery-errors.ts'
import type { Batch } from '../world/batches.ts'
import type { World } from '../world/world.ts'
import { conversationOf } from '../messages/conversation-of.ts'
import { messageIdOf } from '../messages/lifecycle.ts'
import type { Step } from '../world/message.ts'

/** A ChatAppStatus item: what became of one message of a batch. Fields in the order of the printed samples. */
export function statusItem(
  batch: Batch,
  index: number,
  to: string,
  { status, at, errorCode }: Step,
  world: World,
): Record<string, unknown> {
  const {
    taskId,
    terms: { content, from, templateCode, templateName, language },
  } = batch
  const messageId = messageIdOf(batch, index)
  return {
    Status: status,
    ...(errorCode === undefined
      ? {}
      : { ErrorCode: errorCode, ErrorDescription: describeDeliveryError(errorCode) }),
    MsgFrameType: content === undefined ? 'template' : 'message',
    Type: content === undefined ? 'TEMPLATE' : content.type.toUpperCase(),
    TaskId: taskId ?? messageId,
    From: from,
    To: to,
    OriginPhoneNumber: from,
    Timestamp: at,
    ...conversationOf(batch, to, status, world),
    ...(content === undefined
      ? { TemplateCode: templateCode, TemplateName: templateName, Language: language }
      : {}),
    MessageId: messageId,
  }
}
