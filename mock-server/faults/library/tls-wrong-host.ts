import * as z from 'zod'
import { defineFault } from '../fault.ts'

export const tlsWrongHost = defineFault({
  name: 'tls-wrong-host',
  summary: 'The certificate of the HTTPS server is made out to another host.',
  with: () => z.strictObject({}),
  at: ['before-read'],
  needs: 'tls',
})
