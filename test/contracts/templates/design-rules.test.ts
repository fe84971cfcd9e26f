import { describe, expect, it } from 'vitest'
import { mockUnderTest } from '../../mock-under-test.ts'
import type { Parameters } from '../../signed-requests.ts'
import {
  body,
  buttons,
  card,
  carousel,
  create,
  footer,
  header,
  link,
  media,
  offer,
  phone,
  reply,
} from '../../template-calls.ts'

type Part = Readonly<Record<string, unknown>>
const of = (...Components: Part[]): Parameters => ({ Components })
const marketing = (...Components: Part[]): Parameters => ({ Category: 'MARKETING', Components })
const viber = (...Components: Part[]): Parameters => ({ TemplateType: 'VIBER', Components })
const copyCode: Part = { Type: 'COPY_CODE', Text: 'Copy' }
const app: Part = { PackageName: 'com.example', SignatureHash: 'K8a/AINcGX7' }
const oneTap = (more: Part = {}): Part => ({
  Type: 'ONE_TAP',
  Text: 'Fill in',
  AutofillText: 'Fill',
  SupportedApps: [app],
  ...more,
})
const otp = (...Components: Part[]): Parameters => ({ Category: 'AUTHENTICATION', Components })
const flow = (more: Part = {}): Part => ({
  Type: 'FLOW',
  Text: 'Book',
  FlowId: '1',
  FlowAction: 'NAVIGATE',
  NavigateScreen: 'A',
  ...more,
})
const coupon = (CouponCode?: string): Part => ({
  Type: 'COPY_CODE',
  ...(CouponCode !== undefined && { CouponCode }),
})
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))
const picture = media('IMAGE')
const defect = 'InvalidParameter.CreateError'

const judged = async (parameters: Parameters): Promise<unknown[]> => {
  const { code, rule, status } = await create(parameters)
  return [code, rule, status]
}

describe('a template is accepted', () => {
  it.each<[string, Parameters]>([
    ['with a body of 1,024 characters', of(body('x'.repeat(1024)))],
    ['with a body of 1,024 characters outside the basic plane', of(body('😀'.repeat(1024)))],
    [
      'with a header and a footer of 60 characters',
      of(header('x'.repeat(60)), body(), footer('x'.repeat(60))),
    ],
    ['with one variable in the header', of(header('Hi $(name)'), body())],
    ['with an image', of(picture, body())],
    ['with a document', of({ ...media('DOCUMENT'), FileName: 'bill.pdf', Caption: 'Your bill' }, body())],
    ['with a video whose address is a variable', of(media('VIDEO', '$(video)'), body())],
    ['with names of digits as variables', of(body('$(1) and $(2)'))],
    ['with curly brackets that are no positions', of(body('{{name}} {1} {{}}'))],
    ['with ten quick replies', of(body(), buttons(...many(10, (index) => reply(`R${index}`))))],
    [
      'with one number and two links beside quick replies',
      of(body(), buttons(reply(), phone(), link(), link())),
    ],
    [
      'with quick replies after the other buttons',
      of(body(), buttons(phone(), link(), reply(), reply('No'))),
    ],
    [
      'with a dynamic link',
      of(body(), buttons(link('https://shop.example/$(path)', { UrlType: 'dynamic' }))),
    ],
    ['with a static link', of(body(), buttons(link('http://shop.example', { UrlType: 'static' })))],
    ['with a number of five digits', of(body(), buttons(phone('12345')))],
    ['with a number of twenty digits', of(body(), buttons(phone('+12345678901234567890')))],
    ['with a flow that navigates', of(body(), buttons(flow()))],
    [
      'with a flow that exchanges data',
      of(body(), buttons(flow({ FlowAction: 'DATA_EXCHANGE', NavigateScreen: undefined }))),
    ],
    ['with a catalog', marketing(body(), buttons({ Type: 'CATALOG', Text: 'View' }))],
    ['with several products', marketing(body(), buttons({ Type: 'MPM', Text: 'View' }))],
    ['with a coupon', marketing(body(), buttons(coupon('SAVE10')))],
    ['with a coupon whose code is a variable', marketing(body(), buttons(coupon('$(couponCode)')))],
    ['with a way to unsubscribe', marketing(body(), buttons({ ...reply('Stop'), IsOptOut: true }))],
    [
      'with a carousel of one card',
      marketing(body(), carousel(card(picture, body(), buttons(reply(), link())))),
    ],
    [
      'with a carousel of ten cards',
      marketing(body(), carousel(...many(10, () => card(media('VIDEO'), body())))),
    ],
    [
      'with an offer that ends',
      marketing(
        picture,
        body(),
        offer(true),
        buttons(link('https://shop.example/$(a)', { UrlType: 'dynamic' }), coupon('$(couponCode)')),
      ),
    ],
    [
      'with an offer without end that begins with its coupon',
      marketing(body(), offer(false), buttons(coupon('X'), link())),
    ],
    [
      'with an offer without end and without coupon that begins with a link',
      marketing(body(), offer(undefined), buttons(link())),
    ],
    [
      'with a code to copy',
      otp(
        { Type: 'BODY', AddSecretRecommendation: true },
        { Type: 'FOOTER', CodeExpirationMinutes: 1 },
        buttons(copyCode),
      ),
    ],
    [
      'with a code that lives for 90 minutes',
      otp({ Type: 'BODY' }, { Type: 'FOOTER', CodeExpirationMinutes: 90 }, buttons(copyCode)),
    ],
    [
      'with one tap and five apps',
      otp({ Type: 'BODY' }, buttons(oneTap({ SupportedApps: many(5, () => app) }))),
    ],
    ['with zero taps', otp({ Type: 'BODY' }, buttons(oneTap({ Type: 'ZERO_TAP' })))],
    [
      'with one tap and the deprecated fields of one app',
      otp({ Type: 'BODY' }, buttons(oneTap({ SupportedApps: undefined, ...app }))),
    ],
    ['on viber with text', viber(body())],
    ['on viber with an image alone', viber(picture)],
    [
      'on viber with a video, text and a button without address',
      viber(
        { ...media('VIDEO'), ThumbUrl: 'https://files.example/thumb', Duration: 600 },
        body(),
        buttons({ Type: 'URL', Text: 'Watch' }),
      ),
    ],
    ['on viber with a document', viber({ ...media('DOCUMENT'), FileType: 'pdf', FileName: 'a.pdf' })],
  ])('%s', async (_, parameters) => {
    expect(await judged(parameters)).toEqual(['OK', 'CreateChatappTemplate.accepted', 200])
  })
})

