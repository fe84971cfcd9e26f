import { catalogNames, catalogOperation } from '../../contracts/catalog/index.ts'
import { errorTable } from '../../contracts/errors/index.ts'
import { languageCodes } from '../../contracts/languages.ts'
import type { JsonSchema } from '../../contracts/operation.ts'
import { curatedOperations } from '../../contracts/operations/index.ts'

/** What the API itself says, and therefore belongs to nobody. */
export interface Vocabulary {
  /** Values: printed choices, languages, error codes, names of operations. */
  readonly values: ReadonlySet<string>
  /** Names of fields and parameters. */
  readonly names: ReadonlySet<string>
  /** Names whose text is a number or a truth value. */
  readonly plain: ReadonlySet<string>
  /** Words of error messages. */
  readonly words: ReadonlySet<string>
}

let built: Vocabulary | undefined

/** The vocabulary of the contract, collected on first use. */
export function vocabulary(): Vocabulary {
  if (built !== undefined) return built
  const values = new Set<string>([
    'OK',
    'true',
    'false',
    'JSON',
    'XML',
    ...languageCodes,
    ...catalogNames,
    ...Object.keys(curatedOperations),
    ...Object.keys(errorTable).filter((code) => !code.includes('{')),
  ])
  const names = new Set<string>([
    'RequestId',
    'Code',
    'Message',
    'HostId',
    'Recommend',
    'AccessDeniedDetail',
    'Error',
  ])
  const plain = new Set<string>()
  const read = (schema: JsonSchema, name: string): void => {
    if (name !== '') names.add(name)
    if (name !== '' && /^(?:integer|number|boolean)$/.test(schema.type ?? '')) plain.add(name)
    for (const value of [...(schema.enum ?? []), ...(schema.examples ?? [])])
      if (typeof value === 'string' && isWord(value)) values.add(value)
    for (const [key, each] of Object.entries(schema.properties ?? {})) read(each, key)
    if (schema.items !== undefined) read(schema.items, '')
    for (const each of [
      ...choices(schema, 'anyOf'),
      ...choices(schema, 'oneOf'),
      ...choices(schema, 'allOf'),
    ])
      read(each, '')
    if (typeof schema.additionalProperties === 'object') read(schema.additionalProperties, '')
  }
  for (const operation of [
    ...Object.values(curatedOperations),
    ...catalogNames.map((name) => catalogOperation(name)),
  ]) {
    if (operation === undefined) continue
    names.add(`${operation.name}Response`)
    read(operation.inputSchema, '')
    read(operation.outputSchema, '')
  }
  const words = new Set(Object.values(errorTable).flatMap(({ message }) => message.match(/[A-Za-z]+/g) ?? []))
  for (const name of names) words.add(name)
  return (built = { values, names, plain, words })
}

const choices = (schema: JsonSchema, keyword: string): readonly JsonSchema[] =>
  (schema[keyword] as readonly JsonSchema[] | undefined) ?? []

/** Printed examples are words of the API, or numbers and ids of somebody. */
const isWord = (value: string): boolean => /^[A-Za-z][A-Za-z_.-]{0,39}$/.test(value)
