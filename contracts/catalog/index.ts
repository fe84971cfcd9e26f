import { documented, sdk } from '../evidence/evidence.ts'
import { errorTable, type ErrorCode } from '../errors/index.ts'
import type { JsonSchema, Operation } from '../operation.ts'
import { sample, sampleAnswer } from './sample.ts'
import rows from './operations.json' with { type: 'json' }

/** A parameter as the API metadata and the SDK definitions describe it. */
interface Parameter {
  readonly name: string
  readonly type: string
  readonly format?: string
  readonly required?: boolean
  readonly deprecated?: boolean
  readonly enum?: readonly string[]
  readonly schema?: JsonSchema
  readonly min?: number
  readonly max?: number
}

interface Row {
  readonly name: string
  readonly methods: readonly string[]
  readonly schemes: readonly string[]
  readonly callsPerSecond?: number
  readonly params: readonly Parameter[]
  readonly response: JsonSchema
  readonly errors: readonly string[]
  readonly status: string
  readonly sources: readonly string[]
}

const catalog = new Map<string, Operation>(
  (rows as readonly Row[]).map((row) => [row.name, toOperation(row)]),
)

/** Names of all operations of the API, removed ones included. */
export const catalogNames: readonly string[] = [...catalog.keys()]

/** The catalogued promise of an operation; undefined if the API has none of that name. */
export const catalogOperation = (name: string): Operation | undefined => catalog.get(name)

function toOperation(row: Row): Operation {
  return {
    name: row.name,
    summary:
      row.status === 'removed'
        ? 'Removed from the API; answered from its last known schema.'
        : 'Answered from its schema.',
    methods: row.methods,
    schemes: row.schemes,
    callsPerSecond: row.callsPerSecond,
    errors: row.errors.filter((code): code is ErrorCode => code in errorTable),
    evidence: row.sources.some((source) => source.startsWith('api-docs'))
      ? documented(row.sources.join('; '))
      : sdk(row.sources.join('; ')),
    inputSchema: {
      type: 'object',
      properties: Object.fromEntries(
        row.params.map((parameter) => [parameter.name, parameterSchema(parameter)]),
      ),
      required: row.params.filter(({ required }) => required).map(({ name }) => name),
    },
    outputSchema: row.response,
    get example() {
      return {
        input: sample(this.inputSchema, { requiredOnly: true }) as Record<string, unknown>,
        output: sampleAnswer(this),
      }
    },
  }
}

/** Printed values are examples, not a limit: the service is known to accept other spellings of them. */
function parameterSchema({
  type,
  format,
  deprecated,
  enum: values,
  schema,
  min,
  max,
}: Parameter): JsonSchema {
  return {
    ...(schema ?? { type }),
    ...(format === undefined ? {} : { 'x-format': format }),
    ...(deprecated ? { deprecated } : {}),
    ...(values === undefined ? {} : { examples: values }),
    ...(min === undefined ? {} : { minimum: min }),
    ...(max === undefined ? {} : { maximum: max }),
  }
}
