import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalogNames, catalogOperation } from '../../../contracts/catalog/index.ts'
import type { JsonSchema } from '../../../contracts/operation.ts'
import { curatedOperations } from '../../../contracts/operations/index.ts'
import { decodeInput } from '../../../contracts/wire/decode-input.ts'
import { readGivenValues } from '../../../contracts/wire/given-values.ts'

const senderList = curatedOperations.SendChatappMassMessage.inputSchema.properties?.[
  'SenderList'
] as JsonSchema
const read = (text: string, numbersAsText = false): unknown =>
  readGivenValues(text, senderList, { numbersAsText })

/** Every list, and every object with members, that an input can hold; with the members beside it that are required. */
function optionalHolders(schema: JsonSchema, path: readonly string[] = []): (readonly string[])[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    const here = [...path, name]
    const below =
      member.type === 'array'
        ? optionalHolders(member.items ?? {}, [...here, '0'])
        : optionalHolders(member, here)
    const isHolder = member.type === 'array' || member.properties !== undefined
    return isHolder && !schema.required?.includes(name) ? [here, ...below] : below
  })
}

const placed = ([name = '', ...rest]: readonly string[], value: unknown): unknown => {
  const inner = rest.length === 0 ? value : placed(rest, value)
  return name === '0' ? [inner] : { [name]: inner }
}

/** Whether anything was left of what stands at the end of the path. */
const found = (value: unknown, path: readonly string[]): boolean =>
  path.length === 0 ||
  (typeof value === 'object' &&
    value !== null &&
    Object.hasOwn(value, path[0] as string) &&
    found((value as Record<string, unknown>)[path[0] as string], path.slice(1)))

describe('what is not given', () => {
  it.each(['[]', ' [ ] ', 'null', '""', '{}'])(
    'is every optional list and object of every operation that holds %s',
    (empty) => {
      let count = 0
      for (const name of catalogNames) {
        const schema = Object.hasOwn(curatedOperations, name)
          ? curatedOperations[name as keyof typeof curatedOperations].inputSchema
          : (catalogOperation(name)?.inputSchema as JsonSchema)
        for (const path of optionalHolders(schema)) {
          const marker = '@@'
          const [top = ''] = path
          const whole = placed(path, marker) as Record<string, unknown>
          const text = path.length === 1 ? empty : JSON.stringify(whole[top]).replace(`"${marker}"`, empty)
          const input = decodeInput(
            new Map([[top, text.trim() === '""' && path.length === 1 ? '' : text]]),
            schema,
          )
          const isListAsObject = empty === '{}'
          if (!isListAsObject) expect(found(input, path), `${name}.${path.join('.')}`).toBe(false)
          count += 1
        }
      }
      expect(count).toBeGreaterThan(45)
    },
  )

  it('is what the Python SDK writes into every component', () => {
    const { inputSchema } = curatedOperations.CreateChatappTemplate
    const components = [{ Type: 'BODY', Text: 'Hello', Buttons: [], Cards: [] }]
    expect(decodeInput(new Map([['Components', JSON.stringify(components)]]), inputSchema)).toEqual({
      Components: [{ Type: 'BODY', Text: 'Hello' }],
    })
  })

  it('never touches values that callers name themselves, nor the places of a list', () => {
    const recipient = {
      To: '',
      TemplateParams: { name: '', order: '0' },
      Payload: ['', 'second'],
      FlowAction: { FlowToken: 't', FlowActionData: { empty: [], none: null, text: '' } },
    }
    expect(read(JSON.stringify([recipient]))).toEqual([recipient])
  })

  it('leaves a required list with a minimum to its own refusal', () => {
    const { inputSchema } = curatedOperations.SendChatappMassMessage
    expect(decodeInput(new Map([['SenderList', '[]']]), inputSchema)).toEqual({ SenderList: [] })
  })

  it('leaves text that is not JSON as it is', () => {
    expect(read("[{'To': null}]")).toBe("[{'To': null}]")
  })
})

describe('numbers and booleans read as text', () => {
  it.each([
    ['1001', '1001'],
    ['1.10', '1.10'],
    ['-0.5e+3', '-0.5e+3'],
    ['12345678901234567890', '12345678901234567890'],
    ['true', 'true'],
    ['false', 'false'],
  ])('keep the way %s was written', (written, text) => {
    expect(read(`[{"To":"1","TemplateParams":{"a" : ${written}}}]`, true)).toEqual([
      { To: '1', TemplateParams: { a: text } },
    ])
  })

  it('are those of places for text only', () => {
    const page = { type: 'object', properties: { Index: { type: 'integer' }, Name: { type: 'string' } } }
    expect(readGivenValues('{"Index":1,"Name":2}', page, { numbersAsText: true })).toEqual({
      Index: 1,
      Name: '2',
    })
  })

  it('are left alone by default', () => {
    expect(read('[{"To":8613800000001}]')).toEqual([{ To: 8613800000001 }])
  })

  it('change nothing in texts, whatever they hold', () => {
    const texts = fc.dictionary(fc.string(), fc.string({ unit: 'binary' }))
    fc.assert(
      fc.property(texts, (TemplateParams) => {
        const text = JSON.stringify([{ To: '1', TemplateParams }])
        expect(read(text, true)).toEqual(JSON.parse(text))
      }),
    )
  })
})
