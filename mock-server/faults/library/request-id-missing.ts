import * as z from 'zod'
import { defineFault } from '../fault.ts'

export const requestIdMissing = defineFault({
  name: 'request-id-missing',
  summary: 'The answer has no RequestId, neither in its body nor in its head.',
  with: () => z.strictObject({}),
  at: ['mid-answer', 'after-commit'],
  fields(answered) {
    const { RequestId: _, ...others } = answered
    return others
  },
  reply(reply) {
    const { 'x-acs-request-id': _, ...headers } = reply.headers
    return { ...reply, headers }
  },
})
