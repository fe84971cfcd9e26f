import type { Asked } from './recording.ts'

/** One thing that was asked for differently. */
export interface AskedDifference {
  /** JSON pointer into the parameters. */
  readonly pointer: string
  readonly asked: string
  readonly recorded: string
}

/** Field by field, in what two calls differ. */
export function askedDifferences(asked: Asked, recorded: Asked): AskedDifference[] {
  const format =
    (asked.format ?? 'JSON') === (recorded.format ?? 'JSON')
      ? []
      : [{ pointer: '(format)', asked: asked.format ?? 'JSON', recorded: recorded.format ?? 'JSON' }]
  return [...format, ...differ(asked.parameters, recorded.parameters, '')]
}

function differ(a: unknown, b: unknown, pointer: string): AskedDifference[] {
  if (a === b) return []
  if (
    typeof a !== 'object' ||
    typeof b !== 'object' ||
    a === null ||
    b === null ||
    Array.isArray(a) !== Array.isArray(b)
  )
    return [{ pointer, asked: write(a), recorded: write(b) }]
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort((x, y) =>
    Array.isArray(a) ? Number(x) - Number(y) : x < y ? -1 : 1,
  )
  return names.flatMap((name) =>
    differ(
      (a as Record<string, unknown>)[name],
      (b as Record<string, unknown>)[name],
      `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    ),
  )
}

function write(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
