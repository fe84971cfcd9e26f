import { catalogNames, catalogOperation } from './catalog/index.ts'
import { errorTable } from './errors/index.ts'
import type { JsonSchema, Operation } from './operation.ts'
import { curatedOperations } from './operations/index.ts'

/**
 * The API as an OpenAPI 3.1 document. OpenAPI cannot tell operations of one path apart by a parameter,
 * so each stands under a path of its own with a fragment, `/#Action=Name`; on the wire the path is `/`.
 * @param origin address of the server
 */
export async function openApiDocument(origin = 'http://127.0.0.1:4010'): Promise<Record<string, unknown>> {
  const operations = catalogNames.flatMap((name) => {
    const operation = Object.hasOwn(curatedOperations, name)
      ? curatedOperations[name as keyof typeof curatedOperations]
      : catalogOperation(name)
    return operation === undefined ? [] : [operation]
  })
  return {
    openapi: '3.1.0',
    info: {
      title: 'Alibaba Cloud Chat App Message Service (cams), as emulated by chatapp-mock',
      version: '2020-06-06',
      description:
        'Every operation is called at path `/`; the fragment in the paths below names its Action, because OpenAPI has no way to choose an operation by a parameter. Requests are signed (V3 or signature version 1.0). Parameters may travel in the query or in a form body.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: origin, description: 'the emulator' }],
    paths: Object.fromEntries(
      operations.map((operation) => [`/#Action=${operation.name}`, pathItem(operation)]),
    ),
    components: {
      schemas: {
        Error: {
          type: 'object',
          required: ['Code', 'Message', 'RequestId'],
          properties: {
            Code: { type: 'string' },
            Message: { type: 'string' },
            RequestId: { type: 'string' },
            HostId: { type: 'string' },
            Recommend: { type: 'string' },
            AccessDeniedDetail: { type: 'object', additionalProperties: { type: 'string' } },
          },
        },
      },
      securitySchemes: {
        acs3: {
          type: 'apiKey',
          in: 'header',
          name: 'Authorization',
          description: 'ACS3-HMAC-SHA256 Credential=…,SignedHeaders=…,Signature=…',
        },
        rpcV1: {
          type: 'apiKey',
          in: 'query',
          name: 'Signature',
          description: 'Signature version 1.0, HMAC-SHA1',
        },
      },
    },
  }
}

function pathItem(operation: Operation): Record<string, unknown> {
  return Object.fromEntries(
    operation.methods.map((method) => [
      method.toLowerCase(),
      method === 'POST' ? describe(operation, 'form') : describe(operation, 'query'),
    ]),
  )
}

function describe(operation: Operation, place: 'form' | 'query'): Record<string, unknown> {
  const { name, summary, inputSchema, outputSchema, callsPerSecond, errors } = operation
  const { $schema: _input, ...input } = inputSchema
  const { $schema: _output, ...output } = outputSchema
  const codes = errors.map((code) => `\`${code}\` ${errorTable[code].message}`)
  return {
    operationId: place === 'form' ? name : `${name}ByGet`,
    summary,
    ...(callsPerSecond === undefined
      ? {}
      : { description: `At most ${callsPerSecond} calls per second and account.` }),
    security: [{ acs3: [] }, { rpcV1: [] }],
    ...(place === 'query'
      ? {
          parameters: Object.entries(input.properties ?? {}).map(([parameter, schema]) =>
            queryParameter(parameter, schema, input.required?.includes(parameter) ?? false),
          ),
        }
      : {
          requestBody: {
            content: {
              'application/x-www-form-urlencoded': { schema: input, encoding: jsonEncoding(input) },
            },
          },
        }),
    responses: {
      200: { description: 'Accepted', content: { 'application/json': { schema: output } } },
      default: {
        description: codes.length === 0 ? 'Refused' : `Refused: ${codes.join(' · ')}`,
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  }
}

const isJson = ({ type }: JsonSchema): boolean => type === 'array' || type === 'object'

function queryParameter(name: string, schema: JsonSchema, required: boolean): Record<string, unknown> {
  const { description, deprecated, ...rest } = schema
  return {
    name,
    in: 'query',
    required,
    ...(description === undefined ? {} : { description }),
    ...(deprecated ? { deprecated } : {}),
    ...(isJson(schema) ? { content: { 'application/json': { schema: rest } } } : { schema: rest }),
  }
}

function jsonEncoding({ properties = {} }: JsonSchema): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, schema]) =>
      isJson(schema) ? [[name, { contentType: 'application/json' }]] : [],
    ),
  )
}
