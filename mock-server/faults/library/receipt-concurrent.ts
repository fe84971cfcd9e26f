import * as z from 'zod'
import { defineFault } from '../fault.ts'

export const receiptConcurrent = defineFault({
  name: 'receipt-concurrent',
  summary: 'A receipt arrives twice at the same time.',
  with: () => z.strictObject({}),
  at: ['callback'],
  receipt: () => ({ twin: true }),
})
