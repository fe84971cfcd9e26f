import * as z from 'zod'
import type { JsonSchema } from '../../contracts/operation.ts'
import { type Fault } from '../../mock-server/faults/fault.ts'
import { stages } from '../../mock-server/world/faults.ts'
import { faults } from '../../mock-server/faults/library/index.ts'
import { faultRule } from '../../mock-server/faults/rule.ts'
import { markdownTable } from './markdown.ts'

/** docs/reference/faults.md: every fault, where it can strike and what it takes, and what a rule says. */
export function faultsPage(): string {
  const rule = fieldsOf(faultRule)
  return `# Faults

${faults.length} ways in which things go wrong, each a file of its own in \`mock-server/faults\`. [Faults](../faults.md) tells how to set them and how to add one;
[what clients make of them](fault-outcomes.md) was read from a run.

${markdownTable(
  ['fault', 'what happens', 'strikes at', 'seen'],
  faults.map((fault) => [
    `[\`${fault.name}\`](#${fault.name})`,
    fault.summary,
    fault.at.map((stage) => `\`${stage}\``).join(', '),
    seenThrough(fault),
  ]),
)}

The stage named first is the usual one.

${markdownTable(
  ['stage', 'when'],
  Object.entries(stages).map(([stage, meaning]) => [`\`${stage}\``, meaning]),
)}

## A rule

${rule.map(([name, schema]) => `- \`${name}\`: ${schema.description ?? 'When it strikes: everything given must hold.'}`).join('\n')}

Of \`when\`, in the order it is looked at:

${Object.entries(rule.find(([name]) => name === 'when')?.[1].properties ?? {})
  .map(([name, schema]) => `- \`${name}\`: ${schema.description ?? ''}`)
  .join('\n')}

## Parameters

${faults.map(sectionOf).join('\n\n')}
`
}

function sectionOf({ name, summary, with: schema, example }: Fault): string {
  const fields = fieldsOf(schema()).map(
    ([field, of]) => `- \`${field}\`${of.description === undefined ? '' : `: ${of.description}`}`,
  )
  return [
    `### ${name}`,
    summary,
    ...(fields.length === 0 ? [] : [fields.join('\n')]),
    ...(example === undefined ? [] : [`\`{ fault: ${name}, with: ${JSON.stringify(example)} }\``]),
  ].join('\n\n')
}

const fieldsOf = (schema: z.ZodType): [string, JsonSchema][] =>
  Object.entries(
    (z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema).properties ?? {},
  )

function seenThrough({ needs, at }: Fault): string {
  if (needs === 'connection') return 'over HTTP'
  if (needs === 'tls') return 'over HTTPS'
  return at.includes('callback') ? 'by consumers of receipts' : 'everywhere'
}
