import * as z from 'zod'
import type { Evidence } from '../evidence/evidence.ts'
import type { JsonSchema } from '../operation.ts'

/** One kind of receipt the API sends to its customers: what an item says. A push is a list of items, a queue message is one. */
export interface Callback<Item extends z.ZodType = z.ZodType> {
  /** Name of the receipt type, which is also the end of the queue's name. */
  readonly name: string
  readonly summary: string
  readonly evidence: Evidence
  readonly item: Item
  /** JSON Schema of one item. Printed once, on first use. */
  readonly itemSchema: JsonSchema
  /** JSON Schema of the body of a push. */
  readonly pushSchema: JsonSchema
  /** Valid items. */
  readonly examples: readonly z.infer<Item>[]
}

/** The decoded item of a callback. */
export type ItemOf<C extends Callback> = z.infer<C['item']>

/** Makes a callback from the zod schema of its items; the JSON Schemas are printed on first use and kept. */
export function defineCallback<Item extends z.ZodType>(
  definition: Omit<Callback<Item>, 'itemSchema' | 'pushSchema'>,
): Callback<Item> {
  let itemSchema: JsonSchema | undefined
  let pushSchema: JsonSchema | undefined
  return {
    ...definition,
    get itemSchema() {
      return (itemSchema ??= printSchema(definition.item))
    },
    get pushSchema() {
      return (pushSchema ??= printSchema(z.array(definition.item).min(1)))
    },
  }
}

function printSchema(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' }) as JsonSchema
}
