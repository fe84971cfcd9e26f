import * as z from 'zod'
import { defineFault } from '../fault.ts'

export const receiptLost = defineFault({
  name: 'receipt-lost',
  summary: 'A receipt never arrives.',
  with: () => z.strictObject({}),
  at: ['callback'],
  receipt: () => ({ lost: true }),
})
