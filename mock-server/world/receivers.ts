import type { LayeredMap } from './stores/layered-map.ts'

/** Where the receipts of a number or of an account go. */
export interface Receiver {
  readonly statusUrl: string | undefined
  readonly inboundUrl: string | undefined
  readonly auditUrl: string | undefined
  /** HttpFlag: push to the URLs. */
  readonly http: boolean
  /** QueueFlag: put into the queues of the account. */
  readonly queue: boolean
}

export const numberKey = (spaceId: string, number: string): string => `number:${spaceId}:${number}`
export const accountKey = (uid: string): string => `account:${uid}`

/** Whether anybody in the world wants receipts: only then the order of events on the way through time can be seen from outside. */
export const hasReceivers = ({ receivers }: { readonly receivers: LayeredMap<Receiver> }): boolean =>
  !receivers.isEmpty
