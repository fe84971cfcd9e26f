import type { JsonSchema } from '../operation.ts'
import { schemaValidator } from '../validate.ts'
import type { Check, Subject } from './check.ts'
import { misfitOf } from './read-subject.ts'

/** The body of a refusal, from the gateway or from the product. */
const refusalSchema: JsonSchema = {
  type: 'object',
  properties: {
    RequestId: { type: 'string' },
    Code: { type: 'string' },
    Message: { type: 'string' },
    HostId: { type: 'string' },
    Recommend: { type: 'string' },
  },
  required: ['RequestId', 'Code', 'Message'],
}

/** What drift checks report in words of their own. */
const drift = new Set(['type', 'enum'])

export const responseConforms: Check = {
  id: 'response-conforms',
  summary: 'The answer fits the published schema of the operation, a refusal that of the gateway.',
  severity: 'error',
  async judge(subject) {
    const { exchange, fields, format, operation } = subject
    // What a receiver answers is judged by the platform, not by a schema.
    if (exchange.push !== undefined || (exchange.body === '' && exchange.status < 300)) return []
    if (fields === undefined)
      return [
        {
          message: `The body is neither a JSON object nor a complete XML document: ${JSON.stringify(exchange.body.slice(0, 80))}.`,
        },
      ]
    if (format === 'XML') return rootOf(subject)
    const schema = subject.accepted ? operation?.outputSchema : refusalSchema
    const violation = schema && (await schemaValidator(schema))(fields)
    if (violation === undefined || drift.has(violation.keyword)) return []
    const { pointer, message } = misfitOf(violation)
    return [{ message: `${pointer === '' ? 'The answer' : pointer} ${message}.`, pointer }]
  },
}

function rootOf({ exchange, accepted }: Subject): { message: string }[] {
  const expected = accepted || exchange.status === 200 ? `${exchange.operation}Response` : 'Error'
  const root = /^(?:<\?xml[^>]*\?>)?\s*<(\w+)>/.exec(exchange.body)?.[1]
  return root === expected ? [] : [{ message: `The root element is ${root}, expected ${expected}.` }]
}
