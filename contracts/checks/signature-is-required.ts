import type { Check } from './check.ts'

export const signatureIsRequired: Check = {
  id: 'signature-is-required',
  summary: 'Nothing is carried out for a caller who did not sign.',
  severity: 'error',
  judge: ({ exchange, accepted }) =>
    exchange.push === undefined && accepted && exchange.accessKeyId === ''
      ? [{ message: `${exchange.operation} was carried out without an access key.` }]
      : [],
}
