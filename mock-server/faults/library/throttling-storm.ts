import * as z from 'zod'
import { ApiError } from '../../../contracts/errors/api-error.ts'
import { errorCode } from './error.ts'
import { defineFault } from '../fault.ts'
import { duration } from '../../../contracts/duration-schema.ts'

export const throttlingStorm = defineFault({
  name: 'throttling-storm',
  summary: 'Every call is throttled, however few there are.',
  with: () =>
    z.strictObject({
      code: errorCode().optional().meta({ description: 'As the assumption throttleCode unless given.' }),
      retryAfter: duration().optional().meta({ description: 'Sent as x-acs-retry-after.' }),
    }),
  at: ['before-read', 'before-commit'],
  example: { retryAfter: '2s' },
  refuse: ({ code }, { world }) =>
    new ApiError(code ?? world.assumptions.throttleCode, { expected: 'a calmer time' }),
  // Asked for by name, it is sent whatever the world assumes about the header.
  reply: (reply, { retryAfter }) =>
    retryAfter === undefined
      ? reply
      : { ...reply, headers: { ...reply.headers, 'x-acs-retry-after': String(retryAfter) } },
})
