import * as z from 'zod'
import { defineFault } from '../fault.ts'
import { withBody } from './with-body.ts'

export const emptyBody = defineFault({
  name: 'empty-body',
  summary: 'The answer has its status and head, and no body.',
  with: () => z.strictObject({}),
  at: ['mid-answer', 'after-commit'],
  reply: (reply) => withBody(reply, ''),
})
