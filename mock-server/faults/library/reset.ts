import * as z from 'zod'
import { defineFault } from '../fault.ts'
import { byteCount } from '../../../contracts/duration-schema.ts'

/** After a commit the client does not know that its call was carried out. */
export const reset = defineFault({
  name: 'reset',
  summary: 'The connection is reset, with nothing or only the beginning of an answer sent.',
  with: () =>
    z.strictObject({
      after: byteCount().optional().meta({
        description: 'Bytes of the body that are sent before, with the head; nothing at all unless given.',
      }),
    }),
  at: ['after-commit', 'before-read', 'before-commit', 'mid-answer'],
  example: { after: 20 },
  reply: (reply, { after }) => ({
    ...reply,
    delivery: {
      ...reply.delivery,
      fault: 'reset',
      sent: reply.status === 0 ? 'nothing' : (after ?? 'nothing'),
      ends: 'reset',
    },
  }),
})
