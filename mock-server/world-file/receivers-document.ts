import type * as z from 'zod'
import type { LayeredMap } from '../world/stores/layered-map.ts'
import { accountKey, numberKey, type Receiver } from '../world/receivers.ts'
import type { callbackSettings } from './settings.ts'
import type { WorldDocument } from './world-document.ts'

/** A receiver as a world file and the control API write it. */
export type CallbackSettings = z.output<typeof callbackSettings>

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
