import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { markdownTable } from './markdown.ts'

interface Outcome {
  readonly result: string
  readonly code: string
  readonly calls: number
  readonly carriedOut: number
}

const recorded = join(import.meta.dirname, '..', '..', 'test', 'consumers', 'faults', 'outcomes.json')

/** docs/reference/fault-outcomes.md: what the vendor's SDKs make of each fault, as it was recorded in runs. */
export function faultOutcomesPage(): string {
  const clients = Object.entries(
    JSON.parse(readFileSync(recorded, 'utf8')) as Record<string, Record<string, Outcome>>,
  )
  // The longest list has all of them, in their order.
  const cases =
    clients.map(([, outcomes]) => Object.keys(outcomes)).sort((a, b) => b.length - a.length)[0] ?? []
  const believing = (outcomes: Record<string, Outcome>): string[] =>
    Object.entries(outcomes).flatMap(([name, { result, code, carriedOut }]) =>
      result === 'ok' && (carriedOut === 0 || code !== 'OK') ? [`\`${name}\``] : [],
    )
  const repeating = (outcomes: Record<string, Outcome>): string[] =>
    Object.entries(outcomes).flatMap(([name, { calls }]) =>
      calls > (twice.has(name) ? 2 : 1) ? [`\`${name}\` (${calls} calls)`] : [],
    )
  return `# What clients make of faults

Recorded from runs of the vendor's own SDKs, unmodified, against the emulator: \`npm test\` compares those for Node, \`npm run test:sdks\` all that
can be had on a machine. Each client made one call (two for \`stale-connection\` and \`group-message-id-repeated\`) in a world with the fault.
[Faults](faults.md) says what each of them is. Nobody has seen how the live service fails.

A cell names the error the client throws and the code it shows, or \`ok\` with the code it read; then the calls that came in, where that is
not one; ✓ when a message was sent all the same. The classic clients for Go, Java and Python hand back the body as text; where it cannot be
read, the error is that of the reader beside them.

${
  clients.length === 0
    ? ''
    : markdownTable(
        ['fault', ...clients.map(([name]) => name)],
        cases.map((name) => [`\`${name}\``, ...clients.map(([, outcomes]) => cell(name, outcomes[name]))]),
      )
}

## Took for a success what was none

${clients.map(([name, outcomes]) => `- ${name}: ${believing(outcomes).join(', ') || 'nothing'}`).join('\n')}

## Called again on its own

${clients.map(([name, outcomes]) => `- ${name}: ${repeating(outcomes).join(', ') || 'never'}`).join('\n')}
`
}

/** Cases in which two calls are made. */
const twice = new Set(['stale-connection', 'group-message-id-repeated'])

function cell(name: string, outcome: Outcome | undefined): string {
  if (outcome === undefined) return 'not run'
  const { result, code, calls, carriedOut } = outcome
  return [
    result,
    code,
    ...(calls === (twice.has(name) ? 2 : 1) ? [] : [`${calls} calls`]),
    ...(carriedOut > 0 ? ['✓'] : []),
  ]
    .filter((part) => part !== '')
    .join(' ')
}
