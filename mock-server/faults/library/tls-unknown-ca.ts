import * as z from 'zod'
import { defineFault } from '../fault.ts'

export const tlsUnknownCa = defineFault({
  name: 'tls-unknown-ca',
  summary: 'The certificate of the HTTPS server is signed by a CA nobody knows.',
  with: () => z.strictObject({}),
  at: ['before-read'],
  needs: 'tls',
})
