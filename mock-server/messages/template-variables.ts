import type { Template } from '../world/directory.ts'

/** Templates are values that never change: what was found in one stays true. */
const known = new WeakMap<Template, readonly string[]>()

/** Names of the `$(name)` variables a template uses anywhere in its components, in order of appearance. */
export function variablesOf(template: Template | undefined): readonly string[] {
  if (template === undefined) return []
  let names = known.get(template)
  if (names === undefined) known.set(template, (names = findVariables(template)))
  return names
}

function findVariables({ components }: Template): string[] {
  return [
    ...new Set([...JSON.stringify(components).matchAll(/\$\(([^)]+)\)/g)].map(([, name]) => name as string)),
  ]
}
