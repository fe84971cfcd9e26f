import { describe, expect, it } from 'vitest'
import { looksLikeNumber, readPhoneNumber, readUserId } from '../../../cli/send/phone-number.ts'

describe('readPhoneNumber', () => {
  it.each([
    ['8613800000001', '8613800000001'],
    ['+8613800000001', '8613800000001'],
    [' +86 138-0000-0001 ', '8613800000001'],
    ['+ 86 138 0000 0001', '8613800000001'],
    ['+86 (138) 0000 0001', '8613800000001'],
    ['(86) 138.0000.0001', '8613800000001'],
    ['861.3800.000001', '8613800000001'],
    ['33.6.12.34.56.78', '33612345678'],
    ['+1 (555) 013-1026', '15550131026'],
    ['+1 - 555 - 013 - 1026', '15550131026'],
    ['+86\u00A0138\u202F0000\u20110001', '8613800000001'],
    ["'8613800000001", '8613800000001'],
    ["'+8613800000001", '8613800000001'],
    ['\u202A+86 138 0000 0001\u202C', '8613800000001'],
    ['\uFEFF86138\u200B00000001', '8613800000001'],
    ['\uFF18\uFF16138\uFF10\uFF10\uFF10\uFF10\uFF10\uFF10\uFF10\uFF11', '8613800000001'],
    ['\u0668\u0666\u0661\u0663\u0668\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0661', '8613800000001'],
  ])('reads %j as %s', (text, digits) => {
    expect(readPhoneNumber(text)).toEqual({ digits })
  })

  it.each([
    ['8613800000001.0', 'decimal'],
    ['8613800000001.00', 'decimal'],
    ['8613800000001.5', 'decimal'],
    ['8613800000001.', 'decimal'],
    ['8613800000001,00', 'decimal'],
    ['+86 13800000001.0', 'decimal'],
    ['8 613 800 000 001.50', 'decimal'],
    ['861.3800.000001.0', 'decimal'],
    ['861.3800.000001.00', 'decimal'],
    ['86138.00000001', 'decimal'],
    ['(86)13800000001.0', 'decimal'],
    ['8.6138E+12', 'scientific'],
    ['8,6138E+12', 'scientific'],
    ['8.613800000001e12', 'scientific'],
    ['86138e8', 'scientific'],
    ['8613800000001x12', 'extension'],
    ['8613800000001 ext. 12', 'extension'],
    ['8613800000001 #12', 'extension'],
    ['8613800000001;ext=12', 'extension'],
    ['8613800000001/8613800000002', 'more than one'],
    ['8613800000001\n8613800000002', 'more than one'],
    ['8613800000001, 8613800000002', 'more than one'],
    ['5550100 5550101', 'more than one'],
    ['+1 555 0100 +1 555 0101', 'more than one'],
    ['5551234-5555678', 'more than one'],
    ['8613800000001 8613800000002', 'more than one'],
    ['+86 (0) 138 0000 0001', 'zero in parentheses'],
    ['+44 (020) 7946 0000', 'zero in parentheses'],
    ['008613800000001', 'begins with 00'],
    ['+00 86 138 0000', 'begins with 00'],
    ['013800000001', 'begins with 0'],
    ['+86138O0000001', '"O"'],
    ['tel:+8613800000001', '"t"'],
    ['86138****0001', '"*"'],
    ['-8613800000001', 'signs'],
    ['++8613800000001', 'signs'],
    ['86--13800000001', 'signs'],
    ['8613800000001-', 'signs'],
    ['(8613800000001', 'signs'],
    ['\u202E1000000083168', 'U+202E'],
    ['8613800000001\u200F', 'U+200F'],
    ['\u00B9\u00B2345678', 'U+00B9'],
    ['1234', '4 digits'],
    ['1234567890123456', '16 digits'],
    ['', 'signs'],
    ['nobody', '"n"'],
  ])('refuses %j and says why', (text, reason) => {
    const read = readPhoneNumber(text)
    expect(read).toHaveProperty('problem')
    expect((read as { problem: string }).problem).toContain(reason)
  })

  it('never reads other digits than those written, whatever stands between them', () => {
    const signs = [
      '.',
      ',',
      '-',
      ' ',
      '(',
      ')',
      '+',
      'e',
      'E+',
      'x',
      '/',
      "'",
      '0',
      '\u200B',
      '\u00A0',
      '%',
      ':',
    ]
    for (const sign of signs)
      for (const second of signs)
        for (let place = 0; place <= 13; place++) {
          const text = `${'8613800000001'.slice(0, place)}${sign}${'8613800000001'.slice(place)}${second}`
          const read = readPhoneNumber(text)
          if ('digits' in read) expect(read.digits, JSON.stringify(text)).toBe(text.replaceAll(/\D/g, ''))
        }
  })
})

describe('readUserId', () => {
  it('keeps an id and refuses what a spreadsheet made of one', () => {
    expect(readUserId(' 7654321098765432 ')).toEqual({ digits: '7654321098765432' })
    expect(readUserId("'7654321098765432")).toEqual({ digits: '7654321098765432' })
    expect(readUserId('page-scoped.id')).toEqual({ digits: 'page-scoped.id' })
    for (const text of ['7.65432E+15', '7654321098765432.0', '7654321098765432,5', ' '])
      expect(readUserId(text), text).toHaveProperty('problem')
  })
})

describe('looksLikeNumber', () => {
  it('tells a person from the name of a column', () => {
    for (const text of [
      '8613800000001',
      '+86 138-0000-0001',
      '8613800000001x12',
      '12345',
      '\u0668\u0666\u0661\u0663\u0668',
    ])
      expect(looksLikeNumber(text), text).toBe(true)
    for (const text of ['phone', '1', '2024', 'order 2024', 'A-1', '', 'line1_2_3'])
      expect(looksLikeNumber(text), text).toBe(false)
  })
})
