import type { Checked } from './run.ts'

/** What a report is about. */
export interface CheckedConsumer {
  readonly url: string
  readonly seed: number
  readonly checked: readonly Checked[]
}

/** How many checks ended how. */
export function tally({ checked }: CheckedConsumer): { passed: number; failed: number; skipped: number } {
  const count = (outcome: string): number =>
    checked.filter(({ finding }) => finding.outcome === outcome).length
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') }
}

/** As people read it in a terminal: what failed, then the counts. */
export function textReport(of: CheckedConsumer): string {
  const { passed, failed, skipped } = tally(of)
  const lines = of.checked.flatMap(({ check, finding }) =>
    finding.outcome === 'passed'
      ? []
      : [
          `${finding.outcome === 'failed' ? 'FAILED ' : 'skipped'} ${check.id}: ${check.summary}`,
          `  ${finding.why}`,
          ...(finding.outcome === 'failed' ? [`  ${check.evidence.class}: ${check.evidence.source}`] : []),
        ],
  )
  return [
    ...lines,
    `${passed} passed, ${failed} failed, ${skipped} skipped (${of.url}, seed ${of.seed}).`,
  ].join('\n')
}

/** The same for programs. */
export const jsonReport = (of: CheckedConsumer): object => ({
  url: of.url,
  seed: of.seed,
  ...tally(of),
  checks: of.checked.map(({ check, finding }) => ({ ...check, ...finding })),
})

/** As JUnit XML, which most CI servers read. */
export function junitReport(of: CheckedConsumer): string {
  const { failed, skipped } = tally(of)
  const counts = `tests="${of.checked.length}" failures="${failed}" errors="0" skipped="${skipped}"`
  const cases = of.checked.map(({ check, finding }) => {
    const result =
      finding.outcome === 'passed'
        ? ''
        : finding.outcome === 'failed'
          ? `<failure message="${escape(check.summary)}">${escape(finding.why)}</failure>`
          : `<skipped message="${escape(finding.why)}"/>`
    return `    <testcase classname="consumer-check" name="${escape(check.id)}">${result}</testcase>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${counts}>\n  <testsuite name="${escape(`chatapp-mock consumer-check on ${of.url}`)}" ${counts}>\n${cases.join('\n')}\n  </testsuite>\n</testsuites>\n`
}

/** As one page that needs nothing else. */
export function htmlReport(of: CheckedConsumer): string {
  const { passed, failed, skipped } = tally(of)
  const rows = of.checked.map(
    ({ check, finding }) =>
      `<tr class="${finding.outcome}"><td>${finding.outcome}</td><td>${escape(check.id)}</td><td>${escape(check.summary)}${
        finding.outcome === 'passed' ? '' : `<br>${escape(finding.why)}`
      }</td><td>${escape(`${check.evidence.class}: ${check.evidence.source}`)}</td></tr>`,
  )
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${failed} failed: consumer-check on ${escape(of.url)}</title>
<style>body{font:15px system-ui;margin:2rem}td,th{text-align:left;padding:.3rem .8rem;vertical-align:top}.failed td:first-child{color:#b00;font-weight:bold}.skipped{color:#666}</style></head>
<body><h1>${passed} passed, ${failed} failed, ${skipped} skipped</h1><p>${escape(of.url)} · seed ${of.seed}</p>
<table><thead><tr><th>Outcome</th><th>Check</th><th>Demand</th><th>Evidence</th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table></body></html>
`
}

/** Characters XML 1.0 does not have are replaced, the others escaped. */
const escape = (text: string): string =>
  text
    // oxlint-disable-next-line no-control-regex -- these characters are what must not be in XML
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
