import { contentField, parseContent } from '../../contracts/sending/content.ts'
import type { Content, Recipient } from '../world/batches.ts'
import type { Template, TemplateComponent } from '../world/directory.ts'
import { buttonsOf } from './render-message.ts'
import type { TemplateFault } from './template-fault.ts'

/** How long one part of a template may be once its variables are filled in. */
interface PartLimit {
  readonly part: string
  readonly text: string
  readonly most: number
  readonly code: string
}

/** Characters as people count them: one for a letter outside of the basic plane. */
const lengthOf = (text: string): number => [...text].length

const variable = /\$\(([^)]+)\)/g

/**
 * Checks the lengths of a template's texts with their values. Source: WhatsApp's pages on template components (header 60, body 1,024,
 * 600 beside an offer, 160 on a card; address of a button 2,000, coupon code 15, one-time code 15) and Viber's on business messages
 * (1,000). That the message fails later, and with which code, is assumed: see the switch `templateParams`.
 */
export function lengthsCheck(
  template: Pick<Template, 'type' | 'category' | 'components'>,
): (recipient: Recipient) => TemplateFault | undefined {
  const limits = limitsOf(template).filter(({ text }) => text.search(variable) !== -1)
  const isCode = template.category === 'AUTHENTICATION' && !JSON.stringify(template.components).includes('$(')
  return ({ TemplateParams: values = {} }) => {
    if (isCode) return codeFault(Object.values(values)[0] ?? '')
    for (const limit of limits) {
      const length = filledLength(limit.text, values)
      if (length > limit.most)
        return {
          code: limit.code,
          given: `the ${limit.part} has ${length} characters with its values`,
          expected: `at most ${limit.most}`,
        }
    }
    return undefined
  }
}

function codeFault(code: string): TemplateFault | undefined {
  return lengthOf(code) <= 15
    ? undefined
    : { code: '131009', given: `a one-time code of ${lengthOf(code)} characters`, expected: 'at most 15' }
}

const filledLength = (text: string, values: Readonly<Record<string, string>>): number =>
  lengthOf(
    text.replaceAll(variable, (whole, name: string) =>
      Object.hasOwn(values, name) ? (values[name] as string) : whole,
    ),
  )

function limitsOf({ type, components }: Pick<Template, 'type' | 'components'>): PartLimit[] {
  if (type === 'VIBER') return components.flatMap((part) => textLimit(part, 'BODY', 1000))
  const hasOffer = components.some(({ Type }) => Type === 'LIMITED_TIME_OFFER')
  return [
    ...components.flatMap((part) => [
      ...(part['Format'] === undefined || part['Format'] === 'TEXT' ? textLimit(part, 'HEADER', 60) : []),
      ...textLimit(part, 'BODY', hasOffer ? 600 : 1024),
      ...cardsOf(part).flatMap((card) => textLimit(card, 'BODY', 160, 'text of a card')),
    ]),
    ...[
      ...buttonsOf({ components }),
      ...components.flatMap((part) => buttonsOf({ components: cardsOf(part) })),
    ].flatMap(({ Url, CouponCode }) => [
      ...(typeof Url === 'string'
        ? [{ part: 'address of a button', text: Url, most: 2000, code: '131009' }]
        : []),
      ...(typeof CouponCode === 'string'
        ? [{ part: 'coupon code', text: CouponCode, most: 15, code: '131009' }]
        : []),
    ]),
  ]
}

function textLimit(
  part: TemplateComponent,
  type: string,
  most: number,
  name = type.toLowerCase(),
): PartLimit[] {
  return part.Type === type && typeof part['Text'] === 'string'
    ? [{ part: name, text: part['Text'], most, code: '132005' }]
    : []
}

const cardsOf = ({ Cards }: TemplateComponent): TemplateComponent[] =>
  Array.isArray(Cards)
    ? (Cards as { readonly CardComponents?: TemplateComponent[] }[]).flatMap(
        ({ CardComponents = [] }) => CardComponents,
      )
    : []

type Fields = Readonly<Record<string, unknown>>

/** Most characters of the text, and of the text below media, of free-form messages. Source: the pages of each channel. */
const textLimits: Readonly<Record<string, { readonly text: number; readonly caption: number }>> = {
  whatsapp: { text: 4096, caption: 1024 },
  viber: { text: 1000, caption: 30 },
  messenger: { text: 2000, caption: 2000 },
  instagram: { text: 1000, caption: 1000 },
  telegram: { text: 4096, caption: 1024 },
}

/** What of a free-form message is longer, or more, than its channel takes. The code is assumed: WhatsApp's for a parameter that is too long. */
export function contentFault(channel: string, { type, json }: Content): TemplateFault | undefined {
  const limits = textLimits[channel]
  const content = parseContent(json)
  if (limits === undefined || content === undefined) return undefined
  const body = (name: string, most: number) => tooLong(name, contentField(content, name), most)
  return (
    body('text', limits.text) ??
    body('caption', limits.caption) ??
    (channel === 'whatsapp' && type === 'interactive' ? interactiveFault(content) : undefined)
  )
}

/** Limits of interactive messages. Source: WhatsApp's pages on reply buttons and lists. */
function interactiveFault(content: Fields): TemplateFault | undefined {
  const action = fieldsOf(content['action'])
  const buttons = listOf(action['buttons']).map((button) => fieldsOf(button['reply']))
  const sections = listOf(action['sections'])
  const rows = sections.flatMap((section) => listOf(section['rows']))
  const all = (name: string, items: readonly Fields[], field: string, most: number) =>
    first(items.map((item) => tooLong(name, item[field], most)))
  return (
    tooLong('header', fieldsOf(content['header'])['text'], 60) ??
    tooLong('body', fieldsOf(content['body'])['text'], sections.length > 0 ? 4096 : 1024) ??
    tooLong('footer', fieldsOf(content['footer'])['text'], 60) ??
    tooLong('button of the list', action['button'], 20) ??
    tooMany('reply buttons', buttons.length, 3) ??
    tooMany('sections', sections.length, 10) ??
    tooMany('rows', rows.length, 10) ??
    all('title of a button', buttons, 'title', 20) ??
    all('id of a button', buttons, 'id', 256) ??
    all('title of a section', sections, 'title', 24) ??
    all('title of a row', rows, 'title', 24) ??
    all('description of a row', rows, 'description', 72) ??
    all('id of a row', rows, 'id', 200)
  )
}

const first = (faults: readonly (TemplateFault | undefined)[]): TemplateFault | undefined =>
  faults.find((fault) => fault !== undefined)

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {}
const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(fieldsOf) : [])

function tooLong(part: string, value: unknown, most: number): TemplateFault | undefined {
  const text = typeof value === 'string' ? value : ''
  return text.length <= most || lengthOf(text) <= most
    ? undefined
    : { code: '100', given: `${part} has ${lengthOf(text)} characters`, expected: `at most ${most}` }
}

const tooMany = (what: string, count: number, most: number): TemplateFault | undefined =>
  count <= most ? undefined : { code: '100', given: `${count} ${what}`, expected: `at most ${most}` }
