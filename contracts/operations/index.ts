import type { CuratedOperation } from '../operation.ts'
import { listChatappMessage } from './list-chatapp-message.ts'
import { sendChatappMassMessage } from './send-chatapp-mass-message.ts'
import { sendChatappMessage } from './send-chatapp-message.ts'
import { createChatappTemplate } from './create-chatapp-template.ts'
import { listChatappTemplate } from './list-chatapp-template.ts'
import { getChatappTemplateDetail } from './get-chatapp-template-detail.ts'
import { deleteChatappTemplate } from './delete-chatapp-template.ts'
import { modifyChatappTemplate } from './modify-chatapp-template.ts'
import { modifyChatappTemplateProperties } from './modify-chatapp-template-properties.ts'
import { archiveChatappTemplate } from './archive-chatapp-template.ts'
import { queryChatappPhoneNumbers } from './query-chatapp-phone-numbers.ts'
import { queryChatappBindWaba } from './query-chatapp-bind-waba.ts'
import { updatePhoneWebhook } from './update-phone-webhook.ts'
import { updateAccountWebhook } from './update-account-webhook.ts'
import { enableWhatsappROIMetric } from './enable-whatsapp-roi-metric.ts'
import { getChatappTemplateMetric } from './get-chatapp-template-metric.ts'
import { getChatappPhoneNumberMetric } from './get-chatapp-phone-number-metric.ts'

/** The operations written by hand, by name. All others are answered from the catalog. */
export const curatedOperations = {
  SendChatappMassMessage: sendChatappMassMessage,
  SendChatappMessage: sendChatappMessage,
  ListChatappMessage: listChatappMessage,
  CreateChatappTemplate: createChatappTemplate,
  ListChatappTemplate: listChatappTemplate,
  GetChatappTemplateDetail: getChatappTemplateDetail,
  DeleteChatappTemplate: deleteChatappTemplate,
  ModifyChatappTemplate: modifyChatappTemplate,
  ModifyChatappTemplateProperties: modifyChatappTemplateProperties,
  ArchiveChatappTemplate: archiveChatappTemplate,
  QueryChatappPhoneNumbers: queryChatappPhoneNumbers,
  QueryChatappBindWaba: queryChatappBindWaba,
  UpdatePhoneWebhook: updatePhoneWebhook,
  UpdateAccountWebhook: updateAccountWebhook,
  EnableWhatsappROIMetric: enableWhatsappROIMetric,
  GetChatappTemplateMetric: getChatappTemplateMetric,
  GetChatappPhoneNumberMetric: getChatappPhoneNumberMetric,
} as const satisfies Record<string, CuratedOperation>

export type CuratedName = keyof typeof curatedOperations
