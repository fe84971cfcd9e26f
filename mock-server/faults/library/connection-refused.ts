import * as z from 'zod'
import { defineFault } from '../fault.ts'

/** In the demo world of a server the port itself is closed; the control API moves to another one until the fault is taken away. */
export const connectionRefused = defineFault({
  name: 'connection-refused',
  summary: 'Nobody listens: there is no connection, until the fault is taken away or its time is over.',
  with: () => z.strictObject({}),
  at: ['before-read'],
  reply: (reply) => ({
    ...reply,
    delivery: { fault: 'connection-refused', sent: 'nothing', ends: 'refuse' },
  }),
})
