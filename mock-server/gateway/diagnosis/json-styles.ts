interface JsonStyle {
  readonly name: string
  readonly write: (value: unknown) => string
}

const compact = (value: unknown): string => JSON.stringify(value)
const ascii = (text: string): string =>
  text.replaceAll(/[^\p{ASCII}]/gu, (c) =>
    [...Array(c.length).keys()]
      .map((i) => String.raw`\u${c.charCodeAt(i).toString(16).padStart(4, '0')}`)
      .join(''),
  )
const html = (text: string): string =>
  text.replaceAll(/['=&<>]/g, (c) => String.raw`\u00${c.charCodeAt(0).toString(16)}`)

/** A line break in JSON text is never part of a string. */
const spaced = (value: unknown): string =>
  JSON.stringify(value, undefined, 1).replaceAll(/,\n */g, ', ').replaceAll(/\n */g, '')

const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : value !== null && typeof value === 'object'
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([name, item]) => [name, sorted(item)]),
        )
      : value

/** How libraries write the same JSON value. */
const jsonStyles: readonly JsonStyle[] = [
  { name: 'without blanks', write: compact },
  { name: 'with blanks after , and :', write: spaced },
  { name: String.raw`without blanks, non-ASCII as \uXXXX`, write: (value) => ascii(compact(value)) },
  {
    name: String.raw`with blanks after , and :, non-ASCII as \uXXXX`,
    write: (value) => ascii(spaced(value)),
  },
  {
    name: String.raw`with / as \/ and non-ASCII as \uXXXX`,
    write: (value) => ascii(compact(value).replaceAll('/', String.raw`\/`)),
  },
  { name: String.raw`with ' = & < > as \uXXXX`, write: (value) => html(compact(value)) },
  { name: 'with sorted names', write: (value) => compact(sorted(value)) },
  { name: 'in several lines, indented by 2', write: (value) => JSON.stringify(value, undefined, 2) },
  { name: 'in several lines, indented by 4', write: (value) => JSON.stringify(value, undefined, 4) },
]

/** The other ways to write these texts, where they are JSON arrays or objects. */
export function* rewrittenJson(
  texts: readonly string[],
): Generator<{ readonly style: string; readonly texts: readonly string[] }> {
  const values = texts.map(parse)
  if (values.every((value) => value === undefined)) return
  for (const { name, write } of jsonStyles) {
    const rewritten = values.map((value, index) =>
      value === undefined ? (texts[index] as string) : write(value),
    )
    if (rewritten.some((text, index) => text !== texts[index])) yield { style: name, texts: rewritten }
  }
}

function parse(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
