import { errorTable } from '../contracts/errors/index.ts'
import { assumptions, type Assumption } from '../contracts/evidence/assumptions.ts'
import type { Observations, Observed } from '../contracts/evidence/with-observation.ts'
import { ruleOf } from '../mock-server/emulator/rules.ts'
import type { Confirmation, EvidenceBundle } from '../scenarios/evidence-bundle.ts'

/** A bundle as it lies in docs/observations. */
export interface BundleFile {
  readonly name: string
  readonly text: string
}

/** The service itself; what another emulator answers is no observation. */
export const isService = (endpoint: string): boolean =>
  /^https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)*\.aliyuncs\.com$/.test(endpoint)

/** What bundles confirm, the newest of each. Throws, with the name of the file, for a bundle of another service or of something nobody assumes. */
export function collectObservations(files: readonly BundleFile[], isAccepted = isService): Observations {
  const collected: Record<keyof Observations, Record<string, Observed>> = {
    rules: {},
    refusals: {},
    choices: {},
    errors: {},
  }
  const bundles = files
    .map(({ name, text }) => ({ name, bundle: JSON.parse(text) as EvidenceBundle }))
    .sort((a, b) => (a.bundle.date < b.bundle.date ? -1 : 1))
  for (const { name, bundle } of bundles) {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(bundle.date))
      throw new Error(`${name}: date is ${JSON.stringify(bundle.date)}, expected yyyy-MM-dd.`)
    if (!isAccepted(bundle.endpoint))
      throw new Error(`${name}: answers of ${bundle.endpoint} are no observation of the service.`)
    for (const { kind, name: confirmed } of bundle.observed.flatMap(({ confirms }) => confirms)) {
      if (!isKnown({ kind, name: confirmed }))
        throw new Error(
          `${name}: confirms ${kind} ${confirmed}, which there is not (any more). Take it out of the bundle, or give it its new name.`,
        )
      collected[kind][confirmed] = { date: bundle.date, bundle: name }
      if (kind === 'refusals')
        collected.rules[confirmed.split(' ')[0] as string] = { date: bundle.date, bundle: name }
    }
  }
  return collected
}

function isKnown({ kind, name }: Confirmation): boolean {
  if (kind === 'refusals') return ruleOf(name.split(' ')[0] as string) !== undefined
  if (kind === 'errors') return Object.hasOwn(errorTable, name)
  const [switchName = '', choice = ''] = name.split('=')
  return (assumptions as Readonly<Record<string, Assumption>>)[switchName]?.choices.includes(choice) ?? false
}

/** contracts/generated/observations.ts, without its mark. */
export function observationsSource(observations: Observations): string {
  const sorted = Object.fromEntries(
    Object.entries(observations).map(([kind, found]) => [
      kind,
      Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1))),
    ]),
  )
  return `import type { Observations } from '../evidence/with-observation.ts'\n\nexport const observations: Observations = ${JSON.stringify(sorted, undefined, 2)}\n`
}