describe('a template is refused with the code of its defect', () => {
  it.each<[string, Parameters, code: string, rule: string]>([
    [
      'a position of Meta in the body',
      of(body('Hi {{1}}')),
      'InvalidParameter.MessageInvalid',
      'texts-name-their-variables',
    ],
    [
      'a position of Meta in the header',
      of(header('{{ 12 }}'), body()),
      'InvalidParameter.MessageInvalid',
      'texts-name-their-variables',
    ],
    [
      'a position of Meta on a card',
      marketing(body(), carousel(card(picture, body('{{1}}')))),
      'InvalidParameter.MessageInvalid',
      'texts-name-their-variables',
    ],
    [
      'a header of audio',
      of(media('AUDIO'), body()),
      'InvalidParameter.HeaderTypeNotSupport',
      'header-format-is-supported',
    ],
    [
      'a header with a place',
      of(media('LOCATION'), body()),
      'InvalidParameter.HeaderTypeNotSupport',
      'header-format-is-supported',
    ],
    [
      'a header without format',
      of({ Type: 'HEADER', Text: 'Hi' }, body()),
      'InvalidParameter.HeaderTypeNotSupport',
      'header-format-is-supported',
    ],
    [
      'a document on a card',
      marketing(body(), carousel(card(media('DOCUMENT'), body()))),
      'InvalidParameter.HeaderTypeNotSupport',
      'header-format-is-supported',
    ],
    [
      'a text header on viber',
      viber(header('Hi'), body()),
      'InvalidParameter.HeaderTypeNotSupport',
      'header-format-is-supported',
    ],
    [
      'two variables in the header',
      of(header('$(a) $(b)'), body()),
      'InvalidParameter.HeaderMoreVarable',
      'header-has-one-variable',
    ],
    [
      'one variable twice in the header',
      of(header('$(a) $(a)'), body()),
      'InvalidParameter.HeaderMoreVarable',
      'header-has-one-variable',
    ],
    [
      'a variable in the footer',
      of(body(), footer('$(a)')),
      'InvalidParameter.FooterHaveVariable',
      'footer-has-no-variable',
    ],
    [
      'a variable on a button',
      of(body(), buttons(reply('Yes $(name)'))),
      'InvalidParameter.ButtonTextHaveVariable',
      'button-texts-have-no-variable',
    ],
    [
      'a variable on the button of a card',
      marketing(body(), carousel(card(picture, buttons(reply('$(a)'))))),
      'InvalidParameter.ButtonTextHaveVariable',
      'button-texts-have-no-variable',
    ],
    [
      'two variables in a link',
      of(body(), buttons(link('https://x.example/$(a)/$(b)', { UrlType: 'dynamic' }))),
      'InvalidParameter.UrlMoreVarable',
      'url-has-one-variable',
    ],
    [
      'a number of four digits',
      of(body(), buttons(phone('1234'))),
      'InvalidParameter.PhoneNumberError',
      'phone-number-is-one',
    ],
    [
      'a number of 21 digits',
      of(body(), buttons(phone('123456789012345678901'))),
      'InvalidParameter.PhoneNumberError',
      'phone-number-is-one',
    ],
    [
      'a number with blanks',
      of(body(), buttons(phone('+86 138 0000'))),
      'InvalidParameter.PhoneNumberError',
      'phone-number-is-one',
    ],
    [
      'a button to call without number',
      of(body(), buttons({ Type: 'PHONE_NUMBER', Text: 'Call' })),
      'InvalidParameter.PhoneNumberError',
      'phone-number-is-one',
    ],
    [
      'media that are no address',
      of(media('IMAGE', 'files/one.png'), body()),
      'InvalidParameter.FileUrlError',
      'media-have-addresses',
    ],
    [
      'media by ftp',
      of(media('IMAGE', 'ftp://files.example/one'), body()),
      'InvalidParameter.FileUrlError',
      'media-have-addresses',
    ],
    ['an unknown component', of(body(), { Type: 'SIDEBAR' }), defect, 'parts-are-known'],
    ['two bodies', of(body(), body()), defect, 'parts-are-known'],
    ['two headers', of(header('a'), picture, body()), defect, 'parts-are-known'],
    ['two footers', of(body(), footer(), footer()), defect, 'parts-are-known'],
    ['two offers', marketing(body(), offer(true), offer(true)), defect, 'parts-are-known'],
    ['a footer on a card', marketing(body(), carousel(card(footer()))), defect, 'parts-are-known'],
    ['a footer on viber', viber(body(), footer()), defect, 'parts-are-known'],
    ['a carousel on viber', viber(body(), carousel(card(picture))), defect, 'parts-are-known'],
    ['an offer on viber', viber(body(), offer(true)), defect, 'parts-are-known'],
    ['no body', of(header('Hi')), defect, 'body-is-there'],
    ['a body without text', of({ Type: 'BODY' }), defect, 'body-is-there'],
    ['viber without body and media', viber(buttons(link())), defect, 'body-is-there'],
    ['a body of 1,025 characters', of(body('x'.repeat(1025))), defect, 'texts-are-short'],
    ['a header of 61 characters', of(header('x'.repeat(61)), body()), defect, 'texts-are-short'],
    ['a footer of 61 characters', of(body(), footer('x'.repeat(61))), defect, 'texts-are-short'],
    [
      'a text header without text',
      of({ Type: 'HEADER', Format: 'TEXT' }, body()),
      defect,
      'header-has-content',
    ],
    [
      'an image without address',
      of({ Type: 'HEADER', Format: 'IMAGE' }, body()),
      defect,
      'header-has-content',
    ],
    ['a footer without text', of(body(), { Type: 'FOOTER' }), defect, 'footer-has-content'],
    [
      'a footer of a code without minutes',
      otp({ Type: 'BODY' }, { Type: 'FOOTER' }, buttons(copyCode)),
      defect,
      'footer-has-content',
    ],
    [
      'a text of its own in a code',
      otp(body('Your code'), buttons(copyCode)),
      defect,
      'verification-is-plain',
    ],
    [
      'a header in a code',
      otp(picture, { Type: 'BODY' }, buttons(copyCode)),
      defect,
      'verification-is-plain',
    ],
    ['a code without button', otp({ Type: 'BODY' }), defect, 'buttons-are-few'],
    [
      'a code with two buttons',
      otp({ Type: 'BODY' }, buttons(copyCode, oneTap())),
      defect,
      'buttons-are-few',
    ],
    ['a code with a quick reply', otp({ Type: 'BODY' }, buttons(reply())), defect, 'button-types-are-known'],
    ['one tap outside of codes', of(body(), buttons(oneTap())), defect, 'button-types-are-known'],
    [
      'an unknown button',
      of(body(), buttons({ Type: 'DOORBELL', Text: 'Ring' })),
      defect,
      'button-types-are-known',
    ],
    [
      'a flow on a card',
      marketing(body(), carousel(card(picture, buttons({ Type: 'FLOW', Text: 'Book' })))),
      defect,
      'button-types-are-known',
    ],
    ['a quick reply on viber', viber(body(), buttons(reply())), defect, 'button-types-are-known'],
    [
      'eleven buttons',
      of(body(), buttons(...many(11, (index) => reply(`R${index}`)))),
      defect,
      'buttons-are-few',
    ],
    ['two numbers', of(body(), buttons(phone(), phone())), defect, 'buttons-are-few'],
    ['three links', of(body(), buttons(link(), link(), link())), defect, 'buttons-are-few'],
    ['two links on viber', viber(body(), buttons(link(), link())), defect, 'buttons-are-few'],
    [
      'three buttons on a card',
      marketing(body(), carousel(card(picture, buttons(reply('a'), reply('b'), reply('c'))))),
      defect,
      'buttons-are-few',
    ],
    [
      'quick replies on both sides of a link',
      of(body(), buttons(reply(), link(), reply('No'))),
      defect,
      'replies-stand-together',
    ],
    [
      'a quick reply between links',
      of(body(), buttons(link(), reply(), link())),
      defect,
      'replies-stand-together',
    ],
    [
      'a quick reply without text',
      of(body(), buttons({ Type: 'QUICK_REPLY' })),
      defect,
      'buttons-are-complete',
    ],
    [
      'a link without address',
      of(body(), buttons({ Type: 'URL', Text: 'Open' })),
      defect,
      'buttons-are-complete',
    ],
    [
      'a link of an unknown kind',
      of(body(), buttons(link('https://x.example', { UrlType: 'moving' }))),
      defect,
      'buttons-are-complete',
    ],
    [
      'a dynamic link without variable',
      of(body(), buttons(link('https://x.example', { UrlType: 'dynamic' }))),
      defect,
      'buttons-are-complete',
    ],
    [
      'a static link with a variable',
      of(body(), buttons(link('https://x.example/$(a)', { UrlType: 'static' }))),
      defect,
      'buttons-are-complete',
    ],
    ['a link that is no address', of(body(), buttons(link('shop'))), defect, 'buttons-are-complete'],
    ['a coupon without code', marketing(body(), buttons(coupon())), defect, 'buttons-are-complete'],
    ['a coupon with a blank', marketing(body(), buttons(coupon('SAVE 10'))), defect, 'buttons-are-complete'],
    ['a flow without id', of(body(), buttons(flow({ FlowId: undefined }))), defect, 'buttons-are-complete'],
    [
      'a flow that does something else',
      of(body(), buttons(flow({ FlowAction: 'DANCE' }))),
      defect,
      'buttons-are-complete',
    ],
    [
      'a flow that navigates nowhere',
      of(body(), buttons(flow({ NavigateScreen: undefined }))),
      defect,
      'buttons-are-complete',
    ],
    [
      'a code to copy without text',
      otp({ Type: 'BODY' }, buttons({ Type: 'COPY_CODE' })),
      defect,
      'buttons-are-complete',
    ],
    [
      'one tap without autofill text',
      otp({ Type: 'BODY' }, buttons(oneTap({ AutofillText: undefined }))),
      defect,
      'buttons-are-complete',
    ],
    [
      'one tap without apps',
      otp({ Type: 'BODY' }, buttons(oneTap({ SupportedApps: [] }))),
      defect,
      'buttons-are-complete',
    ],
    [
      'one tap with an app without hash',
      otp({ Type: 'BODY' }, buttons(oneTap({ SupportedApps: [app, { PackageName: 'a' }] }))),
      defect,
      'buttons-are-complete',
    ],
    [
      'an opt-out outside of marketing',
      of(body(), buttons({ ...reply(), IsOptOut: true })),
      defect,
      'buttons-are-complete',
    ],
    [
      'an opt-out on a link',
      marketing(body(), buttons(link('https://x.example', { IsOptOut: true }))),
      defect,
      'buttons-are-complete',
    ],
    ['a carousel without cards', marketing(body(), { Type: 'CAROUSEL' }), defect, 'cards-are-alike'],
    [
      'cards of two kinds',
      marketing(body(), carousel(card(picture), card(media('VIDEO')))),
      defect,
      'cards-are-alike',
    ],
    ['an offer without text', marketing(body(), offer(true, '')), defect, 'offer-comes-first'],
    ['an offer with a footer', marketing(body(), offer(true), footer()), defect, 'offer-comes-first'],
    [
      'an offer without end whose coupon stands second',
      marketing(body(), offer(false), buttons(link(), coupon('X'))),
      defect,
      'offer-comes-first',
    ],
    [
      'an offer without end and without buttons',
      marketing(body(), offer(false)),
      defect,
      'offer-comes-first',
    ],
  ])('%s', async (_, parameters, code, rule) => {
    expect(await judged(parameters)).toEqual([code, `template.${rule}`, 400])
  })
})

