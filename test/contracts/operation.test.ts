import { describe, expect, expectTypeOf, it } from 'vitest'
import type { InputOf, OutputOf } from '../../contracts/operation.ts'
import { curatedOperations } from '../../contracts/operations/index.ts'
import { inputForm } from '../../contracts/input-form.ts'
import { mockUnderTest } from '../mock-under-test.ts'

type SendInput = InputOf<typeof curatedOperations.SendChatappMassMessage>
type SendOutput = OutputOf<typeof curatedOperations.SendChatappMassMessage>

describe.each(Object.values(curatedOperations))('$name', (operation) => {
  it('has an example that its schema accepts and the demo world answers', async () => {
    const { validate } = await inputForm(operation)
    expect(validate(operation.example.input)).toBeUndefined()
    expect(operation.input.parse(operation.example.input)).toEqual(operation.example.input)
    expect(operation.output.parse(operation.example.output)).toEqual(operation.example.output)
    expect((await mockUnderTest().call(operation.example.input, { action: operation.name })).code).toBe('OK')
  })

  it('prints its schema once', () => {
    expect(operation.inputSchema).toBe(operation.inputSchema)
    expect(operation.outputSchema).toBe(operation.outputSchema)
  })
})

it('gives types to what goes in and comes out', () => {
  expectTypeOf<SendInput['ChannelType']>().toEqualTypeOf<string>()
  expectTypeOf<SendInput['FallBackDuration']>().toEqualTypeOf<number | undefined>()
  expectTypeOf<SendInput['FallBackRule']>().toEqualTypeOf<'undelivered' | 'sentFailed' | undefined>()
  expectTypeOf<SendInput['SenderList'][number]['To']>().toEqualTypeOf<string>()
  expectTypeOf<SendInput['SenderList'][number]['TemplateParams']>().toEqualTypeOf<
    Record<string, string> | undefined
  >()
  expectTypeOf<SendOutput['GroupMessageId']>().toEqualTypeOf<string | undefined>()
  // @ts-expect-error: To is mandatory
  const withoutTo: SendInput['SenderList'][number] = {}
  expect(withoutTo).toEqual({})
})
