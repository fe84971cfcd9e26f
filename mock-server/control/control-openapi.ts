import * as z from 'zod'
import { version } from '../ports/version.ts'
import { pathsOf, type Route } from './route.ts'

/**
 * The control API as an OpenAPI 3.1 document.
 * @param routes the operations it describes
 * @param origin address of the server
 */
export function controlDocument(
  routes: readonly Route[],
  origin = 'http://127.0.0.1:4010',
): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of routes) {
    for (const [index, path] of pathsOf(route).entries())
      (paths[`/_mock${path}`] ??= {})[route.method] = describe(route, path, index)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'chatapp-mock control API',
      version,
      description:
        'Worlds, time, journal and messages of the emulator. Paths without a world speak of the demo world. Answers this machine only, unless the server was started with a token.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: origin }],
    security: [{}, { token: [] }],
    paths,
    components: {
      schemas: {
        Problem: {
          type: 'object',
          description: 'Problem details (RFC 9457).',
          required: ['type', 'title', 'status', 'detail'],
          properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            detail: { type: 'string' },
          },
        },
      },
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
  }
}

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, object>>
  readonly required?: readonly string[]
}

function describe(
  { id, method, summary, input, result, stream }: Route,
  path: string,
  alias: number,
): Record<string, unknown> {
  const { properties = {}, required = [] } = schemaOf(input, 'input') as ObjectSchema
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string)
  // On the paths of the demo world the field that would name another one has no place.
  const others = Object.keys(properties).filter(
    (name) => !inPath.includes(name) && !(name === 'world' && alias > 0),
  )
  const parameters = [
    ...inPath.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...(method === 'post'
      ? []
      : others.map((name) => ({
          name,
          in: 'query',
          required: required.includes(name),
          schema: properties[name],
        }))),
  ]
  const body = {
    type: 'object',
    properties: Object.fromEntries(others.map((name) => [name, properties[name]])),
    required: required.filter((name) => others.includes(name)),
  }
  return {
    operationId: alias === 0 ? id : `${id}OfDemoWorld`,
    summary,
    parameters,
    ...(method === 'post'
      ? {
          requestBody: {
            required: body.required.length > 0,
            content: { 'application/json': { schema: body } },
          },
        }
      : {}),
    responses: {
      200: {
        description: stream ? 'Events, until the client leaves; each has data of this form' : 'Done',
        content: {
          [stream ? 'text/event-stream' : 'application/json']: { schema: schemaOf(result, 'output') },
        },
      },
      default: {
        description: 'Refused',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _, ...printed } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' })
  return inlined(printed, (printed as { $defs?: Record<string, object> }).$defs ?? {})
}

/** Puts named definitions where they are referred to: references of a part would point outside it. */
function inlined(node: unknown, definitions: Readonly<Record<string, unknown>>): object {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null) return value
    const { $ref, $defs: _, ...rest } = value as { $ref?: string; $defs?: unknown }
    if ($ref !== undefined) return walk(definitions[$ref.replace('#/$defs/', '')])
    // A text is the name of a definition; a property that is called id has a schema there.
    return Object.fromEntries(
      Object.entries(rest).flatMap(([key, each]) =>
        key === 'id' && typeof each === 'string' ? [] : [[key, walk(each)]],
      ),
    )
  }
  return walk(node) as object
}
