import { formatDuration } from '../../contracts/duration.ts'
import type { Difference } from '../compare.ts'
import type { Played, StepResult } from '../play.ts'
import { complaintsOf, remarksOf, sidesOf, tallyOf, verdictOf, type Run } from './run.ts'

/** A run as one page that needs nothing else: no script, no font, no picture from elsewhere. */
export function htmlReport(run: Run): string {
  const { target, startedAt, took, played, against } = run
  const { passed, failed, skipped } = tallyOf(played)
  const order = { failed: 0, passed: 1, skipped: 2 }
  const sorted = sidesOf(run)
    .flatMap((side) => side.played.map((each) => ({ each, on: against === undefined ? '' : side.target })))
    .sort((a, b) => order[a.each.outcome] - order[b.each.outcome])
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escape(headlineOf(run))}: contract on ${escape(target)}</title>
<style>${style}</style></head><body>
<header><h1>${escape(headlineOf(run))}</h1>
<p>${escape(target)} · ${escape(startedAt)} · ${formatDuration(Math.round(took))}</p>
<div class="bar" role="img" aria-label="${passed} passed, ${failed} failed, ${skipped} skipped">${[
    ['passed', passed],
    ['failed', failed],
    ['skipped', skipped],
  ]
    .map(([name, count]) =>
      count === 0 ? '' : `<span class="${name}" style="flex:${count}">${count} ${name}</span>`,
    )
    .join('')}</div></header>
${against === undefined ? '' : differenceSection(against.differences, target, against.target)}
<main>${sorted.map(({ each, on }) => scenarioSection(each, on, on === against?.target ? 'second-' : '')).join('\n')}</main>
</body></html>
`
}

function headlineOf(run: Run): string {
  const { played, against } = run
  const { failed } = tallyOf(played)
  const failedThere = against === undefined ? 0 : tallyOf(against.played).failed
  const differing = against?.differences.length ?? 0
  const said = [
    ...(failed === 0 ? [] : [`${failed} of ${played.length} scenarios failed`]),
    ...(failedThere === 0 ? [] : [`${failedThere} failed on ${against?.target}`]),
    ...(differing === 0 ? [] : [`${differing} difference${differing === 1 ? '' : 's'}`]),
  ]
  if (verdictOf(run) === 'nothing-passed') return 'No scenario passed: all were skipped'
  return said.length === 0 ? 'The contract is kept' : said.join(', ')
}

function differenceSection(differences: readonly Difference[], first: string, second: string): string {
  if (differences.length === 0)
    return `<section><h2>No difference between ${escape(first)} and ${escape(second)}</h2></section>`
  const rows = differences.map(
    ({ scenario, step, class: of, pointer, documented, first: a, second: b }) =>
      `<tr><td><a href="#${escape(scenario)}">${escape(scenario)}</a> ${step + 1}</td><td>${of}</td><td><code>${escape(pointer)}</code></td><td>${escape(documented)}</td><td><code>${escape(a)}</code></td><td><code>${escape(b)}</code></td></tr>`,
  )
  return `<section><h2>Where ${escape(first)} and ${escape(second)} differ</h2><table><thead><tr><th>scenario, step</th><th>kind</th><th>where</th><th>documentation</th><th>${escape(first)}</th><th>${escape(second)}</th></tr></thead><tbody>${rows.join('')}</tbody></table></section>`
}

function scenarioSection(
  { scenario, outcome, reason, steps, seed }: Played,
  on: string,
  prefix: string,
): string {
  return `<details id="${prefix}${escape(scenario.name)}" class="${outcome}"${outcome === 'failed' ? ' open' : ''}><summary><b>${escape(scenario.name)}</b>${on === '' ? '' : ` on ${escape(on)}`} <span>${escape(reason ?? scenario.summary)}</span></summary>
${reason === undefined ? '' : `<p>${escape(scenario.summary)}</p>`}<ol>${steps.map(stepItem).join('')}</ol>${seed === undefined ? '' : `<p class="aside">seed ${seed}</p>`}</details>`
}

function stepItem(step: StepResult): string {
  const complaints = complaintsOf(step).map((line) => `<p class="complaint">${escape(line)}</p>`)
  const remarks = remarksOf(step).map((line) => `<p class="aside">${escape(line)}</p>`)
  const last = step.exchanges.at(-1)
  const exchange =
    last === undefined
      ? ''
      : `<details><summary>${last.status} ${escape(last.code)}${last.rule === '' ? '' : ` · ${escape(last.rule)} (${last.evidence.class})`}</summary><pre>${escape(shorten(JSON.stringify(last.input, undefined, 2)))}</pre><pre>${escape(shorten(last.body))}</pre></details>`
  return `<li class="${step.outcome}">${escape(step.title)}${complaints.join('')}${remarks.join('')}${exchange}</li>`
}

const shorten = (text: string): string =>
  text.length > 4000 ? `${text.slice(0, 4000)}… (${text.length} characters)` : text

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const style = `:root{color-scheme:light dark;--ok:#1a7f4b;--bad:#c62f2f;--dim:#7a7f87}
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{margin:0}header p,.aside,summary span{color:var(--dim)}
.bar{display:flex;gap:2px;border-radius:6px;overflow:hidden;color:#fff;font-size:.85rem}.bar span{padding:.1rem .6rem;white-space:nowrap}
.bar .passed{background:var(--ok)}.bar .failed{background:var(--bad)}.bar .skipped{background:var(--dim)}
main>details{border-left:4px solid var(--ok);margin:.5rem 0;padding:.2rem .8rem}main>details.failed{border-color:var(--bad)}main>details.skipped{border-color:var(--dim)}
summary{cursor:pointer}li.failed{font-weight:600}li details{font-weight:400}li.not-reached{color:var(--dim)}.complaint{color:var(--bad);margin:.2rem 0;font-weight:400}
pre{overflow:auto;padding:.6rem;border:1px solid #8884;border-radius:6px;font-size:.85rem;font-weight:400}table{border-collapse:collapse;width:100%;font-size:.9rem}td,th{text-align:left;vertical-align:top;padding:.3rem .5rem;border-bottom:1px solid #8884}td code{word-break:break-all}td:nth-child(3) code{white-space:nowrap}`
