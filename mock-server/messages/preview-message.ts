import { contentField, parseContent } from '../../contracts/sending/content.ts'
import type { Batch, Content, Recipient } from '../world/batches.ts'
import type { Template, TemplateComponent } from '../world/directory.ts'
import { buttonsOf, renderContent, renderTemplate } from './render-message.ts'

/** A message in the parts a phone shows, each with what it is. */
export interface Preview {
  readonly header: PreviewHeader | undefined
  /** Text with WhatsApp's marks (`*bold*`, `_italic_`, `~struck~`), unformatted. */
  readonly body: string
  /** Text of a limited-time offer. */
  readonly offer: string | undefined
  readonly footer: string | undefined
  readonly buttons: readonly PreviewButton[]
  /** Cards of a carousel. */
  readonly cards: readonly PreviewCard[]
}

/** What stands above the text: a title, or a file. */
export interface PreviewHeader {
  /** `text`, `image`, `video`, `document`, `audio`, `location` or another kind the API names. */
  readonly kind: string
  readonly text: string | undefined
  readonly url: string | undefined
}

export interface PreviewButton {
  /** As the template names it, such as `QUICK_REPLY` or `URL`. */
  readonly kind: string
  readonly text: string
  /** Address, telephone number or code behind it. */
  readonly target: string | undefined
}

export interface PreviewCard {
  readonly header: PreviewHeader | undefined
  readonly body: string
  readonly buttons: readonly PreviewButton[]
}

/** What one recipient of a batch sees, part by part. */
export function previewOf({ terms: { template, content } }: Batch, recipient: Recipient): Preview {
  return content === undefined
    ? previewTemplate(template, recipient.TemplateParams ?? {})
    : previewContent(content)
}

/** A template with the values in place of its `$(name)` variables; those without a value stand in `⟪ ⟫`. */
export function previewTemplate(
  template: Template | undefined,
  values: Readonly<Record<string, string>>,
): Preview {
  const fill = (text: unknown): string =>
    String(text ?? '').replaceAll(/\$\(([^)]+)\)/g, (_, name: string) =>
      Object.hasOwn(values, name) ? (values[name] as string) : `⟪${name}⟫`,
    )
  const components = template?.components ?? []
  const of = (type: string): TemplateComponent | undefined => components.find(({ Type }) => Type === type)
  const [header, offer, carousel] = [of('HEADER'), of('LIMITED_TIME_OFFER'), of('CAROUSEL')]
  const plain = components.filter(({ Type }) => Type !== 'LIMITED_TIME_OFFER' && Type !== 'CAROUSEL')
  const { body, footer } = renderTemplate(template && { ...template, components: plain }, values)
  return {
    header: header && headerOf(header, fill),
    body,
    offer: offer && fill(offer['Text']),
    footer,
    buttons: buttonsOf(template).map((button) => buttonOf(button, fill)),
    cards: carousel === undefined ? [] : cardsOf(carousel, fill),
  }
}

type Fill = (text: unknown) => string

function headerOf({ Format = 'TEXT', Text, Url, FileName }: TemplateComponent, fill: Fill): PreviewHeader {
  const isText = Format === 'TEXT'
  const text = isText ? Text : FileName
  return {
    kind: String(Format).toLowerCase(),
    text: text === undefined ? undefined : fill(text),
    url: isText || Url === undefined ? undefined : fill(Url),
  }
}

function buttonOf(
  { Type, Text, Url, PhoneNumber, CouponCode }: TemplateComponent,
  fill: Fill,
): PreviewButton {
  const target = [Url, PhoneNumber, CouponCode].find((each) => each !== undefined && each !== '')
  return {
    kind: String(Type),
    text: fill(Text ?? 'Button'),
    target: target === undefined ? undefined : fill(target),
  }
}

function cardsOf({ Cards }: TemplateComponent, fill: Fill): PreviewCard[] {
  const cards = Array.isArray(Cards)
    ? (Cards as { readonly CardComponents?: readonly TemplateComponent[] }[])
    : []
  return cards.map(({ CardComponents = [] }) => {
    const header = CardComponents.find(({ Type }) => Type === 'HEADER')
    const body = CardComponents.find(({ Type }) => Type === 'BODY')
    return {
      header: header && headerOf(header, fill),
      body: fill(body?.['Text']),
      buttons: buttonsOf({ components: CardComponents }).map((button) => buttonOf(button, fill)),
    }
  })
}

function previewContent(content: Content): Preview {
  const { body, footer, buttons } = renderContent(content)
  const parsed = parseContent(content.json) ?? {}
  const part = (name: string): string | undefined => {
    const value = contentField(parsed, name)
    return typeof value === 'string' ? value : undefined
  }
  const opened = content.type.endsWith('_button') ? part('action') : undefined
  return {
    header:
      content.type === 'text'
        ? undefined
        : { kind: content.type, text: part('filename') ?? part('fileName'), url: part('link') },
    body,
    offer: undefined,
    footer,
    buttons: buttons.map((text) => ({ kind: opened === undefined ? 'REPLY' : 'URL', text, target: opened })),
    cards: [],
  }
}
