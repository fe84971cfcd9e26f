import type { Played } from '../play.ts'
import { complaintsOf, remarksOf, tallyOf, verdictOf, type Run } from './run.ts'

/** A run as JSON, exchanges included; of both targets alike. */
export function jsonReport(run: Run): string {
  const { target, startedAt, took, played, against } = run
  const report = {
    target,
    startedAt,
    took,
    verdict: verdictOf(run),
    tally: tallyOf(played),
    scenarios: played.map(scenarioOf),
    ...(against && {
      against: {
        target: against.target,
        tally: tallyOf(against.played),
        scenarios: against.played.map(scenarioOf),
        differences: against.differences,
      },
    }),
  }
  return `${JSON.stringify(report, undefined, 2)}\n`
}

const scenarioOf = ({ scenario, outcome, reason, seed, took, steps }: Played): object => ({
  name: scenario.name,
  summary: scenario.summary,
  outcome,
  reason,
  seed,
  took,
  steps: steps.map((step) => ({
    title: step.title,
    outcome: step.outcome,
    complaints: complaintsOf(step),
    remarks: remarksOf(step),
    exchanges: step.exchanges,
  })),
})
