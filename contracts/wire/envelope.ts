/** Format of an answer. */
export type Format = 'JSON' | 'XML'

export const contentTypes: Readonly<Record<Format, string>> = {
  JSON: 'application/json;charset=utf-8',
  // The vendor's SDKs parse an XML body only under exactly this header.
  XML: 'text/xml;charset=utf-8',
}

/** Fields of an answer in the order they are written. */
export type Fields = Readonly<Record<string, unknown>>

/** Writes an answer's body. In XML the root is `<Operation>Response` for success and `Error` for a refusal. */
export type BodyWriter = (root: string, fields: Fields) => string

const writeJson: BodyWriter = (_root, fields) => JSON.stringify(fields)
let writeXml: BodyWriter | undefined

/** What writes bodies in a format; a promise when it is read for the first time. */
export function bodyWriter(format: Format): BodyWriter | Promise<BodyWriter> {
  if (format === 'JSON') return writeJson
  return (
    writeXml ??
    import('fast-xml-parser').then(
      ({ XMLBuilder }) => (writeXml = xmlWriter(new XMLBuilder({ cdataPropName: '#cdata' }))),
    )
  )
}

const xmlWriter =
  (builder: { build(content: unknown): string }): BodyWriter =>
  (root, fields) => {
    // The order of the gateway's XML errors, which is not that of its JSON errors.
    const { RequestId, HostId, Code, Message, Recommend, ...rest } = fields
    const content = {
      RequestId,
      HostId,
      Code,
      Message,
      ...(withNames(rest) as Fields),
      Recommend: Recommend === undefined ? undefined : { '#cdata': Recommend },
    }
    return `<?xml version='1.0' encoding='UTF-8'?>${builder.build({ [root]: content })}`.replaceAll(
      notInXml,
      '\uFFFD',
    )
  }

/** A value whose fields can be elements: names that callers chose, such as those of variables, may have anything in them. */
function withNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNames)
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [elementName(name), withNames(inner)]))
    : value
}

const letters = String.raw`A-Z_a-z\u{C0}-\u{D6}\u{D8}-\u{F6}\u{F8}-\u{2FF}\u{370}-\u{37D}\u{37F}-\u{1FFF}\u{2C00}-\u{2FEF}\u{3001}-\u{D7FF}`
const beginsWithLetter = new RegExp(`^[${letters}]`, 'u')
const notInNames = new RegExp(String.raw`[^${letters}0-9.\-]`, 'gu')

function elementName(name: string): string {
  const plain = name.replaceAll(notInNames, '_')
  return beginsWithLetter.test(plain) ? plain : `_${plain}`
}

/** What XML 1.0 cannot say, not even escaped. */
const notInXml = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu

/** The page of the vendor that explains an error; SDKs print it. */
export function recommendation(code: string, requestId: string): string {
  return `https://api.aliyun.com/troubleshoot?q=${code}&product=cams&requestId=${requestId}`
}
