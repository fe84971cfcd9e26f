import * as z from 'zod'
import { defineFault } from '../fault.ts'

export const staleConnection = defineFault({
  name: 'stale-connection',
  summary: 'The answer is whole and its connection kept, but the next call over it finds it closed.',
  with: () => z.strictObject({}),
  at: ['mid-answer', 'after-commit'],
  needs: 'connection',
  reply: (reply) => ({ ...reply, delivery: { ...reply.delivery, fault: 'stale-connection', ends: 'stale' } }),
})
