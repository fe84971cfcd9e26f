import * as z from 'zod'
import { defineFault } from '../fault.ts'

export const receiptReorder = defineFault({
  name: 'receipt-reorder',
  summary: 'Sent arrives after what follows it.',
  with: () => z.strictObject({}),
  at: ['callback'],
  concernsReceipt: ({ Status }) => Status === 'Sent',
  receipt: () => ({ held: true }),
})
