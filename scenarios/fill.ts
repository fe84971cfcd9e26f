import { UsageError } from '../contracts/usage-error.ts'

/** Values by name; a name may be followed by a path, as in `send.GroupMessageId` or `list.Data.0.MessageId`. */
export type Values = ReadonlyMap<string, unknown>

const place = /\{\{\s*([^{}]+?)\s*\}\}/g

/**
 * Fills `{{name.path}}` in every text of a value. A text that is nothing else takes the value with its type.
 * `{ $times: 1000, $item: … }` becomes a list, or part of the list it stands in; in its items `{{index}}` counts from 0 and `{{number}}` is another recipient each time.
 * Throws `UsageError` for a name without a value.
 */
export function fill(value: unknown, values: Values): unknown {
  if (typeof value === 'string') return fillText(value, values)
  if (Array.isArray(value))
    return value.flatMap((item: unknown) => (isRepeated(item) ? fill(item, values) : [fill(item, values)]))
  if (typeof value !== 'object' || value === null) return value
  if (isRepeated(value)) return repeat(Number(fill(value.$times, values)), value.$item, values)
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, values)]))
}

const isRepeated = (value: unknown): value is { readonly $times: unknown; readonly $item: unknown } =>
  typeof value === 'object' && value !== null && '$times' in value && '$item' in value

function repeat(times: number, item: unknown, values: Values): unknown[] {
  const first = BigInt(String(values.get('number') ?? 0))
  return Array.from({ length: times }, (_, index) =>
    fill(item, new Map([...values, ['index', String(index)], ['number', String(first + BigInt(index))]])),
  )
}

function fillText(text: string, values: Values): unknown {
  const whole = /^\{\{\s*([^{}]+?)\s*\}\}$/.exec(text)?.[1]
  if (whole !== undefined) return valueOf(whole, values)
  return text.replaceAll(place, (_, name: string) => String(valueOf(name, values)))
}

function valueOf(expression: string, values: Values): unknown {
  const [name = '', ...path] = expression.split('.')
  if (!values.has(name))
    throw new UsageError(`{{${expression}}} has no value here. Known: ${[...values.keys()].join(', ')}.`)
  let at = values.get(name)
  for (const part of path) {
    const next: unknown =
      typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[part] : undefined
    if (next === undefined)
      throw new UsageError(
        `{{${expression}}} has no value: ${JSON.stringify(at)?.slice(0, 200)} has no ${part}.`,
      )
    at = next
  }
  return at
}

/** Names a value needs to be filled, each once. */
export function namesIn(value: unknown): string[] {
  if (typeof value === 'string')
    return [
      ...new Set([...value.matchAll(place)].map(([, expression = '']) => expression.split('.')[0] as string)),
    ]
  if (typeof value !== 'object' || value === null) return []
  return [...new Set(Object.values(value).flatMap(namesIn))]
}
