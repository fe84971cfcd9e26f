import type { JsonSchema } from '../operation.ts'

/** How values inside JSON parameters are read. */
export interface GivenValuesOptions {
  /** Whether a number or a boolean where the schema wants text is read as that text. */
  readonly numbersAsText: boolean
}

/** What may mean "not given", or is a number or a boolean: without any of it a text is parsed and left alone. */
const mayBeEmpty = /\[\s*\]|\{\s*\}|""|\bnull\b/
const mayBeUntyped = /[:[,]\s*(?:-?\d|true|false)/

/**
 * Parses a JSON parameter and leaves out what is not given: optional members that are null, an empty text, an empty list
 * or an empty object. SDKs that write every field of a request send those. Free maps such as TemplateParams and the
 * entries of lists stay as they are. Text that is not JSON is returned as it is.
 */
export function readGivenValues(
  text: string,
  schema: JsonSchema,
  { numbersAsText }: GivenValuesOptions,
): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return text
  }
  if (numbersAsText && mayBeUntyped.test(text)) value = asText(value, JSON.parse(quoteNumbers(text)), schema)
  return mayBeEmpty.test(text) ? givenOnly(value, schema) : value
}

/** Whether a value of an optional member says nothing. A required list with a minimum is refused for its length instead. */
export function isNotGiven(value: unknown, schema: JsonSchema, required: boolean): boolean {
  if (value === null) return true
  if (value === '') return !required
  if (Array.isArray(value)) return value.length === 0 && !(required && schema['minItems'] !== undefined)
  return (
    !required &&
    typeof value === 'object' &&
    schema.properties !== undefined &&
    Object.keys(value).length === 0
  )
}

function givenOnly(value: unknown, schema: JsonSchema): unknown {
  if (Array.isArray(value)) {
    const { items } = schema
    return items === undefined ? value : value.map((item) => givenOnly(item, items))
  }
  const { properties, required = [] } = schema
  if (properties === undefined || typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]): [string, unknown][] => {
      const known = Object.hasOwn(properties, name) ? properties[name] : undefined
      if (known === undefined) return [[name, member]]
      const given = givenOnly(member, known)
      return isNotGiven(given, known, required.includes(name)) ? [] : [[name, given]]
    }),
  )
}

/** JSON in which numbers outside of texts are texts, with the digits they were written with. */
const quoteNumbers = (text: string): string =>
  text.replaceAll(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) =>
    token.startsWith('"') ? token : `"${token}"`,
  )

/** Takes numbers and booleans as text where the schema wants text. `written` has the same shape, with numbers as texts. */
function asText(value: unknown, written: unknown, schema: JsonSchema): unknown {
  if (schema.type === 'string')
    return typeof value === 'number' || typeof value === 'boolean' ? String(written) : value
  if (typeof value !== 'object' || value === null) return value
  const { items, properties = {}, additionalProperties } = schema
  if (Array.isArray(value))
    return items === undefined
      ? value
      : value.map((item, index) => asText(item, (written as unknown[])[index], items))
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const known = Object.hasOwn(properties, name) ? properties[name] : additionalProperties
      const inner = (written as Record<string, unknown>)[name]
      return [name, typeof known === 'object' ? asText(member, inner, known) : member]
    }),
  )
}
