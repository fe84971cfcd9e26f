import * as z from 'zod'
import { ApiError } from '../../../contracts/errors/api-error.ts'
import { defineFault } from '../fault.ts'

export const serverError = defineFault({
  name: 'server-error',
  summary: 'The gateway answers 500, 502, 503 or 504 in its own form.',
  with: () => z.strictObject({ status: z.literal([500, 502, 503, 504]).default(500) }),
  at: ['before-commit', 'before-read', 'after-commit'],
  example: { status: 503 },
  // The table has rows for 500 and 503; the others borrow the text of the latter.
  refuse: ({ status }) => new ApiError(status === 500 ? 'InternalError' : 'ServiceUnavailable'),
  reply: (reply, { status }) => ({ ...reply, status }),
})
