import { describe, expect, it } from 'vitest'
import { nearest } from '../../contracts/nearest.ts'

describe('the nearest name', () => {
  it('is the one that was misspelt, in whatever case', () => {
    expect(nearest('sendchatappmasmessage', ['SendChatappMessage', 'SendChatappMassMessage'])).toBe(
      'SendChatappMassMessage',
    )
    expect(nearest('tp', ['advance', 'to'])).toBe('to')
  })

  it('is none where nothing is close, or nothing is left of a short one', () => {
    expect(nearest('colour', ['advance', 'to'])).toBeUndefined()
    expect(nearest('by', ['advance', 'to'])).toBeUndefined()
    expect(nearest('to', [])).toBeUndefined()
  })
})
