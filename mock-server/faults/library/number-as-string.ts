import * as z from 'zod'
import { defineFault } from '../fault.ts'

export const numberAsString = defineFault({
  name: 'number-as-string',
  summary: 'Numbers of the answer come as texts.',
  with: () => z.strictObject({}),
  at: ['mid-answer', 'after-commit'],
  fields: (answered) =>
    JSON.parse(JSON.stringify(answered), (_name, value: unknown) =>
      typeof value === 'number' ? String(value) : value,
    ) as typeof answered,
})
