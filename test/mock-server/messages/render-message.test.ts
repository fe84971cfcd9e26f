import { describe, expect, it } from 'vitest'
import { renderContent, renderTemplate, textOf } from '../../../mock-server/messages/render-message.ts'
import type { Template, TemplateComponent } from '../../../mock-server/world/directory.ts'

const templateOf = (components: readonly TemplateComponent[], category = 'UTILITY'): Template =>
  ({ category, components }) as unknown as Template
const rendered = (
  components: readonly TemplateComponent[],
  values: Record<string, string> = {},
  category?: string,
) => renderTemplate(templateOf(components, category), values)
const card = (text: string) => ({
  CardComponents: [
    { Type: 'HEADER', Format: 'IMAGE' },
    { Type: 'BODY', Text: text },
    { Type: 'BUTTONS', Buttons: [{ Type: 'QUICK_REPLY', Text: 'Buy' }] },
  ],
})
const said = (type: string, content: unknown): string =>
  textOf(renderContent({ type, json: JSON.stringify(content), replyTo: undefined }))

describe('a template', () => {
  it('shows header, body, footer and buttons with their values, line by line', () => {
    const parts = rendered(
      [
        { Type: 'BODY', Text: 'Hello $(name), $(name)!' },
        { Type: 'HEADER', Format: 'TEXT', Text: 'Order $(order)' },
        { Type: 'FOOTER', Text: 'Shop Ltd.' },
        {
          Type: 'BUTTONS',
          Buttons: [
            { Type: 'QUICK_REPLY', Text: 'Yes' },
            { Type: 'URL', Text: 'Track', Url: 'https://shop.example/$(order)' },
            { Type: 'PHONE_NUMBER', Text: 'Call', PhoneNumber: '+15550100' },
          ],
        },
      ],
      { name: 'Ann', order: 'A-1' },
    )
    expect(parts).toEqual({
      header: 'Order A-1',
      body: 'Hello Ann, Ann!',
      footer: 'Shop Ltd.',
      buttons: ['Yes', 'Track https://shop.example/A-1', 'Call +15550100'],
      unresolved: [],
    })
    expect(textOf(parts)).toBe(
      'Order A-1\nHello Ann, Ann!\nShop Ltd.\n[Yes]\n[Track https://shop.example/A-1]\n[Call +15550100]',
    )
  })

  it('marks each variable without a value, and names it once', () => {
    const { body, unresolved } = rendered([{ Type: 'BODY', Text: '$(a) $(b) $(a)' }], { b: '' })
    expect(body).toBe('⟪a⟫  ⟪a⟫')
    expect(unresolved).toEqual(['a'])
  })

  it('takes values as they are, patterns and names of other variables included', () => {
    expect(rendered([{ Type: 'BODY', Text: '$(a)-$(constructor)' }], { a: "$& $(b) $'" }).body).toBe(
      "$& $(b) $'-⟪constructor⟫",
    )
  })

  it('shows media by kind and address', () => {
    expect(
      rendered(
        [
          { Type: 'HEADER', Format: 'DOCUMENT', FileName: 'bill.pdf', Url: 'https://a.example/$(bill)' },
          { Type: 'BODY', Text: 'x' },
        ],
        { bill: '7' },
      ).header,
    ).toBe('(document bill.pdf https://a.example/7)')
  })

  it('generates the text of a one-time code', () => {
    const otp: TemplateComponent[] = [
      { Type: 'BODY', AddSecretRecommendation: true },
      { Type: 'FOOTER', CodeExpirationMinutes: 5 },
      { Type: 'BUTTONS', Buttons: [{ Type: 'COPY_CODE', Text: 'Copy code' }] },
    ]
    expect(textOf(rendered(otp, { code: '123456' }, 'AUTHENTICATION'))).toBe(
      '123456 is your verification code. For your security, do not share this code.\nThis code expires in 5 minutes.\n[Copy code]',
    )
    expect(rendered(otp, { pin: '77' }, 'AUTHENTICATION').body).toBe(
      '77 is your verification code. For your security, do not share this code.',
    )
    expect(rendered(otp, {}, 'AUTHENTICATION')).toMatchObject({
      body: '⟪code⟫ is your verification code. For your security, do not share this code.',
      unresolved: ['code'],
    })
  })

  it('shows the cards of a carousel and the end of an offer', () => {
    const { body } = rendered(
      [
        { Type: 'BODY', Text: 'Look' },
        { Type: 'CAROUSEL', Cards: [card('Red $(size)'), card('Blue')] },
        { Type: 'LIMITED_TIME_OFFER', Text: 'Today', HasExpiration: true },
      ],
      { size: 'XL', offerExpirationTimeMs: '1' },
    )
    expect(body).toBe('Look\nToday (until 1)\n1: (image) Red XL [Buy]\n2: (image) Blue [Buy]')
  })

  it('whose components are not known shows nothing', () => {
    expect(textOf(renderTemplate(undefined, { a: '1' }))).toBe('')
  })
})

describe('a free-form message', () => {
  it.each([
    ['text', { text: 'hello' }, 'hello'],
    ['image', { Link: 'https://a.example/b.png', caption: 'Look' }, '(image https://a.example/b.png)\nLook'],
    [
      'location',
      { latitude: '1', longitude: '2', name: 'Shop', address: 'Main St 1' },
      '(location 1, 2)\nShop\nMain St 1',
    ],
    ['reaction', { messageId: '1', emoji: '👍' }, '(reaction)\n👍'],
    ['contacts', { name: { formatted_name: 'Kim Lee' } }, '(contacts)\nKim Lee'],
    [
      'interactive',
      {
        type: 'button',
        body: { text: 'Sure?' },
        footer: { text: 'Shop' },
        action: { buttons: [{ type: 'reply', reply: { id: '1', title: 'Yes' } }] },
      },
      '(interactive)\nSure?\nShop\n[Yes]',
    ],
    [
      'text_button',
      { text: 'News', caption: 'Read', action: 'https://a.example' },
      '(text_button)\nNews\n[Read]',
    ],
    ['pin', {}, '(pin)'],
  ])('of kind %s is shown in words', (type, content, text) => {
    expect(said(type, content)).toBe(text)
  })

  it('of any shape is shown without failing', () => {
    for (const content of [
      { action: null },
      { action: { buttons: [null, 3, { reply: null }] } },
      { body: 7, name: [], text: { a: 1 } },
    ])
      expect(said('interactive', content)).toBe('(interactive)')
  })
})
