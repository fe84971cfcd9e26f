import type { Check } from './check.ts'

export const requestConforms: Check = {
  id: 'request-conforms',
  summary:
    'The parameters fit the published schema and the limits of the texts; a push holds items as the receipt pages describe them.',
  severity: 'error',
  judge: ({ misfit, exchange, operation, contested }) => {
    if (exchange.push === undefined && operation === undefined)
      return [
        {
          message: `${exchange.operation === '' ? 'The call names no operation' : `The API has no operation ${exchange.operation}`}.`,
          of: 'request',
        },
      ]
    if (misfit === undefined || contested) return []
    return [
      {
        message: `${misfit.pointer === '' ? 'The input' : misfit.pointer} ${misfit.message}.`,
        pointer: misfit.pointer,
        of: 'request',
      },
    ]
  },
}
