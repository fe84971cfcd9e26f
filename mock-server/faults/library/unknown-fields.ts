import * as z from 'zod'
import { defineFault } from '../fault.ts'

export const unknownFields = defineFault({
  name: 'unknown-fields',
  summary: 'The answer has fields nobody has heard of.',
  with: () =>
    z.strictObject({
      fields: z.record(z.string(), z.unknown()).default({ Hint: 'new', Quota: { Left: 12, Reset: [1, 2] } }),
    }),
  at: ['mid-answer', 'after-commit'],
  example: { fields: { Trace: 'a-b-c' } },
  fields: (answered, { fields }) => ({ ...answered, ...fields }),
})
