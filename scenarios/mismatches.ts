/** One way in which a value is not what was expected. */
export interface Mismatch {
  /** JSON pointer into what was given. */
  readonly pointer: string
  readonly expected: string
  readonly given: string
}

/**
 * Compares a value with what is expected of it. Objects are compared field by field, and may have more; lists have to be of one length.
 * An object with a `$` key is a condition: `$matches` (regular expression), `$oneOf`, `$present`, `$length`, `$not`.
 */
export function mismatches(expected: unknown, given: unknown, pointer = ''): Mismatch[] {
  if (typeof expected !== 'object' || expected === null)
    return given === expected ? [] : [{ pointer, expected: write(expected), given: write(given) }]
  const condition = Object.keys(expected).find((key) => key.startsWith('$'))
  if (condition !== undefined)
    return holds(condition, (expected as Record<string, unknown>)[condition], given)
      ? []
      : [
          {
            pointer,
            expected: `${condition} ${write((expected as Record<string, unknown>)[condition])}`,
            given: write(given),
          },
        ]
  if (Array.isArray(expected)) {
    if (!Array.isArray(given) || given.length !== expected.length)
      return [
        {
          pointer,
          expected: `a list of ${expected.length}`,
          given: Array.isArray(given) ? `a list of ${given.length}` : write(given),
        },
      ]
    return expected.flatMap((item, index) => mismatches(item, given[index], `${pointer}/${index}`))
  }
  if (typeof given !== 'object' || given === null)
    return [{ pointer, expected: write(expected), given: write(given) }]
  return Object.entries(expected).flatMap(([key, value]) =>
    mismatches(value, (given as Record<string, unknown>)[key], `${pointer}/${key}`),
  )
}

function holds(condition: string, operand: unknown, given: unknown): boolean {
  switch (condition) {
    case '$matches':
      return new RegExp(String(operand)).test(String(given ?? ''))
    case '$oneOf':
      return Array.isArray(operand) && operand.includes(given)
    case '$present':
      return (given !== undefined && given !== null) === operand
    case '$length':
      return (Array.isArray(given) || typeof given === 'string') && given.length === operand
    case '$not':
      return given !== operand
    default:
      return false
  }
}

const write = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}
