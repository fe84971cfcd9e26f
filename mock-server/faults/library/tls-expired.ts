import * as z from 'zod'
import { defineFault } from '../fault.ts'

export const tlsExpired = defineFault({
  name: 'tls-expired',
  summary: 'The certificate of the HTTPS server is no longer valid.',
  with: () => z.strictObject({}),
  at: ['before-read'],
  needs: 'tls',
})
