import * as z from 'zod'
import type { ErrorCode } from './errors/index.ts'
import type { Evidence } from './evidence/evidence.ts'

/** A JSON Schema of draft 2020-12, as far as this project reads it. */
export interface JsonSchema {
  readonly type?: string
  readonly format?: string
  readonly description?: string
  readonly deprecated?: boolean
  readonly examples?: readonly unknown[]
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly additionalProperties?: JsonSchema | boolean
  readonly [keyword: string]: unknown
}

/** What an operation of the API promises. Curated and catalogued operations have this one form. */
export interface Operation {
  /** The `Action` on the wire, which is also the RAM action after `cams:`. */
  readonly name: string
  readonly summary: string
  readonly methods: readonly string[]
  readonly schemes: readonly string[]
  /** Documented calls per second and account; undefined where no figure is published. */
  readonly callsPerSecond: number | undefined
  /** The codes its page lists. */
  readonly errors: readonly ErrorCode[]
  readonly evidence: Evidence
  /** JSON Schema of the parameters as one object, values decoded. Printed once, on first use. */
  readonly inputSchema: JsonSchema
  /** JSON Schema of a successful answer. */
  readonly outputSchema: JsonSchema
  /** A valid input, and the answer to it. */
  readonly example: {
    readonly input: Readonly<Record<string, unknown>>
    readonly output: Readonly<Record<string, unknown>>
  }
}

/** An operation written by hand, which knows its types. */
export interface CuratedOperation<
  Input extends z.ZodObject = z.ZodObject,
  Output extends z.ZodObject = z.ZodObject,
> extends Operation {
  readonly input: Input
  readonly output: Output
}

/** The decoded parameters of a curated operation. */
export type InputOf<O extends CuratedOperation> = z.infer<O['input']>
/** The successful answer of a curated operation. */
export type OutputOf<O extends CuratedOperation> = z.infer<O['output']>

type Definition<Input extends z.ZodObject, Output extends z.ZodObject> = Omit<
  CuratedOperation<Input, Output>,
  'input' | 'output' | 'inputSchema' | 'outputSchema' | 'example'
> & {
  /** Built on first use: a start would wait for the schemas of operations that nobody calls. */
  input(): Input
  output(): Output
  readonly example: { readonly input: z.infer<Input>; readonly output: z.infer<Output> }
}

/** Makes a curated operation from its zod schemas; the JSON Schemas are printed on first use and kept. */
export function defineOperation<Input extends z.ZodObject, Output extends z.ZodObject>(
  definition: Definition<Input, Output>,
): CuratedOperation<Input, Output> {
  let input: Input | undefined
  let output: Output | undefined
  let inputSchema: JsonSchema | undefined
  let outputSchema: JsonSchema | undefined
  return {
    ...definition,
    get input() {
      return (input ??= definition.input())
    },
    get output() {
      return (output ??= definition.output())
    },
    get inputSchema() {
      return (inputSchema ??= printSchema(this.input))
    },
    get outputSchema() {
      return (outputSchema ??= printSchema(this.output))
    },
  }
}

function printSchema(schema: z.ZodObject): JsonSchema {
  return z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' }) as JsonSchema
}
