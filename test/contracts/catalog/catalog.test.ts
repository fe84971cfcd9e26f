import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { catalogNames, catalogOperation } from '../../../contracts/catalog/index.ts'
import { curatedOperations } from '../../../contracts/operations/index.ts'
import { mockUnderTest } from '../../mock-under-test.ts'

const ajv = new Ajv2020({ strict: false, validateFormats: false })
const mock = mockUnderTest({ throttled: false })
const catalogued = catalogNames.filter((name) => !Object.hasOwn(curatedOperations, name))

describe.each(catalogued)('%s', (action) => {
  const operation = catalogOperation(action)
  if (operation === undefined) throw new Error(`The catalog names ${action} and does not have it`)
  const { example, outputSchema, methods, inputSchema } = operation

  it('answers its example from its schema, by the methods it has', async () => {
    const valid = ajv.compile(outputSchema)
    for (const method of methods) {
      const { status, body, rule } = await mock.call(example.input, { action, method })
      expect({ status, rule }).toEqual({ status: 200, rule: 'stub.answered-from-schema' })
      expect(['OK', 200]).toContain(body['Code'])
      expect(valid(body), JSON.stringify(valid.errors)).toBe(true)
    }
  })

  it('refuses a call without its first required parameter', async () => {
    const [first] = inputSchema.required ?? []
    const { code, rule } = await mock.call({}, { action })
    if (first === undefined) expect(rule).toBe('stub.answered-from-schema')
    else expect(code).toBe(`Missing${first}`)
  })
})
