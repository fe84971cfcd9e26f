import type { Check } from './check.ts'

export const negativeDataIsRefused: Check = {
  id: 'negative-data-is-refused',
  summary: 'Parameters that do not fit the published schema, or exceed a documented limit, are refused.',
  severity: 'error',
  judge: ({ exchange, accepted, misfit, contested }) =>
    exchange.push === undefined && accepted && misfit !== undefined && !contested
      ? [
          {
            message: `The call was carried out although ${misfit.pointer || 'the input'} ${misfit.message}.`,
            pointer: misfit.pointer,
            of: 'request',
          },
        ]
      : [],
}
