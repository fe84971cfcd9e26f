import { catalogNames, catalogOperation } from '../../contracts/catalog/index.ts'
import type { Operation } from '../../contracts/operation.ts'
import { curatedOperations } from '../../contracts/operations/index.ts'
import { markdownTable } from './markdown.ts'

/** docs/reference/operations.md: what is emulated with state, and what is answered from its schema. */
export function operationsPage(): string {
  const curated = Object.values<Operation>(curatedOperations)
  const stubs = catalogNames
    .filter((name) => !Object.hasOwn(curatedOperations, name))
    .map((name) => catalogOperation(name) as Operation)
  return `# Operations

${curated.length} of ${catalogNames.length} operations keep state. The others are stubs: signature, rate, parameters and permissions are checked,
the answer is a sample of the published response schema, and nothing is kept. A stub says so in \`x-mock-rule: stub.answered-from-schema\`.

## With state

${markdownTable(
  ['operation', 'what it does', 'calls per second'],
  curated.map(({ name, summary, callsPerSecond }) => [`\`${name}\``, summary, rate(callsPerSecond)]),
)}

## Stubs

${markdownTable(
  ['operation', 'methods', 'calls per second'],
  stubs.map(({ name, methods, callsPerSecond }) => [`\`${name}\``, methods.join(', '), rate(callsPerSecond)]),
)}
`
}

const rate = (callsPerSecond: number | undefined): string =>
  callsPerSecond === undefined ? 'not published' : String(callsPerSecond)
