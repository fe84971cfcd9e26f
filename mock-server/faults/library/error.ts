import * as z from 'zod'
import { ApiError } from '../../../contracts/errors/api-error.ts'
import { errorTable, type ErrorCode } from '../../../contracts/errors/index.ts'
import { didYouMean } from '../../../contracts/nearest.ts'
import { defineFault } from '../fault.ts'
import { duration } from '../../../contracts/duration-schema.ts'

/** A row of the error table, as a schema; a row that names a parameter is written with `{parameter}`. */
export const errorCode = () =>
  z
    .string()
    .refine((code) => Object.hasOwn(errorTable, code), {
      error: ({ input }) =>
        `the error table has no ${String(input)}.${didYouMean(String(input), Object.keys(errorTable))}`,
    })
    .transform((code) => code as ErrorCode)

/** On demand, any row of the table. */
export const error = defineFault({
  name: 'error',
  summary: 'The call is answered with an error of the table, whatever it says.',
  with: () =>
    z.strictObject({
      code: errorCode().meta({ description: 'Its code; `{parameter}` in it is filled in.' }),
      parameter: z
        .string()
        .optional()
        .meta({ description: 'Name that stands for `{parameter}`; From unless given.' }),
      message: z.string().optional().meta({ description: 'Another text than that of the row.' }),
      retryAfter: duration().optional().meta({ description: 'Sent as x-acs-retry-after.' }),
    }),
  at: ['before-commit', 'before-read', 'after-commit'],
  example: { code: 'System.LimitControl' },
  refuse: ({ code, parameter = 'From', message }) =>
    new ApiError(code, { parameter, ...(message === undefined ? {} : { message }) }),
  // Asked for by name, it is sent whatever the world assumes about the header.
  reply: (reply, { retryAfter }) =>
    retryAfter === undefined
      ? reply
      : { ...reply, headers: { ...reply.headers, 'x-acs-retry-after': String(retryAfter) } },
})
