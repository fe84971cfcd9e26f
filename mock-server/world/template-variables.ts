import type { Template } from './directory.ts'

/** Names of the `$(name)` variables a template uses anywhere in its components, in order of appearance. */
export function variablesOf(template: Template | undefined): string[] {
  const text = JSON.stringify(template?.components ?? [])
  return [...new Set([...text.matchAll(/\$\(([^)]+)\)/g)].map(([, name]) => name as string))]
}
