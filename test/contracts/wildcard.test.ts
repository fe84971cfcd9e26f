import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wildcard } from '../../contracts/wildcard.ts'

/** The same as an expression. */
const asExpression = (pattern: string, questionMark: boolean, flags: string): RegExp =>
  new RegExp(
    `^${pattern
      .replaceAll(/[\\^$.|+()[\]{}]/g, String.raw`\$&`)
      .replaceAll('*', '[^]*')
      .replaceAll('?', questionMark ? '[^]' : String.raw`\?`)}$`,
    flags,
  )

describe('a pattern with wildcards', () => {
  it.each<[string, string, boolean]>([
    ['order_*', 'order_notice', true],
    ['order_*', 'order_', true],
    ['order_*', 'my_order_1', false],
    ['*', '', true],
    ['', '', true],
    ['', 'a', false],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-c-b', false],
    ['Send*', 'sendChatappMessage', false],
    ['a?c', 'abc', false],
    ['*aab', 'aaaab', true],
  ])('%j on %j: %j', (pattern, text, expected) => {
    expect(wildcard(pattern)(text)).toBe(expected)
  })

  it('agrees with an expression on any pattern and text', () => {
    const part = fc.constantFrom('a', 'b', 'A', '*', '?', '.', '(', 'ab')
    const words = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(words, words, fc.boolean(), fc.boolean(), (pattern, text, ignoreCase, questionMark) => {
        const expected = asExpression(pattern, questionMark, ignoreCase ? 'i' : '').test(text)
        expect(wildcard(pattern, { ignoreCase, questionMark })(text)).toBe(expected)
      }),
      { numRuns: 3000 },
    )
  })

  it('takes no longer than the product of the lengths', () => {
    let compared = 0
    const text = new Proxy(Object('a'.repeat(2000)) as object, {
      get: (target, name) => {
        if (typeof name === 'string' && /^\d+$/.test(name)) compared++
        return Reflect.get(target, name) as unknown
      },
    })
    expect(wildcard(`${'*a'.repeat(20)}*b`)(text as unknown as string)).toBe(false)
    expect(compared).toBeLessThan(2000 * 60)
  })
})
