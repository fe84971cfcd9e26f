import * as z from 'zod'
import { defineFault } from '../fault.ts'
import { duration } from '../../../contracts/duration-schema.ts'

export const receiptDuplicate = defineFault({
  name: 'receipt-duplicate',
  summary: 'A receipt arrives again a little later.',
  with: () =>
    z.strictObject({
      within: duration()
        .default(5000)
        .meta({ description: 'Most time until it comes again; 5s unless given.' }),
    }),
  at: ['callback'],
  receipt: ({ within }, chance) => ({ again: 1 + Math.floor(chance.next() * within) }),
})
