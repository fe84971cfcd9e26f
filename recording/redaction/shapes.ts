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
    if (parts.length > 0) return { kind: 'xml', parts }
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

/** What markup is made of. Whatever else stands between `<` and `>` is text. */
const piece = new RegExp(
  [
    String.raw`<!\[CDATA\[|\]\]>`,
    String.raw`<!DOCTYPE html>|<\?xml [^<>]*\?>`,
    String.raw`<\/?[A-Za-z_][\w.-]*(?:\s+[A-Za-z_][\w.:-]*\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*\s*\/?>`,
    String.raw`&(?:amp|lt|gt|quot|apos);`,
  ]
    .map((form) => `(?:${form})`)
    .join('|'),
  'gi',
)
const keptPiece = /^(?:<!\[CDATA\[|\]\]>|&\w+;|<!DOCTYPE html>|<\?xml [^<>]*\?>)$/i
const attribute = /(\s+)([A-Za-z_][\w.:-]*)(\s*=\s*)("[^"<>]*"|'[^'<>]*')/g

/** Markup with the texts between: each belongs to the element that was opened last. No parts where a text has no markup. */
function xmlParts(text: string): Part[] {
  const parts: Part[] = []
  let open = ''
  let at = 0
  for (;;) {
    const comment = text.indexOf('<!--', at)
    const end = comment === -1 ? -1 : text.indexOf('-->', comment + 4)
    open = piecesOf(text.slice(at, end === -1 ? text.length : comment), open, parts)
    if (end === -1) break
    parts.push(kept('<!--'), value(text.slice(comment + 4, end)), kept('-->'))
    at = end + 3
  }
  return parts.some(({ role }) => role === 'kept') ? parts : []
}

/** Adds the parts of a text without comments; returns the name of the element that is open at its end. */
function piecesOf(text: string, around: string, parts: Part[]): string {
  let open = around
  let at = 0
  for (const match of text.matchAll(piece)) {
    if (match.index > at) parts.push(value(text.slice(at, match.index), open))
    at = match.index + match[0].length
    if (keptPiece.test(match[0])) parts.push(kept(match[0]))
    else open = tagParts(match[0], parts)
  }
  if (at < text.length) parts.push(value(text.slice(at), open))
  return open
}

/** Adds the parts of a tag; returns the name of the element it opens. */
function tagParts(tag: string, parts: Part[]): string {
  const [, before = '', name = '', rest = ''] = /^(<\/?)([A-Za-z_][\w.-]*)([^]*)$/.exec(tag) ?? []
  parts.push(kept(before), { text: name, role: 'name' })
  let at = 0
  for (const match of rest.matchAll(attribute)) {
    const [all, blank = '', named = '', equals = '', quoted = ''] = match
    const quote = quoted.slice(0, 1)
    parts.push(
      kept(blank),
      { text: named, role: 'name' },
      kept(equals + quote),
      value(quoted.slice(1, -1), named),
      kept(quote),
    )
    at = match.index + all.length
  }
  parts.push(kept(rest.slice(at)))
  return before === '<' ? name : ''
}
