import { parseReceipts, type Receipt } from './parse-receipts.ts'
import { createSeenReceipts, keyOf, type SeenReceipts } from './seen-receipts.ts'

export interface ReceiverOptions {
  /**
   * Handles one receipt; repetitions are not shown to it. If it throws, the push is answered with 500 and comes again.
   * The platform waits 3 seconds for the whole push: leave what takes longer to a queue.
   */
  readonly onReceipt: (receipt: Receipt) => void | Promise<void>
  readonly seen?: SeenReceipts | undefined
  /** Told what `onReceipt` threw, or why a body could not be read. */
  readonly onError?: ((error: unknown) => void) | undefined
}

/** What to answer to a push. */
export interface Acknowledgement {
  readonly status: number
  readonly body: { readonly code: number; readonly msg: string }
}

/** Creates what takes the body of a push, as text, bytes or parsed, and tells what to answer. */
export function createReceiver({
  onReceipt,
  seen = createSeenReceipts(),
  onError,
}: ReceiverOptions): (body: unknown) => Promise<Acknowledgement> {
  const underWay = new Map<string, Promise<void>>()

  /** A repetition that arrives while the first is being handled shares its fate. */
  function once(receipt: Receipt): Promise<void> {
    const key = keyOf(receipt)
    const existing = underWay.get(key)
    if (existing !== undefined) return existing
    const handling = handle(receipt, key).finally(() => underWay.delete(key))
    underWay.set(key, handling)
    return handling
  }

  async function handle(receipt: Receipt, key: string): Promise<void> {
    if (await seen.has(key)) return
    await onReceipt(receipt)
    await seen.add(key)
  }

  return async (body) => {
    let receipts: Receipt[]
    try {
      receipts = parseReceipts(body)
    } catch (error) {
      onError?.(error)
      return { status: 400, body: { code: 400, msg: 'the body is not JSON' } }
    }
    const outcomes = await Promise.allSettled(receipts.map(once))
    const failed = outcomes.filter((outcome) => outcome.status === 'rejected')
    for (const { reason } of failed) onError?.(reason)
    return failed.length === 0
      ? { status: 200, body: { code: 0, msg: 'received' } }
      : {
          status: 500,
          body: { code: 500, msg: `${failed.length} of ${receipts.length} receipts were not handled` },
        }
  }
}
