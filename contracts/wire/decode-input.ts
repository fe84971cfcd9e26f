import type { JsonSchema } from '../operation.ts'
import { isNotGiven, readGivenValues, type GivenValuesOptions } from './given-values.ts'

/**
 * Turns the parameters of the wire, which are all text, into the values the schema of an operation's input speaks of.
 * Text that does not have the form of its type is left as it is, for the schema to refuse.
 * Parameters the operation does not know are left out; an optional parameter sent empty, as text or as a list, counts as absent.
 */
export function decodeInput(
  parameters: ReadonlyMap<string, string>,
  { properties = {}, required = [] }: JsonSchema,
  options: GivenValuesOptions = { numbersAsText: false },
): Record<string, unknown> {
  const input: Record<string, unknown> = {}
  parameters.forEach((text, name) => {
    if (!Object.hasOwn(properties, name)) return
    const schema = properties[name] as JsonSchema
    const isRequired = required.includes(name)
    if (text === '' && !(schema.type === 'string' && isRequired)) return
    const value = decodeValue(text, schema, options)
    if (schema.type === 'string' || !isNotGiven(value, schema, isRequired)) input[name] = value
  })
  return input
}

/** The value a text of the wire stands for; text that has not the form of its type stays text. */
export function decodeValue(
  text: string,
  schema: JsonSchema,
  options: GivenValuesOptions = { numbersAsText: false },
): unknown {
  switch (schema.type) {
    case 'integer':
      return /^[+-]?\d+$/.test(text) ? Number(text) : text
    case 'number':
      return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text)
    case 'boolean':
      return /^true$/i.test(text) ? true : /^false$/i.test(text) ? false : text
    case 'array':
    case 'object':
      return readGivenValues(text, schema, options)
    default:
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
