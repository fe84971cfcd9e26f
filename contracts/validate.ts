import type { Ajv2020 } from 'ajv/dist/2020.js'
import type { JsonSchema, Operation } from './operation.ts'
import { compiled } from './generated/validators/index.js'

/** One way in which a value does not fit its JSON Schema. */
export interface SchemaViolation {
  /** JSON pointer to the value at fault; empty for the whole. */
  readonly instancePath: string
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
  readonly message?: string
}

/** Returns the first violation; undefined when the value fits. */
export type Validate = (value: unknown) => SchemaViolation | undefined

interface CompiledValidator {
  (value: unknown): boolean
  errors?: readonly SchemaViolation[] | null
}

const validators = new Map<string, Validate>()

/**
 * The validator of an operation's input. Those of curated operations were compiled when the project was generated, and are read
 * on first use: a start waits neither for the compiler nor for what it wrote. Catalogued ones are compiled on first use.
 * A promise on first use, the validator itself ever after.
 */
export function inputValidator(operation: Operation): Validate | Promise<Validate> {
  return validators.get(operation.name) ?? firstUse(operation)
}

async function firstUse(operation: Operation): Promise<Validate> {
  const read = Object.hasOwn(compiled, operation.name) ? compiled[operation.name] : undefined
  const validate = toValidate(read === undefined ? (await theCompiler()).compile(operation.inputSchema) : ((await read()).validate as CompiledValidator))
  validators.set(operation.name, validate)
  return validate
}

const bySchema = new WeakMap<JsonSchema, Validate>()

/** The validator of any other schema, such as that of an answer. Compiled on first use and kept as long as the schema is. */
export async function schemaValidator(schema: JsonSchema): Promise<Validate> {
  const known = bySchema.get(schema)
  if (known !== undefined) return known
  const validate = toValidate((await theCompiler()).compile(schema))
  bySchema.set(schema, validate)
  return validate
}

/** One compiler for all: making one takes longer than using it. */
let compiler: Promise<Ajv2020> | undefined

const theCompiler = (): Promise<Ajv2020> => (compiler ??= import('ajv/dist/2020.js').then(({ Ajv2020 }) => new Ajv2020({ strict: false, validateFormats: false })))

function toValidate(validator: CompiledValidator): Validate {
  return (value) => (validator(value) ? undefined : validator.errors?.[0])
}

/** Source text of a module that exports the validator of an operation's input as `validate`, for `scripts/generate.ts`. */
export async function compileToSource({ name, inputSchema }: Operation): Promise<string> {
  const [{ Ajv2020 }, { default: standalone }] = await Promise.all([import('ajv/dist/2020.js'), import('ajv/dist/standalone/index.js')])
  const ajv = new Ajv2020({ strict: false, code: { source: true, esm: true, lines: true } })
  ajv.addSchema(inputSchema as object, name)
  return standalone.default(ajv, { validate: name })
}
