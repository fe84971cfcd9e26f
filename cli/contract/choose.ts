import { wildcard } from '../../contracts/wildcard.ts'
import { didYouMean } from '../../contracts/nearest.ts'
import { UsageError } from '../../contracts/usage-error.ts'
import { defaultBindings, ownNames } from '../../scenarios/bindings.ts'
import { library } from '../../scenarios/library/index.ts'
import type { Scenario } from '../../scenarios/scenario.ts'
import { readScenarioFile } from './files.ts'

/** Scenarios, and where those from files were read. */
export interface Choice {
  readonly scenarios: readonly Scenario[]
  readonly files: ReadonlyMap<string, string>
}

/** The scenarios of the files, else the library; of those the ones that are named. `*` stands for any text. Throws `UsageError`. */
export async function chooseScenarios(
  paths: readonly string[],
  only: readonly string[] | undefined,
): Promise<Choice> {
  // An empty variable of a script must not play more than it would have named.
  if (only?.length === 0) throw new UsageError('--only names no scenario. Leave it out to play all of them.')
  const read = await Promise.all(
    [...new Set(paths)].map(async (path) => [path, await readScenarioFile(path)] as const),
  )
  const files = new Map(read.map(([path, { name }]) => [name, path]))
  const twice = read.find(([path, { name }]) => files.get(name) !== path)
  if (twice !== undefined)
    throw new UsageError(`${twice[0]} and ${files.get(twice[1].name)} are both named ${twice[1].name}.`)
  const all = paths.length === 0 ? library : read.map(([, scenario]) => scenario)
  const patterns = (only ?? []).map((text) => {
    const fits = wildcard(text)
    if (!all.some(({ name }) => fits(name)))
      throw new UsageError(
        `--only ${text}: there is no such scenario.${didYouMean(
          text,
          all.map(({ name }) => name),
        )} --list shows them.`,
      )
    return fits
  })
  return {
    scenarios: patterns.length === 0 ? all : all.filter(({ name }) => patterns.some((fits) => fits(name))),
    files,
  }
}

/** Values given with --set name=value. Throws `UsageError`. */
export function readBindings(settings: readonly string[]): Map<string, string> {
  return new Map(
    settings.map((setting) => {
      const [name = '', ...rest] = setting.split('=')
      if (rest.length === 0) throw new UsageError(`--set ${setting}: expected name=value.`)
      if (!ownNames.includes(name))
        throw new UsageError(
          `--set ${name}: there is no value of that name.${didYouMean(name, [...defaultBindings.keys()])} Known: ${ownNames.join(', ')}.`,
        )
      return [name, rest.join('=')]
    }),
  )
}
