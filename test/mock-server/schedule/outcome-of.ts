import { WaitError } from '../../../mock-server/entry/wait-error.ts'
import type { Waited } from '../../../mock-server/entry/waited.ts'

/** How a wait ends, satisfied or not. */
export const outcomeOf = (waiting: Promise<Waited>): Promise<Waited> =>
  waiting.catch((error: unknown) => {
    if (error instanceof WaitError) return error.result
    throw error
  })
