/** `List.1` or `List.1.Member.Member…`. No list of the API is more than a few levels deep; a longer name is a name like any other. */
const dottedName = /^([A-Za-z]+)\.([1-9]\d{0,3})(?:\.([^.]+(?:\.[^.]+){0,15}))?$/

/**
 * Gathers the dotted form `SenderList.1.To=…` into the JSON text `SenderList=[{"To":…}]`.
 * Other RPC products read lists this way; whether this one does nobody could find out.
 */
export function undot(parameters: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const result = new Map<string, string>()
  const lists = new Map<string, unknown[]>()
  for (const [name, value] of parameters) {
    const [, list, position, rest] = dottedName.exec(name) ?? []
    if (list === undefined || position === undefined) {
      result.set(name, value)
      continue
    }
    const items = lists.get(list) ?? []
    lists.set(list, items)
    const index = Number(position) - 1
    if (rest === undefined) items[index] = value
    else items[index] = place((items[index] ?? {}) as Node, rest.split('.'), value)
  }
  for (const [list, items] of lists)
    if (!result.has(list)) result.set(list, JSON.stringify(items.filter((item) => item !== undefined)))
  return result
}

type Node = { [key: string]: Node | string }

/** Sets the value at a path, as own properties only. */
function place(node: Node, [key = '', ...rest]: string[], value: string): Node {
  const child = Object.hasOwn(node, key) && typeof node[key] === 'object' ? (node[key] as Node) : {}
  return { ...node, [key]: rest.length === 0 ? value : place(child, rest, value) }
}
