import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createParameterMemory,
  parseParameters,
  type ParsedParameters,
} from '../../../contracts/wire/parameters.ts'
import { memoryInUse } from '../../memory-in-use.ts'

/** The same, without memory. */
function parsePlainly(text: string): ParsedParameters {
  const pairs: (readonly [string, string])[] = []
  let malformed: string | undefined
  for (const part of text.split('&')) {
    if (part === '') continue
    const [name = '', ...rest] = part.split('=')
    try {
      pairs.push([decode(name), decode(rest.join('='))])
    } catch {
      malformed ??= decodesTo(name) ?? name
    }
  }
  return { pairs, malformed }
}

const decode = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '))

function decodesTo(text: string): string | undefined {
  try {
    return decode(text)
  } catch {
    return undefined
  }
}

const atom = fc.constantFrom(
  'a',
  'b',
  'ab',
  'abc',
  '=',
  '&',
  '&&',
  '&a=1',
  '&ab=1',
  '%41',
  '%E4%B8%AD',
  '%',
  '%zz',
  '%ff',
  '+',
  '中',
  'é',
  '😀',
  'SignatureNonce=',
  '&Signature=',
  'x'.repeat(20),
  'y'.repeat(59),
  'y'.repeat(61),
  'y'.repeat(63),
)
const text = fc.array(atom, { maxLength: 80 }).map((atoms) => atoms.join(''))

describe('parameters of a query or a form', () => {
  it('are read as if nothing had been read before', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), (texts) => {
        const cutOrLonger = texts.flatMap((each) => [each, `${each}&a`, each.replace(/.$/u, ''), each])
        const memory = createParameterMemory()
        for (const each of [...texts, ...cutOrLonger])
          expect(parseParameters(each, memory)).toEqual(parsePlainly(each))
      }),
      { numRuns: 300 },
    )
  })

  it('of one client are kept once, by the memory they are read with', () => {
    const memory = createParameterMemory()
    const read = (n: number, by = memory) =>
      parseParameters(`Action=SendChatappMassMessage&TaskId=${n}&From=8613900000001`, by).pairs
    const [first, second, elsewhere] = [read(1), read(2), read(3, createParameterMemory())]
    expect(elsewhere[0]).not.toBe(first[0])
    expect(second?.[0]).toBe(first?.[0])
    expect(second?.[2]).toBe(first?.[2])
  })

  it.each(['Signature', 'SecurityToken', 'BearerToken', 'SignatureNonce', 'Timestamp'])(
    'named %s are gone with their call',
    (name) => {
      const memory = createParameterMemory()
      const [first, second] = [1, 2].map(() => parseParameters(`Action=A&${name}=something`, memory).pairs)
      expect(second?.[0]).toBe(first?.[0])
      expect(second).toEqual(first)
      expect(second?.[1]).not.toBe(first?.[1])
    },
  )

  it('do not keep the text they stood in', () => {
    const memory = createParameterMemory()
    const before = memoryInUse()
    // Each is remembered at a place of its own, with a name that is too long to be copied when it is cut out of its text.
    for (let place = 31; place >= 0; place--)
      parseParameters(
        `${'&'.repeat(place)}aNameOfMoreThanTwelve=${place}&SenderList=${'x'.repeat(2_000_000)}`,
        memory,
      )
    expect(memoryInUse() - before).toBeLessThan(20)
  })
})
