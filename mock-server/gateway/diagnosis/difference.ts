/** Where two strings part. */
export interface Difference {
  /** Number of the first character that differs, from 1. */
  readonly position: number
  /** The parameter or the line it is in. */
  readonly where: string
  /** A window of both strings, line breaks escaped, and how many characters of it agree. */
  readonly client: string
  readonly server: string
  readonly agreed: number
}

const before = 30
const width = 62

/** The first difference between what the client signed and what the server signed; undefined where there is none. */
export function differenceOf(client: string, server: string): Difference | undefined {
  if (client === server) return undefined
  let at = 0
  while (client[at] === server[at]) at++
  const start = Math.max(0, at - before)
  const agreed = visible((start > 0 ? '…' : '') + server.slice(start, at))
  return {
    position: at + 1,
    where: placeOf(server, at),
    client: windowOf(client, at, agreed),
    server: windowOf(server, at, agreed),
    agreed: agreed.length,
  }
}

function windowOf(text: string, at: number, agreed: string): string {
  const rest = visible(text.slice(at, at + width))
  const room = width - agreed.length
  if (rest === '') return `${agreed}(ends here)`
  return agreed + (rest.length > room ? `${rest.slice(0, room - 1)}…` : rest)
}

const visible = (text: string): string =>
  text
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('\r', String.raw`\r`)
    .replaceAll('\t', String.raw`\t`)
    .replaceAll('\u{FEFF}', '<BOM>')

const linesOfV3 = ['the method', 'the path', 'the query'] as const

function placeOf(server: string, at: number): string {
  const isV1 = !server.includes('\n')
  if (isV1) {
    const [method = '', path = ''] = server.split('&', 2)
    if (at <= method.length) return 'the method'
    if (at <= method.length + path.length + 1) return 'the path'
    return parameterAt(server, at, '%26', '%3D') ?? 'the encoded query'
  }
  const line = server.slice(0, at).split('\n').length - 1
  const lines = server.split('\n')
  if (line === 2)
    return (
      parameterAt(lines[2] ?? '', at - server.split('\n', 2).join('\n').length - 1, '&', '=') ?? 'the query'
    )
  if (line < 2) return linesOfV3[line] as string
  if (line === lines.length - 1) return 'the hash of the payload'
  if (line === lines.length - 2) return 'the names of the signed headers'
  const [name] = (lines[line] ?? '').split(':', 1)
  return name === '' || name === undefined ? 'the empty line after the headers' : `the header ${name}`
}

function parameterAt(text: string, at: number, ampersand: string, equals: string): string | undefined {
  const from = text.lastIndexOf(ampersand, Math.max(0, at - 1))
  const start = from === -1 ? text.lastIndexOf('&', at) + 1 : from + ampersand.length
  const end = text.indexOf(equals, start)
  const name = end === -1 ? '' : text.slice(start, end)
  return name === '' || name.length > 60 ? undefined : `the parameter ${name}`
}
