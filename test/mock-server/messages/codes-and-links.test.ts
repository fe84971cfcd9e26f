import { describe, expect, it } from 'vitest'
import { codesIn, linksIn } from '../../../mock-server/messages/codes-and-links.ts'
import { previewTemplate } from '../../../mock-server/messages/preview-message.ts'

const preview = (body: string, more: object[] = []) =>
  previewTemplate({ components: [{ Type: 'BODY', Text: body }, ...more], category: 'UTILITY' } as never, {})

describe('codes in a message', () => {
  it.each([
    ['Your code is 123456.', ['123456']],
    ['Use 4821 as your PIN', ['4821']],
    ['Your verification code: 123-456', ['123456']],
    ['Your code is 123 456', ['123456']],
    ['G-735201 is your Google verification code', ['735201']],
    ['验证码：884213，五分钟内有效', ['884213']],
    ['Ваш код 5512', ['5512']],
    ['رمز التحقق الخاص بك هو 908172', ['908172']],
    ['Tu código es 7788', ['7788']],
    ['Ihr Passwort lautet AB12CD', ['AB12CD']],
    ['Your login code: 7F3K9Q', ['7F3K9Q']],
    ['20 % off with code SPRING20', []],
    ['Enter code 1111 or code 2222', ['1111', '2222']],
    ['Your order 123456 is on its way', []],
    ['Your code is below. Call +49 151 20012345', []],
    ['Code valid until 12:3045 on 2026-11-24', []],
    ['Open https://example.com/code/123456', []],
  ])('%j holds %j', (text, codes) => {
    expect(codesIn(preview(text), undefined)).toEqual(codes)
  })

  it('of an authentication template is the value it was given', () => {
    expect(codesIn(preview('anything'), '00-71')).toEqual(['00-71'])
  })
})

describe('links in a message', () => {
  it.each([
    ['See https://example.com/a.', ['https://example.com/a']],
    ['(https://example.com/a)', ['https://example.com/a']],
    ['https://example.com/wiki/A_(b)', ['https://example.com/wiki/A_(b)']],
    ['*https://example.com/x?y=1&z=2*, ok', ['https://example.com/x?y=1&z=2']],
    ['看 https://example.com/订单，谢谢', ['https://example.com/订单']],
    ['http://a.example http://a.example', ['http://a.example']],
    ['no link, javascript:alert(1)', []],
  ])('%j holds %j', (text, links) => {
    expect(linksIn(preview(text))).toEqual(links)
  })

  it('stand behind buttons, too', () => {
    const buttons = [
      { Type: 'URL', Text: 'Track', Url: 'https://example.com/track' },
      { Type: 'PHONE_NUMBER', Text: 'Call', PhoneNumber: '+4930' },
    ]
    expect(linksIn(preview('Hi', [{ Type: 'BUTTONS', Buttons: buttons }]))).toEqual([
      'https://example.com/track',
    ])
  })
})
