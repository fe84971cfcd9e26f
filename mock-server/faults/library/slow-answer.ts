import * as z from 'zod'
import { defineFault } from '../fault.ts'
import { duration } from '../../../contracts/duration-schema.ts'

export const slowAnswer = defineFault({
  name: 'slow-answer',
  summary: 'The body comes in pieces, with a pause before each but the first.',
  with: () =>
    z.strictObject({
      bytes: z.int().min(1).default(16).meta({ description: 'Bytes of a piece; 16 unless given.' }),
      every: duration().default(100).meta({ description: 'Pause between two; 100ms unless given.' }),
    }),
  at: ['mid-answer', 'after-commit'],
  example: { bytes: 20, every: '1s' },
  reply: (reply, pieces) => ({ ...reply, delivery: { ...reply.delivery, fault: 'slow-answer', pieces } }),
})
