import { InvalidArgumentError } from 'commander'

/** Reads `name: value` of a repeatable option into the headers so far. */
export function headerOption(text: string, all: Readonly<Record<string, string>>): Record<string, string> {
  const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):\s*(.+)$/.exec(text) ?? []
  if (name === undefined || value === undefined)
    throw new InvalidArgumentError('Expected a name and a value, such as "Authorization: Bearer x".')
  return { ...all, [name.toLowerCase()]: value }
}
