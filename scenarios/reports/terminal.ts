import { formatDuration } from '../../contracts/duration.ts'
import type { Difference } from '../compare.ts'
import type { Played } from '../play.ts'
import { complaintsOf, remarksOf, tallyOf, type Run } from './run.ts'

/** One scenario as lines for the terminal, printed as soon as it was played. */
export function scenarioLines({ scenario, outcome, reason, steps }: Played): string {
  const head = `${{ passed: 'ok     ', failed: 'FAILED ', skipped: 'skipped' }[outcome]} ${scenario.name}${reason === undefined ? '' : `: ${reason}`}`
  const details = steps.flatMap((step) => [
    ...(step.outcome === 'failed'
      ? [
          `    step ${step.index + 1}: ${step.title}`,
          ...complaintsOf(step).map((line) => `      ${line}`),
          ...requestLine(step),
        ]
      : []),
    ...remarksOf(step).map((line) => `    remark: ${line}`),
  ])
  return [head, ...details].join('\n')
}

const requestLine = ({ exchanges }: Played['steps'][number]): string[] => {
  const requestId = exchanges.at(-1)?.requestId
  return requestId === undefined || requestId === '' ? [] : [`      request ${requestId}`]
}

/** The last lines: how it went altogether. */
export function summaryLines({ target, played, took, against }: Run): string {
  const { passed, failed, skipped } = tallyOf(played)
  const lines = [
    `${passed} passed, ${failed} failed, ${skipped} skipped on ${target} in ${formatDuration(Math.round(took))}`,
  ]
  if (against !== undefined) {
    const there = tallyOf(against.played)
    lines.push(
      `${there.passed} passed, ${there.failed} failed, ${there.skipped} skipped on ${against.target}`,
      `${against.differences.length} difference${against.differences.length === 1 ? '' : 's'} between ${target} and ${against.target}`,
    )
  }
  return lines.join('\n')
}

/** A difference with what documentation, first and second target say. */
export function differenceLines(
  { scenario, step, title, class: of, pointer, documented, first, second }: Difference,
  run: Run,
): string {
  return [
    `${of.padEnd(7)} ${scenario} step ${step + 1}: ${title}`,
    `    at            ${pointer || '(the answer)'}`,
    `    documentation ${documented}`,
    `    ${run.target.padEnd(13)} ${first}`,
    `    ${(run.against?.target ?? '').padEnd(13)} ${second}`,
  ].join('\n')
}
