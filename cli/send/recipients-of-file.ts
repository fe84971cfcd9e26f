import type { BatchRange, Checkpoint, Recipient } from '../../sdk/index.ts'
import type { Leftovers } from './leftovers.ts'
import type { MappedRow } from './mapping.ts'
import type { FileRecord } from './records.ts'

/** The recipients of a file, and the rows they came from. */
export interface ListOfFile {
  readonly recipients: AsyncIterable<Recipient>
  recordOf(recipient: Recipient): FileRecord
}

/**
 * The recipients of a file. Rows that are none are written down as they are met. After an interruption everything is written down
 * once more that the checkpoint says was not sent, as it does not depend on what the earlier process still wrote.
 */
export function listOf(
  records: AsyncIterable<FileRecord>,
  map: (record: FileRecord) => MappedRow,
  leftovers: { readonly rejected: Leftovers; readonly uncertain: Leftovers },
  resumeFrom: Checkpoint | undefined,
): ListOfFile {
  const rows = new WeakMap<Recipient, FileRecord>()
  const earlier = [
    ...(resumeFrom?.rejected ?? []).map((range) => ({ ...range, into: leftovers.rejected })),
    ...(resumeFrom?.uncertain ?? []).map((range) => ({ ...range, into: leftovers.uncertain })),
  ].sort((a, b) => a.first - b.first)

  async function* recipients(): AsyncGenerator<Recipient, void, void> {
    let place = 0
    let next = 0
    for await (const record of records) {
      const mapped = map(record)
      if ('problem' in mapped) {
        await leftovers.rejected.write([record], mapped.problem.text)
        continue
      }
      while (isBehind(earlier[next], place)) next++
      const range = earlier[next]
      if (range !== undefined && place >= range.first)
        await range.into.write([record], `${range.reason ?? 'not known'}, in an earlier run`)
      place++
      rows.set(mapped.recipient, record)
      yield mapped.recipient
    }
  }

  return { recipients: recipients(), recordOf: (recipient) => rows.get(recipient) as FileRecord }
}

const isBehind = (range: BatchRange | undefined, place: number): boolean =>
  range !== undefined && place >= range.first + range.count
