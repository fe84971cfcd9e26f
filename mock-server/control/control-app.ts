import express, { type Express } from 'express'
import type { Emulator } from '../emulator.ts'
import { ruleOf } from '../rules.ts'
import { evidenceReport } from './evidence-report.ts'

/** The control API under `/_mock`, as an Express application. */
export function createControlApp(emulator: Emulator): Express {
  const app = express()
  app.disable('x-powered-by')
  const { demo } = emulator.worlds

  app.get('/_mock/health', (_request, response) => {
    response.json({ status: 'ok', world: demo.id, seed: demo.seed, time: new Date(demo.clock.now()).toISOString() })
  })
  app.get('/_mock/explain/:requestId', (request, response) => {
    const exchange = demo.journal.find(request.params.requestId.toUpperCase())
    if (exchange === undefined) {
      response.status(404).json({ title: 'No such request', status: 404, detail: `The journal has no exchange ${request.params.requestId}; it keeps the newest ${demo.journal.size} only.` })
      return
    }
    response.json({ ...exchange, summary: ruleOf(exchange.rule)?.summary })
  })
  app.get('/_mock/journal', (_request, response) => {
    response.json([...demo.journal.newest()].map(({ exchange }) => exchange))
  })
  app.get('/_mock/evidence', (_request, response) => {
    response.json(evidenceReport())
  })
  app.get('/_mock/openapi.json', async (_request, response) => {
    const { openApiDocument } = await import('../../contracts/openapi.ts')
    response.json(await openApiDocument())
  })
  app.use((request, response) => {
    response.status(404).json({ title: 'Not found', status: 404, detail: `The control API has no ${request.method} ${request.path}.` })
  })
  return app
}
