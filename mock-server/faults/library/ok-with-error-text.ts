import * as z from 'zod'
import { defineFault } from '../fault.ts'

export const okWithErrorText = defineFault({
  name: 'ok-with-error-text',
  summary: 'Code is OK, and the text beside it speaks of an error.',
  with: () => z.strictObject({ message: z.string().default('System error') }),
  at: ['after-commit'],
  fields: (fields, { message }) => ({ ...fields, Code: 'OK', Message: message }),
})
