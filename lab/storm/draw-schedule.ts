import type { Draw } from './chance.ts'
import { inOrder, type Letter, type Receipt, type Schedule } from './schedule.ts'

/** What the application lets the storm do beside delivering. */
export interface Means {
  readonly restart: boolean
  /** Whether messages are made known to the application, so that a receipt can come before that. */
  readonly register: boolean
}

/** How a message fares: what is reported of it, in order. */
const fates: readonly (readonly string[])[] = [
  ['Sent', 'Delivered', 'Read'],
  ['Sent', 'Failed'],
  ['Sent', 'Delivered', 'Read', 'inbound'],
  ['Sent', 'Delivered'],
]

/** Draws what the platform does in one run: 1 to 5 messages, their receipts out of order, again, in lists, together. */
export function drawSchedule(draw: Draw, means: Means): Schedule {
  const messages = Array.from({ length: 1 + draw.below(5) }, (_, index) => String(index + 1))
  const receipts = messages
    .flatMap((message) => (fates[draw.below(fates.length)] ?? []).map((what) => `${message} ${what}`))
    .sort(inOrder)
  for (let moves = draw.below(5); moves > 0; moves--) {
    const [moved] = receipts.splice(draw.below(receipts.length), 1)
    if (moved !== undefined) receipts.splice(draw.below(receipts.length + 1), 0, moved)
  }
  for (let repeats = draw.below(3); repeats > 0; repeats--) {
    const from = draw.below(receipts.length)
    const later = from + 1 + draw.below(receipts.length - from)
    receipts.splice(later, 0, receipts[from] ?? '')
  }
  const letters = intoLetters(receipts, draw, means)
  const overtakes = means.register ? messages.filter(() => draw.chance(0.2)) : []
  return { letters, overtakes }
}

function intoLetters(receipts: readonly Receipt[], draw: Draw, { restart }: Means): Letter[] {
  // Some runs come in long lists, most do not: the platform gathers what is due.
  const gathers = draw.chance(0.3) ? 0.8 : 0.15
  const letters: Letter[] = []
  for (let at = 0; at < receipts.length;) {
    const size = draw.chance(gathers) ? 2 + draw.below(7) : 1
    const items = receipts.slice(at, at + size)
    at += items.length
    if (draw.chance(0.15)) {
      const other = draw.chance(0.5) ? items : receipts.slice(at, at + 1)
      if (other !== items) at += other.length
      if (other.length > 0) {
        letters.push({ together: [items, other] })
        continue
      }
    }
    letters.push({ push: items, ...(restart && draw.chance(0.15) ? { restart: true as const } : {}) })
  }
  return letters
}
