import express, { type ErrorRequestHandler, type Express, type Request, type Response } from 'express'
import { didYouMean } from '../../contracts/nearest.ts'
import { isPage, servePage } from '../inspector/serve-page.ts'
import { guards, type ControlAccess, type Guard } from './guard.ts'
import { version } from '../ports/version.ts'
import { perform } from './perform.ts'
import { Problem } from './problem.ts'
import type { ControlPorts, Route } from './route.ts'
import type { Subscribe } from './routes/events.ts'
import { routes } from './routes/index.ts'
import { pathsOf } from './route.ts'

/** Largest body of a control request: a seed file of some thousand templates. */
const bodyLimit = '2mb'

/** The control API under `/_mock`, as an Express application. */
export function createControlApp(
  ports: ControlPorts,
  access: ControlAccess = {},
  guardList: readonly Guard[] = Object.values(guards),
): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', 'simple')
  app.set('case sensitive routing', true)
  app.use((request, _response, next) => {
    const { method, originalUrl: target, headers, rawHeaders, socket } = request
    const headerNames = rawHeaders.filter((_, index) => index % 2 === 0)
    for (const guard of guardList)
      guard({ method, target, headers, headerNames, remoteAddress: socket.remoteAddress ?? '' }, access)
    next()
  })
  app.use((request, response, next) => {
    const readable = request.method === 'GET' || request.method === 'HEAD'
    if (!readable || !isPage(request.originalUrl)) return next()
    void servePage(request, response).catch(next)
  })
  app.use(express.json({ limit: bodyLimit, strict: true }))
  for (const route of routes)
    for (const path of pathsOf(route))
      app[route.method](`/_mock${path.replaceAll(/\{(\w+)\}/g, ':$1')}`, answerWith(route, ports))
  app.get('/_mock', (_request, response) => void response.set('cache-control', 'no-store').json(index()))
  for (const [path, methods] of methodsByPath()) {
    app.all(path.replaceAll(/\{(\w+)\}/g, ':$1'), (request, response) => {
      const allowed = methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ')
      response.set('allow', allowed)
      throw new Problem(
        405,
        'Method does not fit',
        `${request.path} does not take ${request.method}, but ${allowed}.`,
      )
    })
  }
  app.use((request) => {
    const known = routes.flatMap(pathsOf)
    throw new Problem(
      404,
      'No such resource',
      `The control API has no ${request.method} ${request.path}.${didYouMean(request.path.replace('/_mock', ''), known)} See /_mock/control-openapi.json.`,
    )
  })
  app.use(answerProblem)
  return app
}

/** The methods each path takes, as both are written. */
function methodsByPath(): Map<string, string[]> {
  const all = new Map([['/_mock', ['GET']]])
  for (const route of routes) {
    for (const path of pathsOf(route))
      all.set(`/_mock${path}`, [...(all.get(`/_mock${path}`) ?? []), route.method.toUpperCase()])
  }
  return all
}

/** What there is, for whoever starts from the root. */
const index = () => ({
  name: 'chatapp-mock control API',
  version,
  documents: { control: '/_mock/control-openapi.json', api: '/_mock/openapi.json' },
  resources: routes.map((route) => ({
    method: route.method.toUpperCase(),
    path: `/_mock${pathsOf(route).at(-1)}`,
    summary: route.summary,
  })),
})

function answerWith(route: Route, ports: ControlPorts) {
  return async (request: Request, response: Response): Promise<void> => {
    const body = (request.body ?? {}) as Record<string, unknown>
    if (Array.isArray(body))
      throw new Problem(400, 'Body is not an object', 'Given a JSON array; send a JSON object.')
    const input = { ...(route.method === 'post' ? body : request.query), ...request.params }
    const result = await perform(route, input, {
      ...ports,
      origin: `${request.protocol}://${request.get('host')}`,
    })
    response.set('cache-control', 'no-store')
    if (route.stream) stream(result as Subscribe, request, response)
    else response.json(result)
  }
}

/** Writes events as they come, until the client leaves. A client that reads too slowly misses some: none of them says what changed. */
function stream(subscribe: Subscribe, request: Request, response: Response): void {
  response.set('content-type', 'text/event-stream').flushHeaders()
  if (request.method === 'HEAD') return void response.end()
  const stop = subscribe(
    (event) => {
      if (!response.writableNeedDrain) response.write(`data: ${JSON.stringify(event)}\n\n`)
    },
    () => response.end(),
  )
  response.on('close', stop)
}

/** Everything that goes wrong is answered as problem details. */
const answerProblem: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
  const problem = toProblem(error)
  response
    .status(problem.status)
    .set('cache-control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify(problem))
}

function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  const { status, type, message } = error as { status?: number; type?: string; message?: string }
  if (type === 'entity.too.large')
    return new Problem(413, 'Body is too large', `A control request may have ${bodyLimit} at most.`)
  if (type === 'entity.parse.failed')
    return new Problem(400, 'Body is not JSON', `${message}. Send a JSON object.`)
  if (status !== undefined && status < 500)
    return new Problem(status, 'Request cannot be read', message ?? 'The request is malformed.')
  return new Problem(
    500,
    'Internal error',
    `chatapp-mock has failed, please report this: ${error instanceof Error ? error.stack : String(error)}`,
  )
}
