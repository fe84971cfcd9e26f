import * as z from 'zod'
import { ApiError } from '../../../contracts/errors/api-error.ts'
import { defineFault } from '../fault.ts'

/** With `when: { from: 10m }` in the middle of a campaign. */
export const securityTokenExpired = defineFault({
  name: 'security-token-expired',
  summary: 'The STS token of the call has expired.',
  with: () => z.strictObject({}),
  at: ['before-read'],
  concerns: ({ securityToken }) => securityToken !== '',
  refuse: () => new ApiError('InvalidSecurityToken.Expired', { expected: 'a fresh token' }),
})
