import { auditReceipt } from './audit-receipt.ts'
import type { Callback } from './callback.ts'
import { inboundReceipt } from './inbound-receipt.ts'
import { statusReceipt } from './status-receipt.ts'

/** Everything the API sends to its customers, by receipt type. */
export const callbacks = {
  ChatAppStatus: statusReceipt,
  ChatAppInbound: inboundReceipt,
  ChatAppAudit: auditReceipt,
} as const satisfies Record<string, Callback>

export type CallbackName = keyof typeof callbacks
