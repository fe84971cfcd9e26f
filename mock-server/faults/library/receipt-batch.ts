import * as z from 'zod'
import { defineFault } from '../fault.ts'

const items = () => z.int().min(1).max(100)

export const receiptBatch = defineFault({
  name: 'receipt-batch',
  summary: 'A push holds another number of receipts than usual, drawn for each.',
  with: () =>
    z.strictObject({
      items: z.tuple([items(), items()]).refine(([least, most]) => least <= most, 'the smaller number first'),
    }),
  at: ['callback'],
  example: { items: [1, 3] },
})
