import * as z from 'zod'
import { didYouMean } from '../../contracts/nearest.ts'
import type { JsonSchema } from '../../contracts/operation.ts'
import { UsageError } from '../../contracts/usage-error.ts'

/** Something wrong with what a file says, and where. */
export interface FileComplaint {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/**
 * Reads YAML or JSON as a schema has it. Throws `UsageError` with file, line and key of everything that is wrong.
 * @param file its name, for messages
 * @param examine finds what the schema cannot
 */
export async function readYaml<Schema extends z.ZodType>(
  text: string,
  file: string,
  schema: Schema,
  examine: (data: z.output<Schema>) => Promise<FileComplaint[]> = async () => [],
): Promise<z.output<Schema>> {
  const { LineCounter, parseDocument } = await import('yaml')
  const lines = new LineCounter()
  const yaml = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset)
    return `${file}:${line}:${col}`
  }
  const [syntaxError] = yaml.errors
  if (syntaxError !== undefined) throw new UsageError(`${at(syntaxError.pos[0])}: ${syntaxError.message}`)
  const result = schema.safeParse(valueOf(yaml, file) ?? {}, { reportInput: true })
  const found = result.success ? await examine(result.data) : complaintsOf(result.error, schema)
  if (result.success && found.length === 0) return result.data
  const placed = found
    .map(({ path, message }) => ({ path, message, offset: offsetOf(yaml, path) }))
    .sort((a, b) => a.offset - b.offset)
  throw new UsageError(
    placed
      .map(
        ({ path, message, offset }) =>
          `${at(offset)}: ${path.map(String).join('.') || 'the file'}: ${message}`,
      )
      .join('\n'),
  )
}

/** Most complaints that are put into words: who mends twenty things reads the rest the next time. */
const mostComplaints = 20

/** What is wrong with data, read with `reportInput`, in words: the first things, and how many more there are. */
export function complaintsOf({ issues }: z.ZodError, schema: z.ZodType): FileComplaint[] {
  const printed = z.toJSONSchema(schema, { io: 'input' }) as JsonSchema
  const shown: FileComplaint[] = []
  let more = 0
  for (const issue of issues) {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [undefined]
    const worded = keys.slice(0, mostComplaints - shown.length)
    more += keys.length - worded.length
    for (const key of worded) {
      const path = key === undefined ? issue.path : [...issue.path, key]
      shown.push({ path, message: complaint(issue, printed, path.at(-1)) })
    }
  }
  const last = shown.at(-1)
  return last === undefined || more === 0
    ? shown
    : [...shown.slice(0, -1), { ...last, message: `${last.message} And ${more} more like these.` }]
}

/** What the text stands for. Throws `UsageError` when its aliases do not lead anywhere, or multiply without measure. */
function valueOf(yaml: YamlDocument, file: string): unknown {
  try {
    return yaml.toJS()
  } catch (error) {
    if (error instanceof ReferenceError)
      throw new UsageError(
        `${file}: its YAML aliases (*name) cannot be followed: ${error.message}. Write the values out.`,
      )
    throw error
  }
}

type YamlDocument = ReturnType<typeof import('yaml').parseDocument>

/** Where a path stands in the text: the key of the innermost part that exists. */
function offsetOf(yaml: YamlDocument, path: readonly PropertyKey[]): number {
  let node: unknown = yaml.contents
  let offset = 0
  for (const part of path) {
    // An empty text, or one key without a value, is nothing that parts could be in.
    const { items } = (node ?? {}) as { items?: unknown[] }
    if (items === undefined) return offset
    if (typeof part === 'number') node = items[part]
    else {
      const pair = (
        items as { key: { value: unknown; range: [number, number, number] }; value: unknown }[]
      ).find(({ key }) => key.value === part)
      if (pair === undefined) return offset
      offset = pair.key.range[0]
      node = pair.value
      continue
    }
    const range = (node as { range?: [number, number, number] } | undefined)?.range
    if (range === undefined) return offset
    offset = range[0]
  }
  return offset
}

/** @param key the innermost key the complaint is about */
function complaint(issue: z.core.$ZodIssue, schema: JsonSchema, key: PropertyKey | undefined): string {
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(schemaAt(schema, issue.path)?.properties ?? {})
    return `unknown key.${didYouMean(String(key), known)} Known here: ${known.join(', ')}.`
  }
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String)
    return `expected one of ${values.join(', ')}.${typeof issue.input === 'string' ? didYouMean(issue.input, values) : ''}`
  }
  if (
    issue.code === 'invalid_type' &&
    issue.expected === 'string' &&
    (typeof issue.input === 'number' || typeof issue.input === 'boolean')
  )
    return `${issue.message}: put it in quotes`
  return issue.message
}

function schemaAt(schema: JsonSchema | undefined, path: readonly PropertyKey[]): JsonSchema | undefined {
  return path.reduce<JsonSchema | undefined>(
    (at, part) => (typeof part === 'number' ? at?.items : (at?.properties?.[String(part)] ?? valuesOf(at))),
    schema,
  )
}

/** What the values of an object with free names are. */
const valuesOf = (schema: JsonSchema | undefined): JsonSchema | undefined =>
  typeof schema?.additionalProperties === 'object' ? schema.additionalProperties : undefined
