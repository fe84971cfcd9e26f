import { callbacks } from '../contracts/callbacks/index.ts'
import { inboundContents } from '../contracts/callbacks/inbound-content.ts'
import { curatedOperations } from '../contracts/operations/index.ts'
import * as z from 'zod'
import type { JsonSchema } from '../contracts/operation.ts'
import { printType } from './print-types.ts'

/** Types and names of the curated operations, for the SDK: neither its code nor its types need zod. */
export function operationTypes(): string {
  const operations = Object.values(curatedOperations)
  const types = operations.flatMap(({ name, summary, inputSchema, outputSchema }) => [
    printType(`${name}Input`, `Parameters of ${name}. ${summary}`, inputSchema),
    printType(`${name}Output`, `Answer of ${name}.`, outputSchema),
  ])
  const names = operations.map(({ name }) => name)
  return [
    ...types,
    `/** Names of the operations with types of their own. */\nexport const curatedNames = [\n${names.map((name) => `  '${name}',\n`).join('')}] as const\n`,
    `/** Input and output of each of them. */\nexport interface CuratedTypes {\n${names.map((name) => `  readonly ${name}: { readonly Input: ${name}Input; readonly Output: ${name}Output }\n`).join('')}}\n`,
  ].join('\n')
}

/** Types of the receipts, and of what the Message of an inbound one holds. */
export function callbackTypes(): string {
  const items = Object.values(callbacks).map(({ name, summary, itemSchema }) =>
    printType(`${name}Item`, summary, itemSchema),
  )
  const contents = Object.entries(inboundContents).map(([type, schema]) =>
    printType(
      `${type[0]}${type.slice(1).toLowerCase()}Content`,
      `What the Message of an inbound ${type} holds.`,
      z.toJSONSchema(schema) as JsonSchema,
    ),
  )
  return [...items, ...contents].join('\n')
}
