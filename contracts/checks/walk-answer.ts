import type { JsonSchema } from '../operation.ts'
import type { Subject } from './check.ts'

/** Where an answer goes beyond what is published. */
export interface Drift {
  readonly kind: 'unknown-field' | 'unknown-value' | 'other-type'
  readonly pointer: string
  readonly given: unknown
  readonly schema: JsonSchema | undefined
}

/** Every drift of an accepted JSON answer from the schema of its operation. */
export function driftsOf({ fields, format, accepted, operation }: Subject): Drift[] {
  return fields !== undefined && format === 'JSON' && accepted && operation !== undefined
    ? [...walk(fields, operation.outputSchema, '')]
    : []
}

function* walk(value: unknown, schema: JsonSchema, pointer: string): IterableIterator<Drift> {
  if (schema.type !== undefined && !isOfType(value, schema.type)) {
    yield { kind: 'other-type', pointer, given: value, schema }
    return
  }
  if (schema.enum !== undefined && !schema.enum.includes(value))
    yield { kind: 'unknown-value', pointer, given: value, schema }
  if (Array.isArray(value)) {
    if (schema.items !== undefined)
      for (const [index, item] of value.entries()) yield* walk(item, schema.items, `${pointer}/${index}`)
    return
  }
  if (typeof value !== 'object' || value === null) return
  for (const [name, field] of Object.entries(value)) {
    const place = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
    const known = schema.properties?.[name]
    if (known !== undefined) yield* walk(field, known, place)
    else if (typeof schema.additionalProperties === 'object')
      yield* walk(field, schema.additionalProperties, place)
    else if (schema.properties !== undefined && schema.additionalProperties !== true)
      yield { kind: 'unknown-field', pointer: place, given: field, schema: undefined }
  }
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value)
    case 'array':
      return Array.isArray(value)
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value)
    case 'null':
      return value === null
    default:
      return typeof value === type
  }
}
