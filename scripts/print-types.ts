import type { JsonSchema } from '../contracts/operation.ts'

/** Prints an exported TypeScript type of a JSON Schema, with its descriptions as comments: for readers who do not have zod. */
export function printType(name: string, summary: string, schema: JsonSchema): string {
  const comment = `/** ${summary} */\n`
  return schema.properties === undefined
    ? `${comment}export type ${name} = ${typeOf(schema, '')}\n`
    : `${comment}export interface ${name} ${typeOf(schema, '')}\n`
}

function typeOf(schema: JsonSchema, indent: string): string {
  if (schema.enum !== undefined) return schema.enum.map((value) => quoted(String(value))).join(' | ')
  switch (schema.type) {
    case 'object':
      return objectType(schema, indent)
    case 'array':
      return `readonly ${parenthesized(typeOf(schema.items ?? {}, indent))}[]`
    case 'string':
      return 'string'
    case 'integer':
    case 'number':
      return 'number'
    case 'boolean':
      return 'boolean'
    default:
      return 'unknown'
  }
}

function objectType(
  { properties = {}, required = [], additionalProperties }: JsonSchema,
  indent: string,
): string {
  const names = Object.keys(properties)
  if (names.length === 0) {
    return `Readonly<Record<string, ${typeof additionalProperties === 'object' ? typeOf(additionalProperties, indent) : 'unknown'}>>`
  }
  const inner = `${indent}  `
  const members = names.map((name) => {
    const schema = properties[name] as JsonSchema
    const type = typeOf(schema, inner)
    return `${commentOf(schema, inner)}${inner}readonly ${keyOf(name)}${required.includes(name) ? `: ${type}` : `?: ${type} | undefined`}\n`
  })
  return `{\n${members.join('')}${indent}}`
}

function commentOf({ description, deprecated }: JsonSchema, indent: string): string {
  const text = [
    ...(description === undefined ? [] : [description]),
    ...(deprecated ? ['@deprecated'] : []),
  ].join(' ')
  return text === '' ? '' : `${indent}/** ${text.replaceAll('*/', '*\\/')} */\n`
}

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
const keyOf = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name))
const parenthesized = (type: string): string =>
  /^(readonly |.* \| )/.test(type) && !type.startsWith('{') ? `(${type})` : type
