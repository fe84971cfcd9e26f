import * as z from 'zod'
import { defineFault } from '../fault.ts'

export const wrongContentType = defineFault({
  name: 'wrong-content-type',
  summary: 'The answer is as it should be, but its Content-Type says something else.',
  with: () =>
    z.strictObject({
      type: z
        .string()
        .regex(/^[\w.+-]+\/[\w.+-]+(;.*)?$/, 'a media type such as text/html')
        .default('text/html;charset=utf-8'),
    }),
  at: ['mid-answer', 'after-commit'],
  example: { type: 'text/plain' },
  reply: (reply, { type }) => ({ ...reply, headers: { ...reply.headers, 'content-type': type } }),
})
