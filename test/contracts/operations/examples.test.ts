import { describe, expect, it } from 'vitest'
import { catalogOperation } from '../../../contracts/catalog/index.ts'
import type { CuratedOperation } from '../../../contracts/operation.ts'
import { curatedOperations } from '../../../contracts/operations/index.ts'
import { inputForm } from '../../../contracts/input-form.ts'
import { decodeInput, encodeInput } from '../../../contracts/wire/decode-input.ts'
import { mockUnderTest } from '../../mock-under-test.ts'

const operations = Object.entries<CuratedOperation>(curatedOperations)

describe.each(operations)('the promise of %s', (name, operation) => {
  it('has the methods, schemes and rate of the catalog', () => {
    const { methods, schemes, callsPerSecond } = catalogOperation(name) ?? {}
    expect({
      methods: operation.methods.toSorted(),
      schemes: operation.schemes,
      callsPerSecond: operation.callsPerSecond,
    }).toEqual({ methods: methods?.toSorted(), schemes, callsPerSecond })
  })

  it('knows every parameter of the catalog, and no other', () => {
    const { properties = {} } = catalogOperation(name)?.inputSchema ?? {}
    expect(Object.keys(operation.inputSchema.properties ?? {}).toSorted()).toEqual(
      Object.keys(properties).toSorted(),
    )
  })

  it('asks for nothing that the catalog calls optional', () => {
    const required = catalogOperation(name)?.inputSchema.required ?? []
    const more = (operation.inputSchema.required ?? []).filter((parameter) => !required.includes(parameter))
    expect(more).toEqual(name === 'SendChatappMassMessage' ? ['SenderList'] : [])
  })

  it('answers no field that the catalog does not know', () => {
    const { properties = {} } = catalogOperation(name)?.outputSchema ?? {}
    expect(
      Object.keys(operation.outputSchema.properties ?? {}).filter(
        (field) => !Object.hasOwn(properties, field),
      ),
    ).toEqual([])
  })

  it('holds for its example, on the wire and back', async () => {
    const { validate } = await inputForm(operation)
    const decoded = decodeInput(new Map(encodeInput(operation.example.input)), operation.inputSchema)
    expect(decoded).toEqual(operation.example.input)
    expect(validate(decoded)).toBeUndefined()
    expect(operation.output.strict().safeParse(operation.example.output).error?.issues).toBeUndefined()
  })

  it('is kept: the demo world accepts the example, with an answer of the promised form', async () => {
    const { body, code } = await mockUnderTest().call(operation.example.input, { action: name })
    expect(code).toBe('OK')
    expect(operation.output.strict().safeParse(body).error?.issues).toBeUndefined()
  })
})
