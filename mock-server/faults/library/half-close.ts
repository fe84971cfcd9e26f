import * as z from 'zod'
import { defineFault } from '../fault.ts'
import { byteCount } from '../../../contracts/duration-schema.ts'

export const halfClose = defineFault({
  name: 'half-close',
  summary:
    'The server ends its side of the connection, with nothing or only the beginning of an answer sent.',
  with: () =>
    z.strictObject({
      after: byteCount().optional().meta({
        description: 'Bytes of the body that are sent before, with the head; nothing at all unless given.',
      }),
    }),
  at: ['after-commit', 'before-read', 'before-commit', 'mid-answer'],
  reply: (reply, { after }) => ({
    ...reply,
    delivery: {
      ...reply.delivery,
      fault: 'half-close',
      sent: reply.status === 0 ? 'nothing' : (after ?? 'nothing'),
      ends: 'half-close',
    },
  }),
})
