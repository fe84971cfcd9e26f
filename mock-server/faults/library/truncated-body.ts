import * as z from 'zod'
import { defineFault } from '../fault.ts'
import { byteCount } from '../../../contracts/duration-schema.ts'

export const truncatedBody = defineFault({
  name: 'truncated-body',
  summary:
    'Part of the body is sent, then the connection is closed: fewer bytes than its Content-Length says.',
  with: () =>
    z.strictObject({
      bytes: byteCount()
        .optional()
        .meta({ description: 'Bytes of the body that are sent; half of them unless given.' }),
    }),
  at: ['mid-answer', 'after-commit'],
  example: { bytes: 10 },
  reply: (reply, { bytes = Math.floor(Buffer.byteLength(reply.body) / 2) }) => ({
    ...reply,
    delivery: { ...reply.delivery, fault: 'truncated-body', sent: bytes, ends: 'close' },
  }),
})
