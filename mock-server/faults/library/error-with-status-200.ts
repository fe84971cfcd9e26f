import * as z from 'zod'
import { ApiError } from '../../../contracts/errors/api-error.ts'
import { errorCode } from './error.ts'
import { defineFault } from '../fault.ts'

export const errorWithStatus200 = defineFault({
  name: 'error-with-status-200',
  summary: 'The call is refused in the body, under the HTTP status of a success.',
  with: () => z.strictObject({ code: errorCode().default('InternalError') }),
  at: ['before-commit', 'before-read', 'after-commit'],
  example: { code: 'System.LimitControl' },
  refuse: ({ code }) => new ApiError(code, { parameter: 'From' }),
  reply: (reply) => ({ ...reply, status: 200 }),
})
