import * as z from 'zod'
import { didYouMean } from '../../contracts/nearest.ts'
import { UsageError } from '../../contracts/usage-error.ts'
import type { Recording } from './recording.ts'

const text = z.string()
/** Statuses of final answers: those below 200 are followed by another one, those above 599 are unknown to HTTP. */
export const isFinalStatus = (status: number): boolean =>
  Number.isInteger(status) && status >= 200 && status <= 599
/** Names and values as HTTP can carry them: a line break would begin another header. */
const headerName = /^[\w!#$%&'*+.^`|~-]+$/
const headerValue = /^[\t -~\u0080-\u00ff]*$/
const headers = z.record(text, text).superRefine((given, context) => {
  for (const [name, value] of Object.entries(given))
    if (!headerName.test(name) || !headerValue.test(value))
      context.addIssue({
        code: 'custom',
        path: [name],
        message: `HTTP cannot carry this header: ${JSON.stringify(value.slice(0, 60))}. Expected characters of Latin-1 without line breaks and other control characters.`,
      })
})
const answer = z.strictObject({
  status: z.number().refine(isFinalStatus, {
    error: ({ input }) => `${String(input)} is no status of an answer. Expected 200 to 599.`,
  }),
  headers: headers.optional(),
  body: z.unknown().optional(),
  text: text.optional(),
  base64: z.base64().optional(),
})
const recording = z.strictObject({
  call: text,
  at: z.iso.datetime().optional(),
  format: z.literal('XML').optional(),
  parameters: z.record(text, z.unknown()),
  answer,
  rule: text.optional(),
  faults: z.array(text).optional(),
})
const header = z.strictObject({
  cassette: z.literal(1),
  redacted: z
    .string()
    .regex(/^[0-9a-f]{8}$/)
    .optional(),
})

/** Where a part of a cassette stands. */
export interface Place {
  /** Name of the cassette, for messages. */
  readonly name: string
  /** Number of its first line, asked for only when something is wrong. */
  firstLine(): number
}

/** Reads the text of a recording. Throws `UsageError` with file and line. */
export const parseRecording = (source: string, place: Place): Recording =>
  parseDocument(source, place, recording, 'a recording') as Recording

/** Reads the first line of a cassette. Throws `UsageError` with file and line. */
export const parseHeader = (source: string, place: Place): z.output<typeof header> =>
  parseDocument(source, place, header, 'the first line of a cassette, such as {"cassette":1}')

/** The documents of a text that is held in memory, each with its place; there is always a first one. */
export function documentsOf(
  text: string,
  name: string,
): [Place & { readonly text: string }, ...(Place & { readonly text: string })[]] {
  let line = 1
  const documents = text.split(/\n(?=\{)/).map((source) => {
    const first = line
    line += source.split('\n').length
    return { name, text: source, firstLine: () => first }
  })
  return documents as [(typeof documents)[number], ...typeof documents]
}

/** Reads one document. Throws `UsageError` with file and line, saying what was wanted there. */
export function parseDocument<Shape extends z.ZodObject>(
  source: string,
  place: Place,
  shape: Shape,
  wanted: string,
): z.output<Shape> {
  const at = (offset: number): string =>
    `${place.name}:${place.firstLine() + source.slice(0, offset).split('\n').length - 1}`
  let value: unknown
  try {
    value = JSON.parse(source)
  } catch (error) {
    const { message } = error as Error
    const offset = Number(/at position (\d+)/.exec(message)?.[1] ?? 0)
    const ends = /^Unexpected end|^Unterminated/.test(message)
    // The parser quotes what it read, which is nobody's business.
    const said = message.replace(/(?: in JSON|,? (?:\.\.\.)?")[^]*$/, '')
    throw new UsageError(
      `${at(ends ? source.trimEnd().length : offset)}: ${ends ? 'the text ends in the middle of a document' : `this is not JSON: ${said}`}. Expected ${wanted}.`,
    )
  }
  const parsed = shape.safeParse(value)
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.flatMap((issue) => {
    const paths =
      issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path]
    return paths.map(
      (path) =>
        `${at(offsetOf(source, path))}: ${path.map(String).join('.') || 'here'}: ${complaint(issue, path, shape)}`,
    )
  })
  throw new UsageError(lines.join('\n'))
}

/** Where the last of some names stands, each looked for behind the one before. */
function offsetOf(source: string, path: readonly PropertyKey[]): number {
  let offset = 0
  for (const name of path) {
    const found = source.indexOf(`${JSON.stringify(String(name))}:`, offset)
    if (found === -1) return offset
    offset = found
  }
  return offset
}

function complaint(issue: z.core.$ZodIssue, path: readonly PropertyKey[], shape: z.ZodObject): string {
  if (issue.code !== 'unrecognized_keys') return issue.message
  const known = Object.keys(shapeAt(shape, path.slice(0, -1))?.shape ?? {})
  return `unknown key.${didYouMean(String(path.at(-1)), known)} Known here: ${known.join(', ')}.`
}

function shapeAt(shape: z.ZodObject, path: readonly PropertyKey[]): z.ZodObject | undefined {
  return path.reduce<z.ZodObject | undefined>((at, name) => {
    const inner = at?.shape[String(name)] as z.ZodType | undefined
    const bare = inner instanceof z.ZodOptional ? inner.unwrap() : inner
    return bare instanceof z.ZodObject ? bare : undefined
  }, shape)
}
