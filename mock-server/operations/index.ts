import type { Operation } from '../../contracts/operation.ts'
import type { CuratedName } from '../../contracts/operations/index.ts'
import type { Behavior } from '../call/behavior.ts'
import { listChatappMessageBehavior } from './list-chatapp-message.ts'
import { sendChatappMassMessageBehavior } from './send-chatapp-mass-message.ts'
import { sendChatappMessageBehavior } from './send-chatapp-message.ts'
import { queryTokenForMnsQueueBehavior } from './query-token-for-mns-queue.ts'
import { stubOf } from './stub.ts'
import { createChatappTemplateBehavior } from './create-chatapp-template.ts'
import { listChatappTemplateBehavior } from './list-chatapp-template.ts'
import { getChatappTemplateDetailBehavior } from './get-chatapp-template-detail.ts'
import { deleteChatappTemplateBehavior } from './delete-chatapp-template.ts'
import { modifyChatappTemplateBehavior } from './modify-chatapp-template.ts'
import { modifyChatappTemplatePropertiesBehavior } from './modify-chatapp-template-properties.ts'
import { archiveChatappTemplateBehavior } from './archive-chatapp-template.ts'
import { queryChatappPhoneNumbersBehavior } from './query-chatapp-phone-numbers.ts'
import { queryChatappBindWabaBehavior } from './query-chatapp-bind-waba.ts'
import { updatePhoneWebhookBehavior } from './update-phone-webhook.ts'
import { updateAccountWebhookBehavior } from './update-account-webhook.ts'
import { enableWhatsappROIMetricBehavior } from './enable-whatsapp-roi-metric.ts'
import { getChatappTemplateMetricBehavior } from './get-chatapp-template-metric.ts'
import { getChatappPhoneNumberMetricBehavior } from './get-chatapp-phone-number-metric.ts'

/** The operations with state, by name. A curated operation without behavior does not compile. */
export const behaviors: Readonly<Record<CuratedName, Behavior>> = {
  SendChatappMassMessage: sendChatappMassMessageBehavior,
  SendChatappMessage: sendChatappMessageBehavior,
  ListChatappMessage: listChatappMessageBehavior,
  CreateChatappTemplate: createChatappTemplateBehavior,
  ListChatappTemplate: listChatappTemplateBehavior,
  GetChatappTemplateDetail: getChatappTemplateDetailBehavior,
  DeleteChatappTemplate: deleteChatappTemplateBehavior,
  ModifyChatappTemplate: modifyChatappTemplateBehavior,
  ModifyChatappTemplateProperties: modifyChatappTemplatePropertiesBehavior,
  ArchiveChatappTemplate: archiveChatappTemplateBehavior,
  QueryChatappPhoneNumbers: queryChatappPhoneNumbersBehavior,
  QueryChatappBindWaba: queryChatappBindWabaBehavior,
  UpdatePhoneWebhook: updatePhoneWebhookBehavior,
  UpdateAccountWebhook: updateAccountWebhookBehavior,
  EnableWhatsappROIMetric: enableWhatsappROIMetricBehavior,
  GetChatappTemplateMetric: getChatappTemplateMetricBehavior,
  GetChatappPhoneNumberMetric: getChatappPhoneNumberMetricBehavior,
}

/** What happens when the operation is called. */
export function behaviorOf(operation: Operation): Behavior {
  // Of another product, and therefore none of the operations above.
  if (operation.name === queryTokenForMnsQueueBehavior.operation) return queryTokenForMnsQueueBehavior
  return Object.hasOwn(behaviors, operation.name)
    ? behaviors[operation.name as CuratedName]
    : stubOf(operation)
}
