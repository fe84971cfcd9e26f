import { didYouMean } from '../../../contracts/nearest.ts'
import type { JsonSchema } from '../../../contracts/operation.ts'
import { visible } from '../../../contracts/visible.ts'

/** A key inside a list or an object that the schema does not know. */
export interface UnreadKey {
  /** The parameter it stands in. */
  readonly parameter: string
  readonly says: string
}

/** So many keys are looked at: of a list of 1,000 the first entries stand for the others. */
const keysAtMost = 300
const foundAtMost = 5

/** Finds keys inside of parameters that are not read, such as `to` where `To` is. */
export function unreadKeys(
  input: Readonly<Record<string, unknown>>,
  { properties = {} }: JsonSchema,
): UnreadKey[] {
  const found: UnreadKey[] = []
  let looked = 0
  const walk = (value: unknown, schema: JsonSchema | undefined, place: string, parameter: string): void => {
    if (schema === undefined || typeof value !== 'object' || value === null) return
    if (Array.isArray(value)) {
      for (const [index, entry] of value.entries()) {
        if (++looked > keysAtMost) return
        walk(entry, schema.items, `${place}[${index}]`, parameter)
      }
      return
    }
    const known = schema.properties
    if (known === undefined) return
    for (const key in value) {
      if (++looked > keysAtMost || found.length >= foundAtMost) return
      if (Object.hasOwn(known, key))
        walk((value as Record<string, unknown>)[key], known[key], `${place}.${key}`, parameter)
      else if (schema.additionalProperties === undefined || schema.additionalProperties === false)
        found.push({
          parameter,
          says: `${place}.${visible(key.slice(0, 100))} is not read: it has no key of that name.${didYouMean(key, Object.keys(known))}`,
        })
    }
  }
  for (const name in input)
    if (typeof input[name] === 'object') walk(input[name], properties[name], name, name)
  return found
}
