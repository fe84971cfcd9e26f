import * as z from 'zod'
import { defineFault } from '../fault.ts'

/** Pieces leave so often. */
const every = 100

export const bandwidth = defineFault({
  name: 'bandwidth',
  summary: 'The body comes at so many bytes a second.',
  with: () => z.strictObject({ bytesPerSecond: z.int().min(1) }),
  at: ['mid-answer', 'after-commit'],
  example: { bytesPerSecond: 100 },
  reply: (reply, { bytesPerSecond }) => {
    // Less than a byte in a piece is none: then the pieces come less often.
    const bytes = Math.max(1, Math.round((bytesPerSecond * every) / 1000))
    return {
      ...reply,
      delivery: {
        ...reply.delivery,
        fault: 'bandwidth',
        pieces: { bytes, every: Math.round((bytes / bytesPerSecond) * 1000) },
      },
    }
  },
})
