import * as z from 'zod'
import { defineFault } from '../fault.ts'

export const stringAsNumber = defineFault({
  name: 'string-as-number',
  summary: 'Ids of the answer, texts of digits, come as numbers.',
  with: () => z.strictObject({}),
  at: ['mid-answer', 'after-commit'],
  fields: (answered) =>
    JSON.parse(JSON.stringify(answered), (_name, value: unknown) =>
      typeof value === 'string' && /^[1-9]\d+$/.test(value) ? Number(value) : value,
    ) as typeof answered,
})