describe('what the types of the metadata refuse', () => {
  it.each<[string, Parameters, code: string]>([
    ['a component without Type', of({ Text: 'Hi' }), 'MissingType'],
    ['a button without Type', of(body(), buttons({ Text: 'Hi' })), 'MissingType'],
    ['a card without components', marketing(body(), carousel({})), 'MissingCardComponents'],
    ['an object as Components', { Components: {} }, 'InvalidComponents'],
    ['a text as Components', { Components: 'BODY' }, 'InvalidComponents'],
    ['no Components', { Components: undefined }, 'MissingComponents'],
    [
      'a carousel of eleven cards',
      marketing(body(), carousel(...many(11, () => card(picture)))),
      'InvalidComponents',
    ],
    [
      'six apps',
      otp({ Type: 'BODY' }, buttons(oneTap({ SupportedApps: many(6, () => app) }))),
      'InvalidComponents',
    ],
    [
      'a code that lives for 91 minutes',
      otp({ Type: 'BODY' }, { Type: 'FOOTER', CodeExpirationMinutes: 91 }, buttons(copyCode)),
      'InvalidComponents',
    ],
    [
      'a code that lives for no minute',
      otp({ Type: 'BODY' }, { Type: 'FOOTER', CodeExpirationMinutes: 0 }, buttons(copyCode)),
      'InvalidComponents',
    ],
    ['a video of 601 seconds', viber({ ...media('VIDEO'), Duration: 601 }), 'InvalidComponents'],
    ['a number as text', of({ Type: 'BODY', Text: 1 }), 'InvalidComponents'],
  ])('%s', async (_, parameters, code) => {
    expect(await judged(parameters)).toEqual([code, 'gateway.parameters-fit-their-types', 400])
  })
})

