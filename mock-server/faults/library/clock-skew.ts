import * as z from 'zod'
import { parseDuration } from '../../../contracts/duration.ts'
import { defineFault } from '../fault.ts'

const signed = () =>
  z
    .string()
    .refine(
      (text) => parseDuration(text.replace(/^[+-]/, '')) !== undefined,
      'a duration with or without a sign, such as -20m',
    )
    .or(z.number())
    .transform((given) =>
      typeof given === 'number'
        ? given
        : (parseDuration(given.replace(/^[+-]/, '')) as number) * (given.startsWith('-') ? -1 : 1),
    )

export const clockSkew = defineFault({
  name: 'clock-skew',
  summary: 'The clock of the server is wrong when it judges timestamps, nonces and tokens.',
  with: () =>
    z.strictObject({ by: signed().meta({ description: 'How far it is ahead, or behind with a minus.' }) }),
  at: ['before-read'],
  example: { by: '-20m' },
  skew: ({ by }) => by,
})
