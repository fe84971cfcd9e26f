import type { Exchange } from '../../contracts/exchange.ts'

/** A place at which two calls differ. */
export interface Difference {
  /** What was asked, who asked, or what was decided. */
  readonly about: 'caller' | 'parameters' | 'decision'
  /** A JSON pointer (RFC 6901). */
  readonly path: string
  /** Undefined where the place is missing. */
  readonly first: string | undefined
  readonly second: string | undefined
}

/** What two calls say and get differently; parameters that hold JSON are compared value by value. */
export function compareExchanges(first: Exchange, second: Exchange): Difference[] {
  const parts: readonly [Difference['about'], (exchange: Exchange) => unknown][] = [
    ['caller', ({ accessKeyId }) => ({ accessKeyId })],
    [
      'parameters',
      ({ operation, input }) => ({
        Action: operation,
        ...Object.fromEntries(Object.entries(input).map(([name, text]) => [name, treeOf(text)])),
      }),
    ],
    [
      'decision',
      ({ status, code, rule, faults, refusal }) => ({
        status,
        code,
        rule,
        faults,
        ...(refusal && { refusal }),
      }),
    ],
  ]
  return parts.flatMap(([about, partOf]) => {
    const [a, b] = [leavesOf(partOf(first)), leavesOf(partOf(second))]
    return [...new Set([...a.keys(), ...b.keys()])]
      .filter((path) => a.get(path) !== b.get(path))
      .map((path) => ({ about, path, first: a.get(path), second: b.get(path) }))
  })
}

function treeOf(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** The values of a tree by their places. */
function leavesOf(tree: unknown): Map<string, string> {
  const leaves = new Map<string, string>()
  const visit = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null || Object.keys(value).length === 0)
      leaves.set(path, typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))
    else
      for (const [name, each] of Object.entries(value))
        visit(each, `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`)
  }
  visit(tree, '')
  return leaves
}
