import * as z from 'zod'
import { defineFault } from '../fault.ts'

export const fieldRenamed = defineFault({
  name: 'field-renamed',
  summary: 'A field of the answer has another name.',
  with: () =>
    z.strictObject({
      field: z.string().default('GroupMessageId'),
      to: z
        .string()
        .optional()
        .meta({ description: 'Its name with a small letter at the beginning unless given.' }),
    }),
  at: ['mid-answer', 'after-commit'],
  example: { field: 'Code', to: 'ErrorCode' },
  fields: (answered, { field, to = field.charAt(0).toLowerCase() + field.slice(1) }) =>
    Object.fromEntries(Object.entries(answered).map(([name, value]) => [name === field ? to : name, value])),
})
