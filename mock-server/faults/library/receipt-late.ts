import * as z from 'zod'
import { defineFault } from '../fault.ts'
import { span } from '../../../contracts/duration-schema.ts'

export const receiptLate = defineFault({
  name: 'receipt-late',
  summary: 'A receipt arrives hours after it should.',
  with: () =>
    z.strictObject({
      by: span()
        .default([3_600_000, 6 * 3_600_000])
        .meta({ description: 'Between these; 1h to 6h unless given.' }),
    }),
  at: ['callback'],
  example: { by: ['10m', '2h'] },
  receipt: ({ by: [least, most] }, chance) => ({
    delay: least + Math.floor(chance.next() * (most - least + 1)),
  }),
})
