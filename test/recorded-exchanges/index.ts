import { join } from 'node:path'
import { recordOperations, recordRandomCalls, recordSends } from './calls.ts'
import { recordQueues } from './queues.ts'
import type { Recorded } from './record.ts'
import { recordStories } from './stories.ts'

/** The exchanges as they were recorded; `npm run generate` writes the file. */
export const recordedFile = join(import.meta.dirname, 'recorded-exchanges.txt')

/** Makes all exchanges anew. The same code gives the same outcomes. */
export async function recordExchanges(): Promise<Recorded> {
  const recorded: Recorded = new Map()
  for (const record of [recordOperations, recordSends, recordRandomCalls, recordQueues, recordStories])
    await record(recorded)
  return recorded
}
