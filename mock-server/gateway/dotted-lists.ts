import type { JsonSchema } from '../../contracts/operation.ts'
import { decodeValue } from '../../contracts/wire/decode-input.ts'

/** `List.1`, `List.1.Member.Member…` or `Object.Member`. No list of the API is more than a few levels deep; a longer name is a name like any other. */
const dottedName = /^([A-Za-z]+)\.([^.]+(?:\.[^.]+){0,15})$/
const position = /^[1-9]\d{0,3}$/

type Node = { readonly [key: string]: Node | string }

/**
 * Gathers the dotted form `SenderList.1.To=…` into the JSON text `SenderList=[{"To":…}]`, and `Page.Size=…` into `Page={"Size":…}`.
 * A member that is a list or an object may come as JSON text, `SenderList.1.TemplateParams={"name":"Ann"}`, as clients send it.
 * Other RPC products read lists this way; no source shows whether this one does.
 */
export function undot(
  parameters: ReadonlyMap<string, string>,
  { properties = {} }: JsonSchema,
): ReadonlyMap<string, string> {
  const result = new Map<string, string>()
  const roots = new Map<string, Node>()
  for (const [name, value] of parameters) {
    const [, root = '', rest = ''] = dottedName.exec(name) ?? []
    const path = rest.split('.')
    const type = Object.hasOwn(properties, root) ? properties[root]?.type : undefined
    if (type === 'object' || (type === 'array' && position.test(path[0] as string)))
      roots.set(root, place(roots.get(root) ?? {}, path, value))
    else result.set(name, value)
  }
  for (const [root, node] of roots)
    if (!result.has(root)) result.set(root, JSON.stringify(shaped(node, properties[root])))
  return result
}

/** Sets the value at a path, as own properties only. */
function place(node: Node, [key = '', ...rest]: readonly string[], value: string): Node {
  const child = Object.hasOwn(node, key) && typeof node[key] === 'object' ? node[key] : {}
  return { ...node, [key]: rest.length === 0 ? value : place(child, rest, value) }
}

/** The value the schema speaks of: numbered members become a list, texts the type of their schema. */
function shaped(node: Node | string, schema: JsonSchema | undefined): unknown {
  if (typeof node === 'string') return schema === undefined ? node : decodeValue(node, schema)
  const keys = Object.keys(node)
  if (schema?.type === 'array' && keys.every((key) => position.test(key)))
    return keys
      .sort((a, b) => Number(a) - Number(b))
      .map((key) => shaped(node[key] as Node | string, schema.items))
  const inner = (key: string): JsonSchema | undefined =>
    schema?.properties?.[key] ??
    (typeof schema?.additionalProperties === 'object' ? schema.additionalProperties : undefined)
  return Object.fromEntries(keys.map((key) => [key, shaped(node[key] as Node | string, inner(key))]))
}
