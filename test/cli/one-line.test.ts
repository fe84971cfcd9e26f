import { expect, it } from 'vitest'
import { oneLine } from '../../cli/one-line.ts'

it('writes out what would begin a new line or move the cursor of a terminal', () => {
  expect(oneLine('a\nb\r\u001b[2Jc\u009bd')).toBe('a<U+000A>b<U+000D><U+001B>[2Jc<U+009B>d')
  expect(oneLine('naïve 中文 😀')).toBe('naïve 中文 😀')
})

it('cuts what is long', () => {
  expect(oneLine('x'.repeat(500))).toHaveLength(500)
  expect(oneLine('x'.repeat(5_000_000))).toBe(`${'x'.repeat(500)}…`)
})
