import { chosenBy, type AssumptionName } from '../../contracts/evidence/assumptions.ts'
import { evidenceClasses, type Evidence, type EvidenceClass } from '../../contracts/evidence/evidence.ts'
import { parseDuration } from '../../contracts/duration.ts'
import { didYouMean } from '../../contracts/nearest.ts'
import { UsageError } from '../../contracts/usage-error.ts'
import { faultStruck } from '../../mock-server/emulator/fault-struck.ts'
import { ruleOf } from '../../mock-server/emulator/rules.ts'
import { controlOf, type ControlOptions } from '../control-command.ts'
import { readText } from '../read-text.ts'

/** What a run must not lean on. */
export interface Tolerance {
  readonly classes: ReadonlySet<EvidenceClass>
  /** Milliseconds after which an observation is too old; undefined when age does not matter. */
  readonly stale: number | undefined
}

/** A rule that decided an answer, and where. */
export interface Touch {
  readonly rule: string
  readonly class: EvidenceClass
  /** `name=choice` of the switch that chose the answer, where one did. */
  readonly assumption?: string | undefined
  readonly where: string
}

/** Reads `assumed,stale:90d`. Throws `UsageError`. */
export function readTolerance(text: string): Tolerance {
  const classes = new Set<EvidenceClass>()
  let stale: number | undefined
  for (const part of text.split(',').map((each) => each.trim())) {
    const age = /^stale:(.*)$/.exec(part)?.[1]
    if (age !== undefined) {
      stale = parseDuration(age)
      if (stale === undefined)
        throw new UsageError(`--fail-on ${part}: expected a duration such as stale:90d.`)
    } else if (evidenceClasses.includes(part as EvidenceClass)) classes.add(part as EvidenceClass)
    else
      throw new UsageError(
        `--fail-on ${part}: there is no such class.${didYouMean(part, [...evidenceClasses, 'stale'])} Known: ${evidenceClasses.join(', ')}, stale:<duration>.`,
      )
  }
  return { classes, stale }
}

/** Rules a run leaned on and should not have, each with the places it was touched in. */
export function leanedOn(
  touches: readonly Touch[],
  { classes, stale }: Tolerance,
  now: number,
): { readonly rule: string; readonly why: string; readonly places: readonly string[] }[] {
  const rules = new Map<string, { why: string; places: Set<string> }>()
  for (const { rule, class: of, assumption, where } of touches) {
    // What was set on purpose is nothing a run leaned on.
    if (rule === faultStruck.id) continue
    const source = sourceOf(rule, assumption)
    const why = classes.has(of)
      ? of
      : stale !== undefined && of === 'observed'
        ? tooOld(source, now - stale)
        : undefined
    if (why === undefined) continue
    const known = rules.get(rule) ?? { why: source === '' ? why : `${why}: ${source}`, places: new Set() }
    known.places.add(where)
    rules.set(rule, known)
  }
  return [...rules]
    .map(([rule, { why, places }]) => ({ rule, why, places: [...places] }))
    .sort((a, b) => (a.rule < b.rule ? -1 : 1))
}

/** Where a rule comes from, or the choice of a switch that answered for it. */
function sourceOf(rule: string, assumption: string | undefined): string {
  const [name, choice = ''] = assumption?.split('=') ?? []
  return name === undefined
    ? (ruleOf(rule)?.evidence.source ?? '')
    : chosenBy(name as AssumptionName, choice).source
}

/** An observation that does not say when it was made is as old as can be. */
function tooOld(source: string, limit: number): string | undefined {
  const dates = [...source.matchAll(/\d{4}-\d{2}-\d{2}/g)]
    .map(([date]) => Date.parse(date))
    .filter((time) => !Number.isNaN(time))
  const last = Math.max(...dates)
  if (last >= limit) return undefined
  return dates.length === 0
    ? 'observed, nobody says when'
    : `observed last on ${new Date(last).toISOString().slice(0, 10)}`
}

interface ReportedExchange {
  readonly operation: string
  readonly rule: string
  readonly code: string
  readonly requestId: string
  readonly evidence: Evidence
}

/** What a report of `chatapp-mock contract --json` touched. Throws `UsageError` when the file is none. */
export async function touchesOfReport(file: string): Promise<Touch[]> {
  const text = await readText(file)
  try {
    const { scenarios } = JSON.parse(text) as {
      scenarios: { name: string; steps: { exchanges: ReportedExchange[] }[] }[]
    }
    return scenarios.flatMap(({ name, steps }) =>
      steps.flatMap(({ exchanges }, index) =>
        exchanges
          .filter(({ rule }) => rule !== '')
          .map(({ rule, evidence, code }): Touch => ({
            rule,
            class: evidence.class,
            assumption: evidence.assumption,
            where: `${file}: ${name}, step ${index + 1} (${code})`,
          })),
      ),
    )
  } catch {
    throw new UsageError(`${file} is no report of chatapp-mock contract --json.`)
  }
}

/** What all calls to a running emulator touched, as far as its journals reach; worlds that were removed took theirs with them. */
export async function touchesOfEmulator(options: ControlOptions): Promise<Touch[]> {
  const call = await controlOf(options)
  const { worlds } = (await call('listWorlds', {})) as { worlds: readonly { id: string }[] }
  const touches: Touch[] = []
  for (const { id } of worlds) {
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = (await call('listExchanges', {
        world: id,
        limit: 1000,
        ...(cursor === undefined ? {} : { cursor }),
      })) as { exchanges: readonly ReportedExchange[]; next: string | null }
      touches.push(
        ...page.exchanges.map(({ rule, evidence, operation, code, requestId }): Touch => ({
          rule,
          class: evidence.class,
          assumption: evidence.assumption,
          where: `world ${id}: ${operation} (${code}), request ${requestId}`,
        })),
      )
      cursor = page.next
    }
  }
  return touches
}
