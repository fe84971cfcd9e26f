import type { Step } from './scenario.ts'

/** A step as one line for people. */
export function titleOf(step: Step): string {
  if ('call' in step) {
    const { call, times, as, wire, expect } = step
    const how = [
      ...(times > 1 ? [`${times} times`] : []),
      ...(as.key === 'main' ? [] : [`as ${as.key}`]),
      ...(as.signature === 'V3' ? [] : ['signed V1']),
      ...(as.style === 'form' ? [] : ['in the URL']),
      ...(wire === undefined ? [] : ['by hand']),
    ]
    const answer =
      expect.failure !== undefined
        ? `no answer (${expect.failure})`
        : expect.error === undefined
          ? String(expect['Code'] ?? 'an answer')
          : [expect.error]
              .flat()
              .map((each) => (typeof each === 'string' ? each : each.$matches))
              .join(' or ')
    return `${call}${how.length === 0 ? '' : ` (${how.join(', ')})`} → ${answer}`
  }
  if ('wait' in step) return `${step.wait} pass`
  if ('advance' in step) return `the clock moves ${step.advance}`
  if ('messages' in step)
    return `${step.never ? 'never' : step.count} message${!step.never && step.count === 1 ? '' : 's'} ${step.messages}`
  if ('receipts' in step)
    return `${step.count} ${step.receipts} ${Object.entries(step.where)
      .map(([name, value]) => `${name}=${String(value)}`)
      .join(' ')}`.trim()
  if ('fault' in step)
    return step.fault === 'none'
      ? 'nothing goes wrong any more'
      : `from now on ${step.fault}${step.at === undefined ? '' : ` at ${step.at}`}${
          step.when === undefined
            ? ''
            : ` when ${Object.entries(step.when)
                .map(([name, value]) => `${name}=${String(value)}`)
                .join(' ')}`
        }`
  return `${step.person} ${step.button === undefined ? 'writes' : 'presses a button'}`
}
