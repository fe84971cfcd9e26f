import { complaintsOf, remarksOf, tallyOf, type Run } from './run.ts'

/** A run as JSON, exchanges included. */
export function jsonReport({ target, startedAt, took, played, against }: Run): string {
  const report = {
    target,
    startedAt,
    took,
    tally: tallyOf(played),
    scenarios: played.map(({ scenario, outcome, reason, seed, took: each, steps }) => ({
      name: scenario.name,
      summary: scenario.summary,
      outcome,
      reason,
      seed,
      took: each,
      steps: steps.map((step) => ({
        title: step.title,
        outcome: step.outcome,
        complaints: complaintsOf(step),
        remarks: remarksOf(step),
        exchanges: step.exchanges,
      })),
    })),
    ...(against && {
      against: { target: against.target, tally: tallyOf(against.played), differences: against.differences },
    }),
  }
  return `${JSON.stringify(report, undefined, 2)}\n`
}
