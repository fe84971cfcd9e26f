import { describe, expect, it } from 'vitest'
import { invisibleIn, visible, visibleLines } from '../../contracts/visible.ts'

describe('text that came from outside', () => {
  it.each([
    ['\u001B[2J', '<U+001B>[2J'],
    ['a\u009B31m', 'a<U+009B>31m'],
    ['a\nb\rc', 'a<U+000A>b<U+000D>c'],
    ['\u200B\u202C\u00A0\uFEFF\u2028', '<U+200B><U+202C><U+00A0><U+FEFF><U+2028>'],
    ['\u{E0041}', '<U+E0041>'],
    ['Ann Lee äöü 你好', 'Ann Lee äöü 你好'],
  ])('shows what cannot be seen: %j', (given, shown) => {
    expect(visible(given)).toBe(shown)
  })

  it('keeps the line feeds of a text laid out here', () => {
    expect(visibleLines('a\nb\u001B')).toBe('a\nb<U+001B>')
  })

  it('says which character cannot be seen, and where', () => {
    expect(invisibleIn('86\u200B1')).toBe('U+200B (zero-width space) at character 3')
    expect(invisibleIn('861')).toBeUndefined()
  })
})
