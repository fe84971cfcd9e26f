import type * as z from 'zod'
import type { LayeredMap } from './layered-map.ts'
import type { callbackSettings } from '../world-file/settings.ts'
import type { WorldDocument } from '../world-file/world-document.ts'
import type { World } from './world.ts'

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

/** The same as a world file and the control API say it. */
export type CallbackSettings = z.output<typeof callbackSettings>

export const numberKey = (spaceId: string, number: string): string => `number:${spaceId}:${number}`
export const accountKey = (uid: string): string => `account:${uid}`

/** Whether anybody in the world wants receipts: only then the order of events on the way through time can be seen from outside. */
export const hasReceivers = ({ receivers }: World): boolean => !receivers.isEmpty

export const toReceiver = ({ status, inbound, audit, http, queue }: CallbackSettings): Receiver => ({
  statusUrl: status,
  inboundUrl: inbound,
  auditUrl: audit,
  http,
  queue,
})

/** Sets the receivers a world document names. */
export function addReceivers(receivers: LayeredMap<Receiver>, { accounts }: WorldDocument): void {
  for (const { uid, callbacks, spaces } of accounts) {
    if (callbacks !== undefined) receivers.set(accountKey(uid), toReceiver(callbacks))
    for (const space of spaces)
      for (const [number, settings] of Object.entries(space.callbacks))
        receivers.set(numberKey(space.id, number), toReceiver(settings))
  }
}

/** The receivers whose key begins so, as settings by the rest of the key. */
export function callbacksOf(
  receivers: LayeredMap<Receiver>,
  prefix: string,
): Record<string, CallbackSettings> {
  return Object.fromEntries(
    [...receivers.entries()].flatMap(([key, { statusUrl, inboundUrl, auditUrl, http, queue }]) =>
      key.startsWith(prefix)
        ? [
            [
              key.slice(prefix.length),
              {
                ...(statusUrl && { status: statusUrl }),
                ...(inboundUrl && { inbound: inboundUrl }),
                ...(auditUrl && { audit: auditUrl }),
                http,
                queue,
              },
            ],
          ]
        : [],
    ),
  )
}
