import type { Batch } from '../world/batches.ts'
import type { World } from '../world/world.ts'
import type { Happening } from './happenings.ts'
import { nextChange } from './lifecycle.ts'

/** Takes a batch into the world: from now on its messages live. */
export function acceptBatch(batch: Batch, { batches, agenda }: World): void {
  batches.set(batch.groupMessageId, batch)
  // No message can change before this; the exact time is computed when the world gets there.
  agenda.add({ at: batch.at + batch.plan.sent[0], kind: 'batch', id: batch.groupMessageId, since: batch.at })
}

/** Messages of a batch change their state. The state itself follows from plan and clock; only what it causes happens here. */
export const messagesMoveOn: Happening = {
  nextMoment({ batches }, { id, since }, now) {
    const batch = batches.get(id)
    return batch && nextChange(batch, Math.max(since, now))
  },
  run({ batches, agenda, clock }, { id }) {
    const now = clock.now()
    const batch = batches.get(id)
    const next = batch && nextChange(batch, now)
    if (next !== undefined) agenda.add({ at: next, kind: 'batch', id, since: now })
  },
}
