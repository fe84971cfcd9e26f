import * as z from 'zod'
import { defineFault } from '../fault.ts'

export const receiptBeforeAnswer = defineFault({
  name: 'receipt-before-answer',
  summary: 'The Sent receipts of a send are there before its answer.',
  with: () => z.strictObject({}),
  at: ['callback'],
})
