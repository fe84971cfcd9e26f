import fc from 'fast-check'
import { expect, it } from 'vitest'
import { percentEncode } from '../../contracts/signature/percent-encode.ts'
import { encodeParameters } from '../../sdk/encode-parameters.ts'

const value = fc.anything({
  key: fc.string({ unit: 'binary' }),
  values: [
    fc.string({ unit: 'binary' }),
    fc.string(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.constant(undefined),
  ],
  withDate: true,
  withNullPrototype: true,
  withSparseArray: true,
  maxDepth: 4,
})

const encodeJson = (value: object, purpose: 'signature' | 'form'): string =>
  encodeParameters([['P', value]], purpose === 'form' ? encodeURIComponent : percentEncode).slice('P='.length)

it('any value is encoded as JSON.stringify and percent-encoding would encode it', () => {
  fc.assert(
    fc.property(value, (each) => {
      const list = [each]
      expect(encodeJson(list, 'signature')).toBe(percentEncode(JSON.stringify(list)))
      expect(encodeJson(list, 'form')).toBe(encodeURIComponent(JSON.stringify(list)))
    }),
    { numRuns: 2000 },
  )
})

it('members that JSON does not know are left out, and become null in lists', () => {
  const odd = {
    a: undefined,
    b: () => 1,
    c: Symbol('x'),
    d: [undefined, () => 1, Number.NaN],
    e: new Map([[1, 2]]),
    f: { toJSON: () => 'own' },
    g: '\uD800',
    h: String.raw`"\ `,
  }
  expect(decodeURIComponent(encodeJson(odd, 'form'))).toBe(JSON.stringify(odd))
})

it('values far larger than the last one are encoded as a whole', () => {
  const large = Array.from({ length: 20_000 }, (_, index) => ({
    To: `${index}`,
    TemplateParams: { name: '中'.repeat(index % 7), note: "'(*)!" },
  }))
  expect(encodeJson(large, 'signature')).toBe(percentEncode(JSON.stringify(large)))
  expect(encodeJson(['x'], 'form')).toBe('%5B%22x%22%5D')
})

it('names and values are encoded as the signature asks, and empty values keep their sign', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(
        encodeParameters([
          ['a', text],
          ['b', ''],
        ]),
      ).toBe(`a=${percentEncode(text)}&b=`)
    }),
  )
})
