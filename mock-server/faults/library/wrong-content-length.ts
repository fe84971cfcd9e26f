import * as z from 'zod'
import { defineFault } from '../fault.ts'

export const wrongContentLength = defineFault({
  name: 'wrong-content-length',
  summary: 'Content-Length says more or fewer bytes than are sent.',
  with: () =>
    z.strictObject({
      by: z
        .int()
        .refine((by) => by !== 0, 'another number than 0')
        .default(10)
        .meta({ description: 'So many more, or fewer if negative; 10 more unless given.' }),
    }),
  at: ['mid-answer', 'after-commit'],
  example: { by: -5 },
  // What was promised and does not come is noticed when the connection is closed.
  reply: (reply, { by }) => ({
    ...reply,
    headers: { ...reply.headers, 'content-length': String(Math.max(0, Buffer.byteLength(reply.body) + by)) },
    delivery: { ...reply.delivery, fault: 'wrong-content-length', ends: 'close' },
  }),
})
