import * as z from 'zod'
import { defineFault } from '../fault.ts'

export const emptyAnswer = defineFault({
  name: 'empty-answer',
  summary: 'The connection is closed without a byte of an answer.',
  with: () => z.strictObject({}),
  at: ['after-commit', 'before-read', 'before-commit'],
  reply: (reply) => ({ ...reply, delivery: { fault: 'empty-answer', sent: 'nothing', ends: 'close' } }),
})
