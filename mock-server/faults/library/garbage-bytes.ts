import * as z from 'zod'
import { defineFault } from '../fault.ts'
import { byteCount } from '../../../contracts/duration-schema.ts'
import { withBytes } from './with-body.ts'

export const garbageBytes = defineFault({
  name: 'garbage-bytes',
  summary: 'The body is random bytes, from the seed of the world.',
  with: () =>
    z.strictObject({ bytes: byteCount().default(64).meta({ description: 'How many; 64 unless given.' }) }),
  at: ['mid-answer', 'after-commit'],
  example: { bytes: 200 },
  reply: (reply, { bytes }, { chance }) =>
    withBytes(
      reply,
      'garbage-bytes',
      Uint8Array.from({ length: bytes }, () => Math.floor(chance.next() * 256)),
    ),
})
