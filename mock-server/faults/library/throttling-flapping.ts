import * as z from 'zod'
import { ApiError } from '../../../contracts/errors/api-error.ts'
import { errorCode } from './error.ts'
import { defineFault } from '../fault.ts'
import { duration } from '../../../contracts/duration-schema.ts'

export const throttlingFlapping = defineFault({
  name: 'throttling-flapping',
  summary: "Throttling of every call comes and goes, by the world's clock.",
  with: () =>
    z.strictObject({
      refusing: duration()
        .default(2000)
        .meta({ description: 'How long calls are refused; 2s unless given.' }),
      admitting: duration()
        .default(2000)
        .meta({ description: 'How long they are admitted after that; 2s unless given.' }),
      code: errorCode().optional().meta({ description: 'As the assumption throttleCode unless given.' }),
    }),
  at: ['before-read', 'before-commit'],
  example: { refusing: '1s', admitting: '4s' },
  refuse: ({ refusing, admitting, code }, { world }) =>
    world.clock.now() % (refusing + admitting) < refusing
      ? new ApiError(code ?? world.assumptions.throttleCode, { expected: 'a calmer time' })
      : undefined,
})
