import * as z from 'zod'
import { defineFault } from '../fault.ts'

export const nullForString = defineFault({
  name: 'null-for-string',
  summary: 'A field of the answer is null where a text belongs.',
  with: () => z.strictObject({ field: z.string().default('GroupMessageId') }),
  at: ['mid-answer', 'after-commit'],
  example: { field: 'Message' },
  fields: (answered, { field }) =>
    Object.hasOwn(answered, field) ? { ...answered, [field]: null } : answered,
})
