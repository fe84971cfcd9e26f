/**
 * Plays the whole library of scenarios, and measures what holding an exchange to the contract costs. Processor time of this process alone:
 * over HTTP client and server are both in it.
 *
 *     npx tsx bench/contract.ts
 */
import { openLocalTarget } from '../cli/contract/targets.ts'
import { checkExchange } from '../contracts/checks/index.ts'
import type { Exchange } from '../contracts/exchange.ts'
import { library, scenarioOf } from '../scenarios/library/index.ts'
import { playScenario } from '../scenarios/play.ts'
import { median, type Figure } from './figure.ts'
import { toTable } from './report.ts'

const targets = [
  { name: 'in-process', seconds: 5 },
  { name: 'mock', seconds: 10 },
] as const

/** The library on two targets, and the checks of one exchange. */
export async function measureContract(): Promise<Figure[]> {
  return [...(await libraryFigures()), await checkFigure()]
}

async function libraryFigures(): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const { name, seconds } of targets) {
    const target = await openLocalTarget(name)
    const before = process.cpuUsage()
    for (const scenario of library) {
      const { outcome } = await playScenario(scenario, target, { clock: () => performance.now() })
      if (outcome !== 'passed') throw new Error(`${scenario.name} ${outcome} on ${name}`)
    }
    figures.push({
      name: `library-${name}`,
      unit: 'seconds',
      ours: secondsSince(before),
      floor: undefined,
      ratio: undefined,
      target: { better: 'lower', reach: seconds, aim: seconds / 2 },
      notes: [
        `${library.length} scenarios, each in a world of its own, on one core: processor time, client, server and checks together`,
      ],
    })
    await target.close()
  }
  return figures
}

const checked = 2000

async function checkFigure(): Promise<Figure> {
  const exchange = await exchangeOfOne()
  const rounds: number[] = []
  for (let round = 0; round < 7; round++) {
    const before = process.cpuUsage()
    for (let count = 0; count < checked; count++)
      if ((await checkExchange(exchange)).length > 0) throw new Error('the exchange leaves the contract')
    // The first rounds warm up.
    if (round >= 2) rounds.push((secondsSince(before) * 1e6) / checked)
  }
  return {
    name: 'checks-of-one-exchange',
    unit: 'µs',
    ours: median(rounds),
    floor: undefined,
    ratio: undefined,
    target: { better: 'lower', reach: 100, aim: 50 },
    notes: ['a mass send to one recipient and its answer, all checks'],
  }
}

async function exchangeOfOne(): Promise<Exchange> {
  const scenario = scenarioOf('send-to-one-person')
  if (scenario === undefined) throw new Error('The library has no send-to-one-person any more')
  const target = await openLocalTarget('in-process')
  const { steps } = await playScenario(scenario, target, { clock: () => 0 })
  await target.close()
  const exchange = steps.flatMap(({ exchanges }) => exchanges).find(({ code }) => code === 'OK')
  if (exchange === undefined) throw new Error('send-to-one-person sent nothing')
  return exchange
}

function secondsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

if (process.argv[1] === import.meta.filename) console.log(toTable(await measureContract()))
