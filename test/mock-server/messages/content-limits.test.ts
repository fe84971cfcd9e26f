import { describe, expect, it } from 'vitest'
import { mockUnderTest, type MockUnderTest } from '../../mock-under-test.ts'

const template = (name: string, components: unknown[], more: object = {}) => ({
  code: `11190000000000009${name.length}`,
  name,
  language: 'en',
  components,
  ...more,
})

/** An emulator with one more template. */
async function withTemplate(name: string, components: unknown[], more: object = {}): Promise<MockUnderTest> {
  const mock = mockUnderTest()
  await mock.demo.extend({
    accounts: [
      {
        uid: '1000000000000001',
        spaces: [{ id: 'cams-demo0001', templates: [template(name, components, more)] }],
      },
    ],
  } as never)
  return mock
}

/** The code a message ends with; undefined when it does not fail. */
async function endOf(mock: MockUnderTest, name: string, TemplateParams: object): Promise<string | undefined> {
  const sent = await mock.send({
    TemplateCode: '',
    TemplateName: name,
    SenderList: [{ To: '8613800000001', TemplateParams }],
  })
  expect(sent.code).toBe('OK')
  await mock.demo.advance('1m')
  return (await mock.demo.messages())[0]?.errorCode
}

const body = { Type: 'BODY', Text: 'Hello $(a)' }

describe('what WhatsApp takes of a template with its values', () => {
  it.each([
    ['a body of 1,024 characters', [body], { a: 'x'.repeat(1018) }, undefined],
    ['a body of 1,025', [body], { a: 'x'.repeat(1019) }, '132005'],
    ['a body of 1,018 faces, which are two units each', [body], { a: '\u{1F600}'.repeat(1018) }, undefined],
    [
      'two variables that are too long together',
      [{ Type: 'BODY', Text: '$(a)$(b)' }],
      { a: 'x'.repeat(600), b: 'y'.repeat(425) },
      '132005',
    ],
    [
      'a header of 60',
      [
        { Type: 'HEADER', Format: 'TEXT', Text: '$(a)' },
        { Type: 'BODY', Text: 'x' },
      ],
      { a: 'x'.repeat(60) },
      undefined,
    ],
    [
      'a header of 61',
      [
        { Type: 'HEADER', Format: 'TEXT', Text: '$(a)' },
        { Type: 'BODY', Text: 'x' },
      ],
      { a: 'x'.repeat(61) },
      '132005',
    ],
    [
      'an address of 2,001',
      [
        { Type: 'BODY', Text: 'x' },
        {
          Type: 'BUTTONS',
          Buttons: [{ Type: 'URL', Text: 'Open', UrlType: 'dynamic', Url: 'https://e.example/$(a)' }],
        },
      ],
      { a: 'x'.repeat(1983) },
      '131009',
    ],
    [
      'a coupon code of 16',
      [
        { Type: 'BODY', Text: 'x' },
        { Type: 'BUTTONS', Buttons: [{ Type: 'COPY_CODE', Text: 'Copy', CouponCode: '$(a)' }] },
      ],
      { a: 'x'.repeat(16) },
      '131009',
    ],
  ])('%s', async (_what, components, values, code) => {
    const mock = await withTemplate('limits', components, { category: 'MARKETING' })
    expect(await endOf(mock, 'limits', values)).toBe(code)
  })

  it('refuses the call under templateParams=refuse-call', async () => {
    const mock = mockUnderTest({ assumptions: { templateParams: 'refuse-call' } })
    const long = { name: 'x'.repeat(2000), order: '1' }
    const { code } = await mock.send({ SenderList: [{ To: '8613800000001', TemplateParams: long }] })
    expect(code).toBe('TemplateParamInvalid')
  })

  it('takes numbers of at most 15 digits that do not begin with 0', async () => {
    const mock = mockUnderTest()
    const people = ['1234567890123456', '008613800000001', '123456789012345']
    await mock.send({ SenderList: people.map((To) => ({ To, TemplateParams: { name: 'a', order: 'b' } })) })
    await mock.demo.advance('1m')
    const ends = Object.fromEntries((await mock.demo.messages()).map(({ to, errorCode }) => [to, errorCode]))
    expect(ends).toEqual({
      '1234567890123456': '131026',
      '008613800000001': '131026',
      '123456789012345': undefined,
    })
  })
})

describe('what a channel takes of a free-form message', () => {
  const interactive = (content: object) =>
    ['whatsapp', 'interactive', { type: 'button', action: {}, ...content }] as const
  it.each([
    ['whatsapp', 'text', { text: 'x'.repeat(4097) }, '100'],
    ['whatsapp', 'text', { text: 'x'.repeat(4096) }, undefined],
    ['whatsapp', 'image', { link: 'https://e.example/a.png', caption: 'x'.repeat(1025) }, '100'],
    [...interactive({ body: { text: 'x'.repeat(1025) } }), '100'],
    [...interactive({ footer: { text: 'x'.repeat(61) } }), '100'],
    [
      ...interactive({
        action: { buttons: Array.from({ length: 4 }, () => ({ reply: { id: '1', title: 'a' } })) },
      }),
      '100',
    ],
    [...interactive({ action: { buttons: [{ reply: { id: '1', title: 'x'.repeat(21) } }] } }), '100'],
    [
      ...interactive({
        action: { sections: [{ rows: Array.from({ length: 11 }, () => ({ id: '1', title: 'a' })) }] },
      }),
      '100',
    ],
    [...interactive({ action: { buttons: [{ reply: { id: '1', title: 'Yes' } }] } }), undefined],
    ['viber', 'text', { text: 'x'.repeat(1001) }, '100'],
    ['viber', 'text', { text: 'x'.repeat(1000) }, undefined],
  ])('%s %s %#', async (ChannelType, MessageType, content, code) => {
    const mock = mockUnderTest()
    const From = ChannelType === 'viber' ? '90010001' : '8613900000001'
    await mock.demo.inbound({ from: '8613800000001', to: From, channel: ChannelType, text: 'hi' })
    const sent = await mock.call(
      {
        ChannelType,
        Type: 'message',
        MessageType,
        Content: JSON.stringify(content),
        From,
        To: '8613800000001',
        CustSpaceId: 'cams-demo0001',
      },
      { action: 'SendChatappMessage' },
    )
    expect(sent.code).toBe('OK')
    await mock.demo.advance('1m')
    expect((await mock.demo.messages())[0]?.errorCode).toBe(code)
  })
})
