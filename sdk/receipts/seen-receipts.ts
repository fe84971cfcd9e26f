import type { Receipt } from './parse-receipts.ts'

/** Remembers which receipts were handled. Hand in one of your own, over a database, where several processes receive. */
export interface SeenReceipts {
  has(key: string): boolean | Promise<boolean>
  /** Called after a receipt was handled. */
  add(key: string): void | Promise<void>
}

/** Remembers in memory, the newest so many. A repetition comes within minutes. */
export function createSeenReceipts(capacity = 100_000): SeenReceipts {
  const keys = new Set<string>()
  return {
    has: (key) => keys.has(key),
    add(key) {
      keys.add(key)
      if (keys.size > capacity) keys.delete(keys.values().next().value as string)
    },
  }
}

/** Equal for repetitions of a receipt, different for every other one. */
export function keyOf(receipt: Receipt): string {
  switch (receipt.kind) {
    case 'status':
      return `status:${receipt.item.MessageId}:${receipt.item.Status}`
    case 'inbound':
      return `inbound:${receipt.item.MessageId}`
    default:
      return `${receipt.kind}:${JSON.stringify(receipt.item)}`
  }
}
