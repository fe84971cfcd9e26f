import { printed } from './generated/input-forms/index.js'
import type { JsonSchema, Operation } from './operation.ts'
import { compileSchema, toValidate, type CompiledValidator, type Validate } from './validate.ts'

/** How the input of an operation is read. */
export interface InputForm {
  readonly schema: JsonSchema
  /** Names of parameters that are accepted but should not be used any more. */
  readonly deprecated: readonly string[]
  readonly validate: Validate
}

const forms = new Map<string, InputForm>()

/**
 * The form of an operation's input. Those of curated operations were printed and compiled when the project was generated, and are read
 * on first use: a start waits neither for schema and compiler nor for what they wrote. Catalogued ones are compiled on first use.
 * A promise on first use, the form itself ever after.
 */
export function inputForm(operation: Operation): InputForm | Promise<InputForm> {
  return forms.get(operation.name) ?? firstUse(operation)
}

async function firstUse(operation: Operation): Promise<InputForm> {
  const read = Object.hasOwn(printed, operation.name) ? printed[operation.name] : undefined
  const { schema, validate } =
    read === undefined
      ? { schema: operation.inputSchema, validate: await compileSchema(operation.inputSchema) }
      : fromPrint(await read())
  const deprecated = Object.entries(schema.properties ?? {}).flatMap(([name, parameter]) =>
    parameter.deprecated ? [name] : [],
  )
  const form = { schema, deprecated, validate }
  forms.set(operation.name, form)
  return form
}

const fromPrint = ({
  schema,
  validate,
}: {
  readonly schema: unknown
  readonly validate: unknown
}): Omit<InputForm, 'deprecated'> => ({
  schema: schema as JsonSchema,
  validate: toValidate(validate as CompiledValidator),
})
