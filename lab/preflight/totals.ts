import type { PlannedRecipient } from './row-rules.ts'

/** What a campaign costs on the wire. */
export interface Totals {
  readonly recipients: number
  readonly calls: number
  /** Bytes of the largest SenderList in the form of a query, where every sign is escaped, as SDKs since mid-2025 send it. */
  readonly largestCall: number
  /** Seconds of a send at ten calls a second, the documented limit. */
  readonly seconds: number
}

/** Adds up recipients in the order in which they are sent. @param batchSize recipients per call */
export function createTotals(batchSize: number): {
  add(recipient: PlannedRecipient): void
  totals(): Totals
} {
  let [recipients, inCall, bytes, largestCall] = [0, 0, 0, 0]
  return {
    add(recipient) {
      if (inCall === batchSize) [inCall, bytes] = [0, 0]
      inCall++
      recipients++
      // The brackets and commas of a list are escaped as well.
      bytes += encodeURIComponent(JSON.stringify(recipient)).length + 3
      largestCall = Math.max(largestCall, bytes + 3)
    },
    totals: () => {
      const calls = Math.ceil(recipients / batchSize)
      return { recipients, calls, largestCall, seconds: calls / 10 }
    },
  }
}
