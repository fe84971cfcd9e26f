import { describeDeliveryError } from '../../contracts/delivery-errors.ts'
import type { Batch } from '../world/batches.ts'
import { messageIdOf, type Step } from './lifecycle.ts'

/** A ChatAppStatus item: what became of one message of a batch. Fields in the order of the printed samples. */
export function statusItem(batch: Batch, index: number, to: string, { status, at, errorCode }: Step): Record<string, unknown> {
  const { content, taskId, from, templateCode, templateName, language } = batch
  const messageId = messageIdOf(batch, index)
  return {
    Status: status,
    ...(errorCode === undefined ? {} : { ErrorCode: errorCode, ErrorDescription: describeDeliveryError(errorCode) }),
    MsgFrameType: content === undefined ? 'template' : 'message',
    Type: content === undefined ? 'TEMPLATE' : content.type.toUpperCase(),
    TaskId: taskId ?? messageId,
    From: from,
    To: to,
    OriginPhoneNumber: from,
    Timestamp: at,
    ...conversationOf(batch),
    ...(content === undefined ? { TemplateCode: templateCode, TemplateName: templateName, Language: language } : {}),
    MessageId: messageId,
  }
}

const categories = new Set(['utility', 'marketing', 'authentication'])

/** The kind of conversation, which only WhatsApp has: opened by the person, or of the category of the template. */
function conversationOf({ channel, content, template }: Batch): { ConversationType?: string } {
  if (channel !== 'whatsapp') return {}
  const type = content === undefined ? template?.category.toLowerCase() : 'service'
  return type !== undefined && (content !== undefined || categories.has(type)) ? { ConversationType: type } : {}
}
