import type { Difference } from '../compare.ts'
import type { Played, StepResult } from '../play.ts'

/** Everything that was played, for reports. */
export interface Run {
  readonly target: string
  /** When it began, ISO 8601. */
  readonly startedAt: string
  /** Milliseconds. */
  readonly took: number
  readonly played: readonly Played[]
  /** With a second target: where the two differ. */
  readonly against?: {
    readonly target: string
    readonly played: readonly Played[]
    readonly differences: readonly Difference[]
  }
}

export interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** How many scenarios went which way. */
export function tallyOf(played: readonly Played[]): Tally {
  const count = (outcome: Played['outcome']): number =>
    played.filter((each) => each.outcome === outcome).length
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') }
}

/** Everything that was played, on both targets alike. */
export const sidesOf = ({
  target,
  played,
  against,
}: Run): readonly { readonly target: string; readonly played: readonly Played[] }[] => [
  { target, played },
  ...(against === undefined ? [] : [against]),
]

/** What a run says, whichever side it happened on: every report and the exit code follow from it. */
export type Verdict = 'passed' | 'failed' | 'nothing-passed' | 'differs'

/** The verdict of a run. A failure weighs more than a difference. */
export function verdictOf(run: Run): Verdict {
  const outcomes = sidesOf(run).flatMap(({ played }) => played.map(({ outcome }) => outcome))
  if (outcomes.includes('failed')) return 'failed'
  if (!outcomes.includes('passed')) return 'nothing-passed'
  return (run.against?.differences.length ?? 0) > 0 ? 'differs' : 'passed'
}

/** What is wrong with a step, line by line. */
export const complaintsOf = ({ failures, violations }: StepResult): string[] => [
  ...failures.map(({ message }) => message),
  ...violations
    .filter(({ severity }) => severity === 'error')
    .map(({ check, message }) => `${check}: ${message}`),
]

/** What deserves a look and fails nothing. */
export const remarksOf = ({ violations }: StepResult): string[] =>
  violations
    .filter(({ severity }) => severity === 'warning')
    .map(({ check, message }) => `${check}: ${message}`)

/** The first step that failed; undefined when none did. */
export const failedStep = ({ steps }: Played): StepResult | undefined =>
  steps.find(({ outcome }) => outcome === 'failed')
