import type { World } from '../world/world.ts'

/** Receipts that have not reached their consumers. */
export interface Undelivered {
  readonly receipts: number
  readonly pushes: number
  /** By URL, most receipts first. */
  readonly urls: readonly { readonly url: string; readonly receipts: number }[]
}

/** What is still pending in these worlds. */
export function undeliveredOf(worlds: readonly World[]): Undelivered {
  const byUrl = new Map<string, number>()
  let pushes = 0
  for (const { outbox } of worlds) {
    for (const { url, items } of outbox.pending()) {
      pushes++
      byUrl.set(url, (byUrl.get(url) ?? 0) + items.length)
    }
    // Held back until what overtakes them has gone; those for a queue wait for nobody.
    for (const { url } of outbox.held.values())
      if (url !== undefined) byUrl.set(url, (byUrl.get(url) ?? 0) + 1)
  }
  const urls = [...byUrl]
    .map(([url, receipts]) => ({ url, receipts }))
    .sort((a, b) => b.receipts - a.receipts)
  return { receipts: urls.reduce((sum, { receipts }) => sum + receipts, 0), pushes, urls }
}
