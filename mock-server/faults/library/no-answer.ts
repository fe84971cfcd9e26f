import * as z from 'zod'
import { defineFault } from '../fault.ts'

export const noAnswer = defineFault({
  name: 'no-answer',
  summary: 'No answer ever comes, and the connection stays open.',
  with: () => z.strictObject({}),
  at: ['before-read', 'before-commit', 'after-commit'],
  reply: (reply) => ({ ...reply, delivery: { fault: 'no-answer', sent: 'nothing', ends: 'silence' } }),
})
