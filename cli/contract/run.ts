import { access, constants, mkdir, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { didYouMean } from '../../contracts/nearest.ts'
import { UsageError } from '../../contracts/usage-error.ts'
import { defaultBindings } from '../../scenarios/bindings.ts'
import { compareRuns } from '../../scenarios/compare.ts'
import { observationPage, observationsOf } from '../../scenarios/evidence-bundle.ts'
import type { Caller } from '../../scenarios/make-call.ts'
import { playScenario, type Played } from '../../scenarios/play.ts'
import { githubAnnotations } from '../../scenarios/reports/github.ts'
import { htmlReport } from '../../scenarios/reports/html.ts'
import { jsonReport } from '../../scenarios/reports/json.ts'
import { junitReport } from '../../scenarios/reports/junit.ts'
import { verdictOf, type Run } from '../../scenarios/reports/run.ts'
import { differenceLines, scenarioLines, summaryLines } from '../../scenarios/reports/terminal.ts'
import type { Scenario } from '../../scenarios/scenario.ts'
import type { Target } from '../../scenarios/target.ts'
import { chooseScenarios, readBindings } from './choose.ts'
import { callWithCommand } from './client.ts'
import { planLiveRun, type LiveOptions } from './live.ts'
import { localTargets, openEmulatorAt, openLocalTarget, type LocalTarget } from './targets.ts'
import { writeText } from '../read-text.ts'
import { isLiveEndpoint } from './live-endpoint.ts'
import { say, table } from '../table.ts'

/** The options of `contract` as the command line gives them. */
export interface ContractOptions extends LiveOptions {
  readonly target: string
  readonly only?: readonly string[]
  readonly list: boolean
  readonly against?: string
  readonly client: 'sdk' | 'command'
  readonly command?: string
  readonly set?: readonly string[]
  readonly junit?: string
  readonly json?: string
  readonly html?: string
  readonly github: boolean
  readonly observations: string
}

const failed = 1
const differ = 3

/** Plays and reports; sets the exit code. Throws `UsageError` before anything is played when something given cannot be used. */
export async function runContract(paths: readonly string[], options: ContractOptions): Promise<void> {
  const { scenarios: chosen, files } = await chooseScenarios(paths, options.only)
  if (options.list)
    return say(table(chosen.map(({ name, effectOnLive, summary }) => [name, effectOnLive, summary])))
  const bindings = readBindings(options.set ?? [])
  await Promise.all(
    [options.junit, options.json, options.html].map(async (file) => file !== undefined && mayWrite(file)),
  )
  const call = options.client === 'command' ? callWithCommand(options.command) : undefined

  const first = await openTarget(options.target, chosen, bindings, options)
  if (first.target === undefined) return
  let second: Opened | undefined
  try {
    if (options.against !== undefined)
      second = await openTarget(options.against, first.scenarios, bindings, options)
    if (options.against !== undefined && second?.target === undefined) return
    const scenarios = second?.scenarios ?? first.scenarios
    await play(
      {
        scenarios,
        target: first.target,
        ...(second?.target && { second: second.target }),
        bindings,
        ...(call && { call }),
        files,
        endpoint: first.endpoint ?? second?.endpoint,
      },
      options,
    )
  } finally {
    await Promise.all([first.target.close(), second?.target?.close()])
  }
}

interface Staging {
  readonly scenarios: readonly Scenario[]
  readonly target: Target
  readonly second?: Target
  readonly bindings: ReadonlyMap<string, string>
  readonly call?: Caller
  readonly files: ReadonlyMap<string, string>
  /** Origin of the live target, where one is played on. */
  readonly endpoint: string | undefined
}

async function play(
  { scenarios, target, second, bindings, call, files, endpoint }: Staging,
  options: ContractOptions,
): Promise<void> {
  const startedAt = new Date().toISOString()
  const clock = (): number => performance.now()
  const started = clock()
  // Beside a live target an emulator keeps the values of its demo world: it does not know those of somebody's account.
  const bindingsOn = (on: Target): Staging['bindings'] =>
    endpoint === undefined || !on.hasWorlds ? bindings : new Map()
  const playOn = async (on: Target, tell: (line: string) => void): Promise<Played[]> => {
    const played: Played[] = []
    for (const scenario of scenarios) {
      const each = await playScenario(scenario, on, {
        bindings: bindingsOn(on),
        clock,
        ...(call && { call }),
      })
      tell(scenarioLines(each))
      played.push(each)
    }
    return played
  }
  const played = await playOn(target, say)
  const other = second === undefined ? undefined : await playOn(second, () => {})
  // What failed there is told as what failed here.
  for (const each of other ?? [])
    if (each.outcome === 'failed') say(`on ${second?.name}: ${scenarioLines(each)}`)
  const valueOn = (on: Target, name: string): string =>
    bindingsOn(on).get(name) ?? defaultBindings.get(name) ?? ''
  const same =
    second === undefined
      ? []
      : [...bindings.keys()].map((name) => [valueOn(target, name), valueOn(second, name)] as const)
  const differences = other?.flatMap((each, index) => compareRuns(played[index] as Played, each, { same }))
  const run: Run = {
    target: target.name,
    startedAt,
    took: clock() - started,
    played,
    ...(second && other && differences && { against: { target: second.name, played: other, differences } }),
  }
  for (const difference of differences ?? []) say(differenceLines(difference, run))
  say(summaryLines(run))
  if (options.github) for (const line of githubAnnotations(run, files)) console.log(line)
  await writeReports(run, options)
  if (endpoint !== undefined) await keepObservations(run, endpoint, options.observations)
  const verdict = verdictOf(run)
  if (verdict === 'differs') process.exitCode = differ
  else if (verdict !== 'passed') process.exitCode = failed
}

interface Opened {
  readonly target: Target | undefined
  readonly scenarios: readonly Scenario[]
  /** Of a live target. */
  readonly endpoint?: string
}

/** Opens a target by name. A live one is planned first, and left closed when the plan was all that was asked for. */
async function openTarget(
  name: string,
  scenarios: readonly Scenario[],
  bindings: Staging['bindings'],
  options: ContractOptions,
): Promise<Opened> {
  if ((localTargets as readonly string[]).includes(name))
    return { target: await openLocalTarget(name as LocalTarget), scenarios }
  if (name !== 'live') {
    if (!URL.canParse(name) || !/^https?:/.test(name))
      throw new UsageError(
        `There is no target ${name}.${didYouMean(name, [...localTargets, 'live'])} Known: ${localTargets.join(', ')}, live, or a URL.`,
      )
    const emulator = isLiveEndpoint(name) ? undefined : await openEmulatorAt(name)
    if (emulator !== undefined) return { target: emulator, scenarios }
  }
  const endpoint = options.endpoint ?? (name === 'live' ? undefined : name)
  const plan = await planLiveRun(scenarios, bindings, {
    ...options,
    ...(endpoint === undefined ? {} : { endpoint }),
  })
  say(plan.lines)
  return plan
}

/** Throws `UsageError` when a report could not be written once everything was played. */
async function mayWrite(file: string): Promise<void> {
  const entry = await stat(file).catch(() => undefined)
  if (entry?.isDirectory()) throw new UsageError(`Cannot write ${file}: it is a folder.`)
  await access(entry === undefined ? dirname(resolve(file)) : file, constants.W_OK).catch((error: Error) => {
    throw new UsageError(`Cannot write ${file}: ${error.message}.`)
  })
}

async function writeReports(run: Run, { junit, json, html }: ContractOptions): Promise<void> {
  if (junit !== undefined) await writeText(junit, junitReport(run))
  if (json !== undefined) await writeText(json, jsonReport(run))
  if (html !== undefined) await writeText(html, htmlReport(run))
}

async function keepObservations(
  { target, played, startedAt, against }: Run,
  endpoint: string,
  folder: string,
): Promise<void> {
  const live = target === 'live' ? played : (against?.played ?? [])
  const emulated = target === 'live' ? (against?.played ?? []) : played
  const bundle = { date: startedAt.slice(0, 10), endpoint, observed: observationsOf(live, emulated) }
  const file = join(folder, `${bundle.date}-${startedAt.slice(11, 19).replaceAll(':', '')}-scenarios`)
  await mkdir(folder, { recursive: true })
  await writeText(`${file}.md`, observationPage(bundle, live))
  await writeText(`${file}.json`, `${JSON.stringify(bundle, undefined, 2)}\n`)
  say(`Observations, redacted: ${file}.md and .json`)
}
