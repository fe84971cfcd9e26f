import fc from 'fast-check'
import { expect, it } from 'vitest'
import { codeKey, nameKey } from '../../../mock-server/world/directory.ts'

const part = fc
  .array(fc.constantFrom(':', 'a', 'b', '1'), { maxLength: 4 })
  .map((letters) => letters.join(''))
const parts = fc.tuple(part, part, part)

it.each([
  ['codeKey', codeKey],
  ['nameKey', nameKey],
])('%s tells apart whatever differs, colons in ids included', (_, key) => {
  fc.assert(
    fc.property(
      parts,
      parts,
      (one, other) => (key(...one) === key(...other)) === (one.join('\n') === other.join('\n')),
    ),
  )
  expect(key('a:b', 'c', 'en')).not.toBe(key('a', 'b:c', 'en'))
})
