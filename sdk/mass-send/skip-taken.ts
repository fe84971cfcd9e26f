import { assertSameList, type Checkpoint } from './checkpoint.ts'
import type { Batch, RecipientReader } from './recipients.ts'

/**
 * Passes over the recipients an earlier run has taken. Keeps those of batches that are to be sent now or to be told of.
 * Throws `UsageError` when the list is not the one the checkpoint speaks of.
 */
export async function skipTaken(
  reader: RecipientReader,
  checkpoint: Checkpoint,
): Promise<{ unsent: Batch[]; open: Batch[] }> {
  const unsent: Batch[] = []
  const open: Batch[] = []
  const ranges = [
    ...checkpoint.unsent.map((range) => ({ ...range, into: unsent })),
    ...checkpoint.open.map((range) => ({ ...range, into: open })),
  ].sort((a, b) => a.first - b.first)
  for (const { batch, first, count, into } of ranges) {
    await pass(reader, first - reader.position)
    into.push({ index: batch, first, recipients: await reader.take(count) })
  }
  await pass(reader, checkpoint.taken - reader.position)
  assertSameList(checkpoint, reader)
  return { unsent, open }
}

/** In small portions, so that a long list is never in memory. */
async function pass(reader: RecipientReader, count: number): Promise<void> {
  for (let left = count; left > 0; left -= 1000) await reader.take(Math.min(1000, left))
}
