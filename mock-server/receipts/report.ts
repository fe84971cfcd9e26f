import { announceDue } from '../world/announce.ts'
import type { World } from '../world/world.ts'
import { destinationsOf, type Destinations } from './destinations.ts'
import { fateOfReceipt, heldBackBy, mostItems, type Reported } from './fate-of-receipt.ts'
import type { HeldReceipt } from '../world/stores/outbox.ts'
import type { Receipt } from '../world/receipt.ts'

/** Enters a receipt into the outbox of the world, for whoever receives it. Nothing happens when nobody does. */
export function report(world: World, receipt: Receipt): void {
  const destinations = destinationsOf(world, receipt)
  if (destinations === undefined) return
  enter(world, destinations, receipt)
  announceDue(world)
}

/** Enters an item for destinations that are known; it leaves now, unless a fault wants otherwise. */
export function enter(world: World, { urls, queue }: Destinations, receipt: Reported): void {
  const { clock, outbox, queues } = world
  const { type, item } = receipt
  const now = clock.now()
  const fate = fateOfReceipt(world, receipt)
  if (fate.lost) outbox.tally.lost++
  const text = JSON.stringify(item)
  const messageId = String(item['MessageId'] ?? '')
  for (const [place, url] of urls.entries()) {
    const put: Put = (body, delay, copy, faults) =>
      push(world, receipt, { type, url, copy, faults, dueAt: gatheredUntil(world, now) + delay }, body)
    // Not by its URL, which may be another when the next one leaves.
    handOver(`${place} ${messageId}`, { body: text, fate, url }, put)
  }
  if (queue !== undefined)
    handOver(`queue ${messageId}`, { body: text, fate, url: undefined }, (body, delay) =>
      queues.put(queue, body, now, now + delay),
    )

  function handOver(key: string, receipt: HeldReceipt, put: Put): void {
    if (fate.held && !fate.lost) {
      outbox.held.set(key, receipt)
      return
    }
    if (!fate.lost) leave(receipt, 0, put)
    const before = outbox.held.get(key)
    if (before === undefined) return
    outbox.held.delete(key)
    leave(before, fate.delay + heldBackBy, put)
  }
}

/** Sends a receipt off as often as its fate wants, so much later. */
function leave({ body, fate: { delay, again, twin, faults } }: HeldReceipt, later: number, put: Put): void {
  put(body, later + delay, 0, faults)
  if (again !== undefined) put(body, later + delay + again, 0, faults)
  if (twin) put(body, later + delay, 1, faults)
}

/** Sends an item off, with the names of the faults it suffered. */
type Put = (body: string, delay: number, copy: number, faults: readonly string[]) => void

function push(
  world: World,
  receipt: Reported,
  where: Parameters<World['outbox']['enter']>[1],
  body: string,
): void {
  const { outbox, agenda, clock } = world
  const now = clock.now()
  const added = outbox.enter(body, where, now, () => mostItems(world, receipt))
  if (added !== undefined) agenda.add({ at: added.dueAt, kind: 'push', id: added.id, since: now })
}

/** The next moment at which gathered receipts leave. */
const gatheredUntil = ({ pushes: { gather } }: World, now: number): number =>
  gather === 0 ? now : Math.ceil(now / gather) * gather
