import type { ComponentChildren } from 'preact'

const marks = [
  { pattern: /```([\s\S]+?)```/, wrap: (text: ComponentChildren) => <code>{text}</code>, inner: false },
  {
    pattern: /(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])/,
    wrap: (text: ComponentChildren) => <strong>{text}</strong>,
    inner: true,
  },
  {
    pattern: /(?<![\w_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])/,
    wrap: (text: ComponentChildren) => <em>{text}</em>,
    inner: true,
  },
  {
    pattern: /(?<![\w~])~(?=\S)([^~\n]+?)(?<=\S)~(?![\w~])/,
    wrap: (text: ComponentChildren) => <s>{text}</s>,
    inner: true,
  },
  {
    pattern: /⟪([^⟫]*)⟫/,
    wrap: (text: ComponentChildren) => <mark title="This variable has no value">{text}</mark>,
    inner: false,
  },
]

/** WhatsApp's marks as a phone shows them; everything else stays text. */
export function RichText({ text }: { readonly text: string }) {
  return <>{format(text)}</>
}

function format(text: string): ComponentChildren[] {
  let first: { index: number; length: number; node: ComponentChildren } | undefined
  for (const { pattern, wrap, inner } of marks) {
    const found = pattern.exec(text)
    if (found === null || (first !== undefined && found.index >= first.index)) continue
    const content = found[1] ?? ''
    first = { index: found.index, length: found[0].length, node: wrap(inner ? format(content) : content) }
  }
  if (first === undefined) return [text]
  return [text.slice(0, first.index), first.node, ...format(text.slice(first.index + first.length))]
}
