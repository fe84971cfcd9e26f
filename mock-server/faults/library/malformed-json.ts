import * as z from 'zod'
import { defineFault } from '../fault.ts'
import { withBody } from './with-body.ts'

const shapes = {
  /** As a writer that stopped in the middle; the length is that of what is there. */
  cut: (body: string) => body.slice(0, Math.floor(body.length * 0.75)),
  'trailing-comma': (body: string) => body.replace(/\}$/, ',}'),
  'single-quotes': (body: string) => body.replaceAll('"', "'"),
  twice: (body: string) => body + body,
} as const

export const malformedJson = defineFault({
  name: 'malformed-json',
  summary: 'The body is nearly JSON.',
  with: () =>
    z.strictObject({
      shape: z
        .enum(Object.keys(shapes) as [keyof typeof shapes, ...(keyof typeof shapes)[]])
        .default('cut')
        .meta({ description: `One of ${Object.keys(shapes).join(', ')}; cut unless given.` }),
    }),
  at: ['mid-answer', 'after-commit'],
  example: { shape: 'trailing-comma' },
  reply: (reply, { shape }) => withBody(reply, shapes[shape](reply.body)),
})
