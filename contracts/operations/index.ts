import type { CuratedOperation } from '../operation.ts'
import { sendChatappMassMessage } from './send-chatapp-mass-message.ts'

/** The operations written by hand, by name. All others are answered from the catalog. */
export const curatedOperations = {
  SendChatappMassMessage: sendChatappMassMessage,
} as const satisfies Record<string, CuratedOperation>

export type CuratedName = keyof typeof curatedOperations
