import { complaintsOf, failedStep, tallyOf, type Run } from './run.ts'

/** A run as JUnit XML, which most CI servers read. */
export function junitReport({ target, startedAt, took, played, against }: Run): string {
  const { failed, skipped } = tallyOf(played)
  const differences = against?.differences ?? []
  const cases = played.map((each) => {
    const step = failedStep(each)
    const own = differences.filter(({ scenario }) => scenario === each.scenario.name)
    const failure =
      step === undefined
        ? ''
        : `<failure message="${escape(complaintsOf(step)[0] ?? '')}">${escape(`step ${step.index + 1}: ${step.title}\n${complaintsOf(step).join('\n')}`)}</failure>`
    const differing = own.map(
      ({ class: of, pointer, first, second }) =>
        `<failure type="difference" message="${escape(`${of} ${pointer}`)}">${escape(`${first}\n${second}`)}</failure>`,
    )
    const skip = each.outcome === 'skipped' ? `<skipped message="${escape(each.reason ?? '')}"/>` : ''
    return `    <testcase classname="${escape(target)}" name="${escape(each.scenario.name)}" time="${seconds(each.took)}">${failure}${differing.join('')}${skip}</testcase>`
  })
  const differing = new Set(differences.map(({ scenario }) => scenario)).size
  const counts = `tests="${played.length}" failures="${Math.max(failed, differing)}" errors="0" skipped="${skipped}" time="${seconds(took)}"`
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${counts}>\n  <testsuite name="chatapp-mock contract on ${escape(target)}" timestamp="${escape(startedAt)}" ${counts}>\n${cases.join('\n')}\n  </testsuite>\n</testsuites>\n`
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
