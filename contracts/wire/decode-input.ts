import type { JsonSchema } from '../operation.ts'

/**
 * Turns the parameters of the wire, which are all text, into the values the schema of an operation's input speaks of.
 * Text that does not have the form of its type is left as it is, for the schema to refuse.
 * Parameters the operation does not know are left out; an optional parameter sent empty counts as absent.
 */
export function decodeInput(
  parameters: ReadonlyMap<string, string>,
  { properties = {}, required = [] }: JsonSchema,
): Record<string, unknown> {
  const input: Record<string, unknown> = {}
  parameters.forEach((text, name) => {
    if (!Object.hasOwn(properties, name)) return
    const schema = properties[name] as JsonSchema
    if (text !== '' || (schema.type === 'string' && required.includes(name)))
      input[name] = decodeValue(text, schema)
  })
  return input
}

/** The value a text of the wire stands for; text that has not the form of its type stays text. */
export function decodeValue(text: string, { type }: JsonSchema): unknown {
  switch (type) {
    case 'integer':
      return /^[+-]?\d+$/.test(text) ? Number(text) : text
    case 'number':
      return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text)
    case 'boolean':
      return /^true$/i.test(text) ? true : /^false$/i.test(text) ? false : text
    case 'array':
    case 'object':
      return parseJson(text)
    default:
      return text
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** The parameters of the wire for an input: lists and objects as JSON, everything else as plain text. Undefined values are left out. */
export function encodeInput(input: Readonly<Record<string, unknown>>): [name: string, value: string][] {
  return Object.entries(input).flatMap(([name, value]): [string, string][] => {
    if (value === undefined || value === null) return []
    return [[name, typeof value === 'object' ? JSON.stringify(value) : String(value)]]
  })
}
