import { layerOf } from './layers.ts'

/** A text cut into parts: every second one is looked at, the others hold them together. */
export interface Shape {
  readonly kind: 'url' | 'form' | 'xml'
  readonly parts: readonly Part[]
}

export interface Part {
  readonly text: string
  /** What is done with the part: it stays, names something, is a value, or goes for good. */
  readonly role: 'kept' | 'name' | 'value' | 'secret'
  /** What the value belongs to, as it stands in the text. */
  readonly of?: string
}

const kept = (text: string): Part => ({ text, role: 'kept' })
const value = (text: string, of = ''): Part => ({ text, role: 'value', of })

const url = /^(https?:\/\/)([^/?#\s@]*@)?([^/?#\s:@]*)(:\d{1,5})?([^?#\s]*)(\?[^#\s]*)?(#\S*)?$/
const form = /^[\w.[\]%-]+=[^&=\s]*(?:&[\w.[\]%-]+=[^&=\s]*)*$/

/** The shape of a text; undefined when it has none. */
export function shapeOf(text: string): Shape | undefined {
  if (/^\s*<[?A-Za-z!]/.test(text)) {
    const parts = xmlParts(text)
    return parts.length > 1 ? { kind: 'xml', parts } : undefined
  }
  if (form.test(text) && /=[^&=]/.test(text)) return { kind: 'form', parts: formParts(text) }
  if (!/^https?:\/\/\S+$/.test(text)) return undefined
  const [, scheme, user, host = '', port = '', path = '', query, fragment] = url.exec(text) ?? []
  if (scheme === undefined) return undefined
  const segments = path
    .split('/')
    .flatMap((segment, index) => (index === 0 ? [value(segment)] : [kept('/'), value(segment)]))
  const asked =
    query === undefined
      ? []
      : [kept('?'), ...(form.test(query.slice(1)) ? formParts(query.slice(1)) : [value(query.slice(1))])]
  return {
    kind: 'url',
    parts: [
      kept(scheme),
      ...(user === undefined ? [] : [{ text: user.slice(0, -1), role: 'secret' as const }, kept('@')]),
      value(host),
      kept(port),
      ...segments,
      ...asked,
      ...(fragment === undefined ? [] : [kept('#'), value(fragment.slice(1))]),
    ],
  }
}

/** Whether a text is just a text: without a shape, and without a layer. */
export const isPlain = (text: string): boolean => shapeOf(text) === undefined && layerOf(text) === undefined

function formParts(text: string): Part[] {
  return text.split('&').flatMap((pair, index) => {
    const [name = '', content = ''] = pair.split('=')
    return [
      ...(index === 0 ? [] : [kept('&')]),
      { text: name, role: 'name' as const },
      kept('='),
      value(content, name),
    ]
  })
}

/** Markup with the texts between: each belongs to the element that was opened last. */
function xmlParts(text: string): Part[] {
  let open = ''
  return text.split(/(<!\[CDATA\[|\]\]>|<[^<>]*>|&(?:amp|lt|gt|quot|apos);)/).flatMap((piece): Part[] => {
    if (/^(?:<!\[CDATA\[|\]\]>|&\w+;|<\?xml [^<>]*\?>)$/.test(piece)) return [kept(piece)]
    const [, before, name, after] = /^(<\/?)([A-Za-z_][\w.-]*)(\s*\/?>)$/.exec(piece) ?? []
    if (before === undefined || name === undefined || after === undefined) return [value(piece, open)]
    open = before === '<' ? name : ''
    return [kept(before), { text: name, role: 'name' }, kept(after)]
  })
}
