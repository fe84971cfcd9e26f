import type { WebhookInput } from '../../../contracts/operations/shared/webhooks.ts'
import type { Context } from '../../call/context.ts'
import type { Receiver } from '../../world/receivers.ts'

/** Sets what an update names; what it leaves out stays as it was, unless assumed otherwise. */
export function updateReceiver(
  key: string,
  { StatusCallbackUrl, UpCallbackUrl, HttpFlag, QueueFlag }: WebhookInput,
  { world: { receivers }, assumptions }: Context,
): void {
  const before: Partial<Receiver> = receivers.get(key) ?? {}
  const kept: Partial<Receiver> = assumptions.absentCallbackUrl === 'stays' ? before : {}
  receivers.set(key, {
    statusUrl: StatusCallbackUrl ?? kept.statusUrl,
    inboundUrl: UpCallbackUrl ?? kept.inboundUrl,
    // No operation sets it: it belongs to the console.
    auditUrl: before.auditUrl,
    http: HttpFlag === undefined ? (kept.http ?? assumptions.absentHttpFlag === 'Y') : HttpFlag === 'Y',
    queue: QueueFlag === undefined ? (kept.queue ?? false) : QueueFlag === 'Y',
  })
}
