import type { Batch } from '../world/batches.ts'
import type { World } from '../world/world.ts'
import { destinationsOf } from '../receipts/destinations.ts'
import { comesBeforeAnswer } from '../receipts/fate-of-receipt.ts'
import type { DueHandler } from '../world/due-handler.ts'
import { nextChange, noChangeBefore, stepsOf } from '../messages/lifecycle.ts'
import type { Step } from '../world/message.ts'
import { enter } from '../receipts/report.ts'
import { statusItem } from '../receipts/status-item.ts'
import { forgetTimeline, timelineOf } from '../messages/timeline.ts'

/** Takes a batch into the world: from now on its messages live. */
export function acceptBatch(given: Batch, world: World): void {
  const { batches, agenda, faults } = world
  const batch = faults.length > 0 && comesBeforeAnswer(given, world) ? sentAtOnce(given) : given
  batches.set(batch.groupMessageId, batch)
  // No message can change before this; the exact time is computed when the world gets there.
  agenda.add({ at: noChangeBefore(batch), kind: 'batch', id: batch.groupMessageId, since: batch.at - 1 })
}

/** Its receipts are there before the answer of the call. */
const sentAtOnce = (batch: Batch): Batch => ({
  ...batch,
  terms: { ...batch.terms, plan: { ...batch.terms.plan, sent: [0, 0] } },
})

/** Messages of a batch change their state. The state itself follows from plan and clock; only what it causes happens here. */
export const messagesMoveOn: DueHandler = {
  nextMoment({ batches }, { id, since }, now) {
    const batch = batches.get(id)
    // What happens at this very moment still lies ahead, unless it was run.
    return batch && nextChange(batch, Math.max(since, now - 1))
  },
  run(world, { id, since }) {
    const now = world.clock.now()
    const batch = world.batches.get(id)
    if (batch === undefined) return
    const next = reportSteps(world, batch, since, now)
    if (next !== undefined) world.agenda.add({ at: next, kind: 'batch', id, since: now })
  },
}

/** Reports the steps after `since` and up to now, if anybody receives them. Returns when the batch changes next. */
function reportSteps(world: World, batch: Batch, since: number, now: number): number | undefined {
  const { accountUid, spaceId, from } = batch.terms
  const destinations = destinationsOf(world, { type: 'ChatAppStatus', accountUid, spaceId, number: from })
  if (destinations === undefined) return nextChange(batch, now)
  const timeline = timelineOf(world, batch)
  timeline.between(Math.max(since, world.outbox.deafUntil), now, (index, step, to) => {
    const steps = stepsOf(batch, index)
    enter(world, destinations, {
      type: 'ChatAppStatus',
      accountUid,
      item: statusItem(batch, index, to, steps[step] as Step, world),
      last: step === steps.length - 1,
    })
  })
  const next = timeline.next(now)
  if (next === undefined) forgetTimeline(world, batch)
  return next
}
