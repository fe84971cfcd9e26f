import type { Check } from './check.ts'

export const requestIdIsPresent: Check = {
  id: 'request-id-is-present',
  summary: 'The answer has a RequestId, and it is that of the header x-acs-request-id.',
  severity: 'error',
  judge({ exchange: { push, requestId, body }, fields }) {
    if (push !== undefined || body === '') return []
    const given = fields?.['RequestId']
    if (typeof given !== 'string' || given === '')
      return [{ message: 'The answer has no RequestId.', pointer: '/RequestId' }]
    if (requestId === '')
      return [
        { message: `The header x-acs-request-id is missing; the body says ${given}.`, pointer: '/RequestId' },
      ]
    return given === requestId
      ? []
      : [
          {
            message: `The body says ${given}, the header x-acs-request-id ${requestId}.`,
            pointer: '/RequestId',
          },
        ]
  },
}
