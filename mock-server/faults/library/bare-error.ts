import * as z from 'zod'
import { defineFault } from '../fault.ts'
import { withBody } from './with-body.ts'

export const bareError = defineFault({
  name: 'bare-error',
  summary: 'An error status with a word or nothing as its body, not in the form of the gateway.',
  with: () =>
    z.strictObject({ status: z.literal([500, 502, 503, 504]).default(500), body: z.string().default('') }),
  at: ['after-commit', 'before-read', 'before-commit'],
  example: { status: 503, body: 'upstream connect error' },
  reply: (_reply, { status, body }) =>
    withBody({ status, headers: {}, body: '' }, body, { 'content-type': 'text/plain' }),
})
