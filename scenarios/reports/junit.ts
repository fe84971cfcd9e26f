import type { Difference } from '../compare.ts'
import type { Played } from '../play.ts'
import { complaintsOf, failedStep, sidesOf, verdictOf, type Run } from './run.ts'

/** A run as JUnit XML, which most CI servers read. It has a failure exactly where the exit code is not 0. */
export function junitReport(run: Run): string {
  const { target, startedAt, took, against } = run
  const cases = sidesOf(run).flatMap((side, index) =>
    side.played.map((each) =>
      caseOf(
        each,
        side.target,
        // What differs is told once, with the first target.
        index > 0 || each.outcome === 'skipped'
          ? []
          : (against?.differences ?? []).filter(({ scenario }) => scenario === each.scenario.name),
      ),
    ),
  )
  if (verdictOf(run) === 'nothing-passed')
    cases.push({
      outcome: 'failed',
      text: `    <testcase classname="${escape(target)}" name="(the run)" time="0.000"><failure message="No scenario passed: all were skipped."/></testcase>`,
    })
  const count = (outcome: Played['outcome']): number =>
    cases.filter((each) => each.outcome === outcome).length
  const counts = `tests="${cases.length}" failures="${count('failed')}" errors="0" skipped="${count('skipped')}" time="${seconds(took)}"`
  const name = `chatapp-mock contract on ${sidesOf(run)
    .map((side) => side.target)
    .join(' and ')}`
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${counts}>\n  <testsuite name="${escape(name)}" timestamp="${escape(startedAt)}" ${counts}>\n${cases.map(({ text }) => text).join('\n')}\n  </testsuite>\n</testsuites>\n`
}

interface Case {
  readonly outcome: Played['outcome']
  readonly text: string
}

/** What differs beside a failure or a skipped scenario is part of the same case. */
function caseOf(each: Played, target: string, differences: readonly Difference[]): Case {
  const step = failedStep(each)
  const failure =
    step === undefined
      ? ''
      : `<failure message="${escape(complaintsOf(step)[0] ?? '')}">${escape(`step ${step.index + 1}: ${step.title}\n${complaintsOf(step).join('\n')}`)}</failure>`
  const differing = differences.map(
    ({ class: of, pointer, first, second }) =>
      `<failure type="difference" message="${escape(`${of} ${pointer}`)}">${escape(`${first}\n${second}`)}</failure>`,
  )
  const skip = each.outcome === 'skipped' ? `<skipped message="${escape(each.reason ?? '')}"/>` : ''
  return {
    outcome: differing.length > 0 ? 'failed' : each.outcome,
    text: `    <testcase classname="${escape(target)}" name="${escape(each.scenario.name)}" time="${seconds(each.took)}">${failure}${differing.join('')}${skip}</testcase>`,
  }
}

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3)

/** Characters XML 1.0 does not have are replaced, the others escaped. */
const escape = (text: string): string =>
  text
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;')
