import { contentField, parseContent } from '../../contracts/sending/content.ts'
import type { Content } from '../world/batches.ts'
import type { Template, TemplateComponent } from '../world/directory.ts'
import type { Rendering } from '../world/message.ts'

type Values = Readonly<Record<string, string>>
type Fill = (text: unknown) => string

/** The template with the values in place of its `$(name)` variables. A template without known components renders empty. */
export function renderTemplate(template: Template | undefined, values: Values): Rendering {
  const unresolved = new Set<string>()
  const fill: Fill = (text) =>
    String(text ?? '').replaceAll(/\$\(([^)]+)\)/g, (_, name: string) => {
      if (Object.hasOwn(values, name)) return values[name] as string
      unresolved.add(name)
      return `⟪${name}⟫`
    })
  const components = template?.components ?? []
  const of = (type: string): TemplateComponent | undefined => components.find(({ Type }) => Type === type)
  const isCode = template?.category === 'AUTHENTICATION'
  const body = of('BODY')
  return {
    header: of('HEADER') && headerOf(of('HEADER') as TemplateComponent, fill),
    body: [
      ...(body === undefined
        ? []
        : [isCode && !body['Text'] ? codeText(body, values, fill) : fill(body['Text'])]),
      ...(of('LIMITED_TIME_OFFER') === undefined
        ? []
        : [offerText(of('LIMITED_TIME_OFFER') as TemplateComponent, fill)]),
      ...(of('CAROUSEL') === undefined ? [] : cardTexts(of('CAROUSEL') as TemplateComponent, fill)),
    ].join('\n'),
    footer: of('FOOTER') && footerOf(of('FOOTER') as TemplateComponent, fill),
    buttons: buttonsOf(template).map((button) => buttonText(button, fill)),
    unresolved: [...unresolved],
  }
}

/** All of it as lines, buttons in brackets. */
export function textOf({ header, body, footer, buttons }: Rendering): string {
  return [header, body, footer, ...buttons.map((button) => `[${button}]`)]
    .filter((line) => line !== undefined && line !== '')
    .join('\n')
}

/** The buttons below a template, in order. */
export const buttonsOf = (template: Pick<Template, 'components'> | undefined): readonly TemplateComponent[] =>
  template?.components.flatMap(({ Type, Buttons }) =>
    Type === 'BUTTONS' && Array.isArray(Buttons) ? (Buttons as TemplateComponent[]) : [],
  ) ?? []

/** The generated text of a one-time code. Source: WhatsApp's authentication templates; the product documents only that it is generated. */
function codeText({ AddSecretRecommendation }: TemplateComponent, values: Values, fill: Fill): string {
  const code = values['code'] ?? Object.values(values)[0] ?? fill('$(code)')
  return `${code} is your verification code.${AddSecretRecommendation ? ' For your security, do not share this code.' : ''}`
}

function headerOf({ Format = 'TEXT', Text, Url, FileName }: TemplateComponent, fill: Fill): string {
  return Format === 'TEXT'
    ? fill(Text)
    : `(${String(Format).toLowerCase()}${FileName ? ` ${fill(FileName)}` : ''}${Url ? ` ${fill(Url)}` : ''})`
}

function footerOf({ Text, CodeExpirationMinutes }: TemplateComponent, fill: Fill): string {
  return CodeExpirationMinutes === undefined
    ? fill(Text)
    : `This code expires in ${String(CodeExpirationMinutes)} minutes.`
}

function offerText({ Text, HasExpiration }: TemplateComponent, fill: Fill): string {
  return `${fill(Text)}${HasExpiration ? ` (until ${fill('$(offerExpirationTimeMs)')})` : ''}`
}

function cardTexts({ Cards }: TemplateComponent, fill: Fill): string[] {
  const cards = Array.isArray(Cards)
    ? (Cards as { readonly CardComponents?: readonly TemplateComponent[] }[])
    : []
  return cards.map(({ CardComponents = [] }, index) => {
    const texts = CardComponents.flatMap((part) =>
      part.Type === 'HEADER' ? [headerOf(part, fill)] : part.Type === 'BODY' ? [fill(part['Text'])] : [],
    )
    return [
      `${index + 1}: ${texts.join(' ')}`,
      ...buttonsOf({ components: CardComponents }).map((button) => `[${buttonText(button, fill)}]`),
    ].join(' ')
  })
}

function buttonText({ Text, Url, PhoneNumber, CouponCode }: TemplateComponent, fill: Fill): string {
  return [Text, Url, PhoneNumber, CouponCode]
    .filter((part) => part !== undefined && part !== '')
    .map(fill)
    .join(' ')
}

/** A free-form message in words: its text, or what kind of thing it is and where. */
export function renderContent({ type, json }: Content): Rendering {
  const content = parseContent(json) ?? {}
  const part = (name: string): string | undefined => {
    const value = contentField(content, name)
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
  }
  // A pressed button of viber is called caption; of media the caption is their text.
  const button = type.endsWith('_button')
  const texts = [
    part('text'),
    button ? undefined : part('caption'),
    textWithin(content['body']),
    part('emoji'),
    part('name') ?? textWithin(content['name']),
    part('address'),
  ]
  const where = type === 'location' ? `${part('latitude')}, ${part('longitude')}` : part('link')
  return {
    header: type === 'text' ? undefined : `(${type}${where === undefined ? '' : ` ${where}`})`,
    body: texts.filter((text) => text !== undefined).join('\n'),
    footer: textWithin(content['footer']),
    buttons: button ? [part('caption') ?? ''] : replyTitles(content['action']),
    unresolved: [],
  }
}

function textWithin(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { text, formatted_name, formattedName } = value as Readonly<Record<string, unknown>>
  const found = text ?? formatted_name ?? formattedName
  return typeof found === 'string' ? found : undefined
}

function replyTitles(action: unknown): string[] {
  const buttons = (action as { buttons?: unknown } | undefined)?.buttons
  if (!Array.isArray(buttons)) return []
  return buttons.flatMap((each) => {
    const title = (each as { reply?: { title?: unknown } } | null)?.reply?.title
    return typeof title === 'string' ? [title] : []
  })
}
