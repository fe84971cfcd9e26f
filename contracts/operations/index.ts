import type { CuratedOperation } from '../operation.ts'
import { sendChatappMassMessage } from './send-chatapp-mass-message.ts'
import { sendChatappMessage } from './send-chatapp-message.ts'
import { createChatappTemplate } from './create-chatapp-template.ts'
import { listChatappTemplate } from './list-chatapp-template.ts'
import { getChatappTemplateDetail } from './get-chatapp-template-detail.ts'
import { deleteChatappTemplate } from './delete-chatapp-template.ts'

/** The operations written by hand, by name. All others are answered from the catalog. */
export const curatedOperations = {
  SendChatappMassMessage: sendChatappMassMessage,
  SendChatappMessage: sendChatappMessage,
  CreateChatappTemplate: createChatappTemplate,
  ListChatappTemplate: listChatappTemplate,
  GetChatappTemplateDetail: getChatappTemplateDetail,
  DeleteChatappTemplate: deleteChatappTemplate,
} as const satisfies Record<string, CuratedOperation>

export type CuratedName = keyof typeof curatedOperations
