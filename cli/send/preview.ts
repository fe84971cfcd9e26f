import type { Recipient } from '../../sdk/index.ts'

/** Names of the `$(name)` variables of a text, in order. */
export const variablesOf = (text: string): string[] => [
  ...new Set([...text.matchAll(/\$\(([^)]+)\)/g)].map(([, name]) => name as string)),
]

/** The text a recipient would read. Variables nobody fills stay as they are. */
export function rendered(text: string, { TemplateParams = {} }: Recipient): string {
  return text.replaceAll(/\$\(([^)]+)\)/g, (variable, name: string) =>
    Object.hasOwn(TemplateParams, name) ? (TemplateParams[name] as string) : variable,
  )
}
