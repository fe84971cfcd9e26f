import { UsageError } from '../../contracts/usage-error.ts'
import type { Batch } from './recipients.ts'

/** A batch as a checkpoint names it. */
export interface BatchRange {
  readonly batch: number
  /** Place of the first recipient in the list, from 0. */
  readonly first: number
  readonly count: number
  /** Code or name of the error. */
  readonly reason?: string
}

/**
 * How far a mass send has come: a plain value to store as JSON and to resume from.
 * It is written before a batch is sent and after its outcome is known, so what stands in `open` when a process dies is uncertain.
 */
export interface Checkpoint {
  readonly version: 1
  /** Recipients taken from the list so far; all others come after. */
  readonly taken: number
  /** Hash of those, to notice another list. */
  readonly fingerprint: string
  readonly batches: number
  /** Recipients of accepted batches. */
  readonly accepted: number
  /** Batches on their way when this was written. */
  readonly open: readonly BatchRange[]
  /** Batches that may have been carried out. They are never sent again by themselves. */
  readonly uncertain: readonly BatchRange[]
  readonly rejected: readonly BatchRange[]
  /** Batches taken from the list and certainly not sent. They are sent first when resuming. */
  readonly unsent: readonly BatchRange[]
}

export type BatchStatus = 'accepted' | 'rejected' | 'uncertain' | 'unsent'

/** Keeps the checkpoint of a run. */
export interface Ledger {
  /** Notes that a batch goes out; `fingerprint` is that of all recipients taken. */
  begin(batch: Batch, taken: number, fingerprint: string): void
  /** Notes what became of it. */
  settle(batch: Batch, status: BatchStatus, reason?: string): void
  current(): Checkpoint
}

/** Starts from nothing, or from an earlier checkpoint. */
export function createLedger(earlier: Checkpoint | undefined): Ledger {
  let { taken, fingerprint, batches, accepted } = earlier ?? {
    taken: 0,
    fingerprint: '',
    batches: 0,
    accepted: 0,
  }
  const open = new Map(earlier?.open.map((range) => [range.batch, range]))
  const rejected = [...(earlier?.rejected ?? [])]
  const uncertain = [...(earlier?.uncertain ?? [])]
  const unsent = new Map(earlier?.unsent.map((range) => [range.batch, range]))
  return {
    begin(batch, takenNow, fingerprintNow) {
      open.set(batch.index, rangeOf(batch))
      unsent.delete(batch.index)
      if (takenNow > taken) {
        taken = takenNow
        fingerprint = fingerprintNow
      }
      batches = Math.max(batches, batch.index + 1)
    },
    settle(batch, status, reason) {
      open.delete(batch.index)
      unsent.delete(batch.index)
      const range = { ...rangeOf(batch), ...(reason === undefined ? {} : { reason }) }
      if (status === 'accepted') accepted += batch.recipients.length
      if (status === 'rejected') rejected.push(range)
      if (status === 'uncertain') uncertain.push(range)
      if (status === 'unsent') unsent.set(batch.index, range)
    },
    current: () => ({
      version: 1,
      taken,
      fingerprint,
      batches,
      accepted,
      open: [...open.values()],
      uncertain: [...uncertain],
      rejected: [...rejected],
      unsent: [...unsent.values()],
    }),
  }
}

const rangeOf = ({ index, first, recipients }: Batch): BatchRange => ({
  batch: index,
  first,
  count: recipients.length,
})

/** Refuses a list that does not begin with the recipients the checkpoint speaks of. Throws `UsageError`. */
export function assertSameList(
  { taken, fingerprint }: Checkpoint,
  found: { readonly position: number; fingerprint(): string },
): void {
  if (found.position === taken && (taken === 0 || found.fingerprint() === fingerprint)) return
  throw new UsageError(
    `The checkpoint belongs to another list: it has taken ${taken} recipients, and the list given ${found.position < taken ? `has only ${found.position}` : 'begins differently'}. Give the list it was made with, or start without the checkpoint.`,
  )
}
