import type { Batch } from '../world/batches.ts'
import type { World } from '../world/world.ts'
import { nextChange } from './lifecycle.ts'

/** Takes a batch into the world: from now on its messages live. */
export function acceptBatch(batch: Batch, { batches, agenda }: World): void {
  batches.set(batch.groupMessageId, batch)
  // No message can change before this; the exact time is computed when the world gets there.
  agenda.add({ at: batch.at + batch.plan.sent[0], batch: batch.groupMessageId })
}

/** Runs what is due by now. Each batch that still has something ahead enters its next change. */
export function runDue({ agenda, batches, clock }: World): void {
  const now = clock.now()
  for (let event = agenda.take(now); event !== undefined; event = agenda.take(now)) {
    const batch = batches.get(event.batch)
    const next = batch && nextChange(batch, now)
    if (next !== undefined) agenda.add({ at: next, batch: event.batch })
  }
}

/** The next time something changes in the world; undefined when nothing will by itself. */
export function nextDue({ agenda, batches, clock }: World): number | undefined {
  for (let event = agenda.next; event !== undefined; event = agenda.next) {
    const batch = batches.get(event.batch)
    const exact = batch && nextChange(batch, clock.now())
    if (exact === event.at) return exact
    agenda.take(event.at)
    if (exact !== undefined) agenda.add({ at: exact, batch: event.batch })
  }
  return undefined
}
