import { accountKey, numberKey, type Receiver } from '../world/receivers.ts'
import type { World } from '../world/world.ts'
import type { Receipt } from '../world/receipt.ts'

/** Where receipts go: to a URL, into a queue, or both; nowhere when both are undefined. */
export interface Destinations {
  readonly urls: readonly string[]
  /** Name of the queue. */
  readonly queue: string | undefined
}

/** Where the receipts of a type about a number go. What is set for the number counts for more than what is set for its account, unless assumed otherwise. */
export function destinationsOf(
  { receivers, assumptions }: World,
  { type, accountUid, spaceId, number }: Omit<Receipt, 'item'>,
): Destinations | undefined {
  const account = receivers.get(accountKey(accountUid))
  const own = number === undefined ? undefined : receivers.get(numberKey(spaceId, number))
  const ranked = assumptions.receiverLevel === 'account' ? [account, own] : [own, account]
  const byUrl = ranked.filter((receiver) => receiver !== undefined && urlOf(receiver) !== undefined)
  const deciding = assumptions.receiverLevel === 'both' ? byUrl : byUrl.slice(0, 1)
  const urls = deciding.flatMap((receiver) => (receiver?.http === true ? (urlOf(receiver) as string) : []))
  const queue =
    ranked.find((receiver) => receiver !== undefined)?.queue === true
      ? queueName(accountUid, type)
      : undefined
  return urls.length === 0 && queue === undefined ? undefined : { urls: [...new Set(urls)], queue }

  function urlOf(receiver: Receiver): string | undefined {
    const { statusUrl, inboundUrl, auditUrl } = receiver
    if (type === 'ChatAppStatus') return statusUrl || undefined
    if (type === 'ChatAppInbound') return inboundUrl || undefined
    return auditUrl || (assumptions.auditReceipts === 'status-url' ? statusUrl || undefined : undefined)
  }
}

/** The queue of an account for a type of receipts. */
export const queueName = (uid: string, type: Receipt['type']): string => `Alicom-Queue-${uid}-${type}`