const ttl = async (
  Category: string,
  MessageSendTtlSeconds: number,
  messageSendTtl: '2026' | '2024' = '2026',
): Promise<unknown> => {
  const Components = Category === 'AUTHENTICATION' ? [{ Type: 'BODY' }, buttons(copyCode)] : [body()]
  return (
    await create(
      { Category, MessageSendTtlSeconds, Components },
      mockUnderTest({ assumptions: { messageSendTtl } }),
    )
  ).code
}

describe('MessageSendTtlSeconds', () => {
  it('lies in the range of its category', async () => {
    expect(await Promise.all([29, 30, 900, 901].map((seconds) => ttl('AUTHENTICATION', seconds)))).toEqual([
      'InvalidMessageSendTtlSeconds',
      'OK',
      'OK',
      'InvalidMessageSendTtlSeconds',
    ])
    expect(await Promise.all([29, 30, 43_200, 43_201].map((seconds) => ttl('UTILITY', seconds)))).toEqual([
      'InvalidMessageSendTtlSeconds',
      'OK',
      'OK',
      'InvalidMessageSendTtlSeconds',
    ])
    expect(await ttl('MARKETING', 43_201)).toBe('OK')
  })

  it('lies between 60 and 600 seconds by option', async () => {
    expect(await Promise.all([59, 60, 600, 601].map((seconds) => ttl('UTILITY', seconds, '2024')))).toEqual([
      'InvalidMessageSendTtlSeconds',
      'OK',
      'OK',
      'InvalidMessageSendTtlSeconds',
    ])
  })
})
