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
  return [...new Set([...textOf(components).matchAll(/\$\(([^)]+)\)/g)].map(([, name]) => name as string))]
}

/** The time at which an offer ends is a variable without being written. Source: OfferExpirationTimeMs of template details, documented. */
const textOf = (components: Template['components']): string =>
  `${JSON.stringify(components)}${components.some(({ Type, HasExpiration }) => Type === 'LIMITED_TIME_OFFER' && HasExpiration === true) ? '$(offerExpirationTimeMs)' : ''}`
