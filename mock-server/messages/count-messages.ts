import type { Batch } from '../world/batches.ts'
import type { CountedButton, Press } from '../world/presses.ts'
import { stepsOf } from './lifecycle.ts'
import type { MessageStatus } from '../world/message.ts'

/** What happened to messages within one interval, each counted once per state. */
export interface Count {
  /** The interval, milliseconds since the epoch; the end is not included. */
  readonly start: number
  readonly end: number
  sent: number
  delivered: number
  read: number
  readonly pressed: PressCount[]
}

/** How often one button was pressed. */
export interface PressCount {
  readonly button: CountedButton
  readonly text: string
  count: number
}

/** A period, and the length of the intervals it is cut into, all in milliseconds. */
export interface Period {
  readonly start: number
  readonly end: number
  readonly interval: number
}

const counted = { Sent: 'sent', Delivered: 'delivered', Read: 'read' } as const

/** Counts what happened to the messages of the batches within the period, in intervals that begin at midnight UTC; those in which nothing happened are left out. */
export function countMessages(
  batches: Iterable<Batch>,
  { start, end, interval }: Period,
  presses: Iterable<Press> = [],
): Count[] {
  const counts = new Map<number, Count>()
  for (const batch of batches) {
    if (batch.at >= end) continue
    for (let index = 0; index < batch.count; index++) {
      const seen = new Set<MessageStatus>()
      for (const { status, at } of stepsOf(batch, index)) {
        if (seen.has(status) || !(status in counted)) continue
        seen.add(status)
        if (at >= start && at < end) countAt(at)[counted[status as keyof typeof counted]]++
      }
    }
  }
  for (const { at, button, text } of presses)
    if (at >= start && at < end) countPress(countAt(at).pressed, button, text)
  return [...counts.values()].sort((a, b) => a.start - b.start)

  function countAt(at: number): Count {
    const from = Math.floor(at / interval) * interval
    let count = counts.get(from)
    if (count === undefined)
      counts.set(
        from,
        (count = { start: from, end: from + interval, sent: 0, delivered: 0, read: 0, pressed: [] }),
      )
    return count
  }
}

function countPress(pressed: PressCount[], button: CountedButton, text: string): void {
  const same = pressed.find((each) => each.button === button && each.text === text)
  if (same === undefined) pressed.push({ button, text, count: 1 })
  else same.count++
}
