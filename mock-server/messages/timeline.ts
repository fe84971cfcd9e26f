import { recipientsOf, type Batch } from '../world/batches.ts'
import type { World } from '../world/world.ts'
import { fallsBackAt, stepsOf } from './lifecycle.ts'

/** Everything that happens to a batch, in order, while it happens. */
export interface Timeline {
  /** Calls back for each step of a message after `since` and up to `now`, earliest first. */
  between(since: number, now: number, visit: (index: number, step: number, to: string) => void): void
  /** The first change after `now`; undefined when all have come to an end. */
  next(now: number): number | undefined
}

/** Timelines that are kept at a time in each world; more are computed again when they are needed. */
const kept = 2048

/** By world, so that they end with it. */
const timelines = new WeakMap<World, Map<Batch, Timeline>>()

/** The timeline of a batch that is under way: sorted once, then read. */
export function timelineOf(world: World, batch: Batch): Timeline {
  let own = timelines.get(world)
  if (own === undefined) timelines.set(world, (own = new Map()))
  let timeline = own.get(batch)
  if (timeline !== undefined) return timeline
  own.set(batch, (timeline = createTimeline(batch)))
  const [eldest] = own.keys()
  if (own.size > kept && eldest !== undefined) own.delete(eldest)
  return timeline
}

/** Lets go of a batch that has come to its end. */
export const forgetTimeline = (world: World, batch: Batch): void => void timelines.get(world)?.delete(batch)

/** A moment is one number: its time since the batch, then message and step. 17 bits leave four years to the time. */
const [perMessage, perTime] = [8, 2 ** 17]
/** In the place of a step: the message falls back. Nothing is reported, but the message changes. */
const fallback = perMessage - 1

function createTimeline(batch: Batch): Timeline {
  const moments: number[] = []
  for (let index = 0; index < batch.count; index++) {
    const steps = stepsOf(batch, index)
    for (const [step, { at }] of steps.entries())
      moments.push((at - batch.at) * perTime + index * perMessage + step)
    const fallsBack = fallsBackAt(batch, index, steps)
    if (fallsBack !== undefined)
      moments.push((fallsBack - batch.at) * perTime + index * perMessage + fallback)
  }
  const sorted = Float64Array.from(moments).sort()
  const recipients = recipientsOf(batch).map(({ To }) => To)

  /** The place of the first moment after a time. */
  const after = (time: number): number => {
    const bound = (time - batch.at + 1) * perTime
    let [low, high] = [0, sorted.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sorted[middle] as number) < bound) low = middle + 1
      else high = middle
    }
    return low
  }

  return {
    between(since, now, visit) {
      for (let place = after(since), end = after(now); place < end; place++) {
        const rest = (sorted[place] as number) % perTime
        const step = rest % perMessage
        const index = (rest - step) / perMessage
        if (step !== fallback) visit(index, step, recipients[index] ?? '')
      }
    },
    next(now) {
      const moment = sorted[after(now)]
      return moment === undefined ? undefined : batch.at + Math.floor(moment / perTime)
    },
  }
}
