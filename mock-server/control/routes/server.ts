import * as z from 'zod'
import { version } from '../../ports/version.ts'
import { describeClock } from '../describe-world.ts'
import { evidenceReport } from '../evidence-report.ts'
import { defineRoute, type Route } from '../route.ts'

/** About the server as a whole. */
export const serverRoutes = [
  defineRoute({
    id: 'health',
    method: 'get',
    path: '/health',
    summary: 'Answers 200 when the emulator is ready.',
    input: z.object({}),
    result: z.object({
      status: z.literal('ok'),
      version: z.string(),
      worlds: z.int(),
      seed: z.int(),
      time: z.string(),
    }),
    handle: (_input, { emulator: { worlds } }) => ({
      status: 'ok',
      version,
      worlds: worlds.list().length,
      seed: worlds.demo.seed,
      time: describeClock(worlds.demo).iso,
    }),
  }),
  defineRoute({
    id: 'evidence',
    method: 'get',
    path: '/evidence',
    summary: 'All rules and error rows with how well they are supported.',
    input: z.object({}),
    result: z.object({
      totals: z.record(z.string(), z.int()),
      rules: z.array(z.unknown()),
      errors: z.array(z.unknown()),
    }),
    handle: () => evidenceReport(),
  }),
  defineRoute({
    id: 'apiDocument',
    method: 'get',
    path: '/openapi.json',
    summary: 'The emulated API as an OpenAPI 3.1 document.',
    input: z.object({}),
    result: z.record(z.string(), z.unknown()),
    handle: async (_input, { origin }) =>
      (await import('../../../contracts/openapi.ts')).openApiDocument(origin),
  }),
]

/** The operation that describes all of them, itself included. */
export const controlDocumentRoute = (routes: () => readonly Route[]): Route =>
  defineRoute({
    id: 'controlDocument',
    method: 'get',
    path: '/control-openapi.json',
    summary: 'This control API as an OpenAPI 3.1 document.',
    input: z.object({}),
    result: z.record(z.string(), z.unknown()),
    handle: async (_input, { origin }) =>
      (await import('../control-openapi.ts')).controlDocument(routes(), origin),
  })
