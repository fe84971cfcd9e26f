import type { Ajv2020 } from 'ajv/dist/2020.js'
import type { JsonSchema, Operation } from './operation.ts'

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

/** What the compiler makes of a schema. */
export interface CompiledValidator {
  (value: unknown): boolean
  errors?: readonly SchemaViolation[] | null
}

export const toValidate =
  (validator: CompiledValidator): Validate =>
  (value) =>
    validator(value) ? undefined : validator.errors?.[0]

/** One compiler for all: making one takes longer than using it. */
let compiler: Promise<Ajv2020> | undefined

/** Compiles a schema, here and now. */
export async function compileSchema(schema: JsonSchema): Promise<Validate> {
  compiler ??= import('ajv/dist/2020.js').then(
    ({ Ajv2020 }) => new Ajv2020({ strict: false, validateFormats: false }),
  )
  return toValidate((await compiler).compile(schema))
}

const bySchema = new WeakMap<JsonSchema, Validate>()

/** The validator of any schema, such as that of an answer. Compiled on first use and kept as long as the schema is. */
export async function schemaValidator(schema: JsonSchema): Promise<Validate> {
  const known = bySchema.get(schema)
  if (known !== undefined) return known
  const validate = await compileSchema(schema)
  bySchema.set(schema, validate)
  return validate
}

/** Source text of a module that exports an operation's input schema as `schema` and its validator as `validate`, for `scripts/generate.ts`. */
export async function compileToSource({ name, inputSchema }: Operation): Promise<string> {
  const [{ Ajv2020 }, { default: standalone }] = await Promise.all([
    import('ajv/dist/2020.js'),
    import('ajv/dist/standalone/index.js'),
  ])
  const ajv = new Ajv2020({ strict: false, code: { source: true, esm: true, lines: true } })
  ajv.addSchema(inputSchema as object, name)
  const schema = JSON.stringify(inputSchema)
  // Where the validator looks something up it has the whole schema in it, once more.
  return `export const schema = ${schema};\n${standalone.default(ajv, { validate: name }).replaceAll(schema, () => 'schema')}`
}
