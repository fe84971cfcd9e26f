import type { CassetteHeader } from './cassette.ts'
import type { Recording } from './recording.ts'

/** Columns a value may fill; what needs more is written on several lines. */
const width = 100

/** The first line of a cassette. */
export const printHeader = (header: CassetteHeader): string => `${flat(header)}\n`

/** A recording as it stands in a cassette: JSON over several lines, of which only the first begins with a brace that opens. */
export function printRecording({
  call,
  at,
  format,
  parameters,
  answer: { status, headers, body, text, base64 },
  rule,
  faults,
}: Recording): string {
  const answer = {
    status,
    ...(headers && { headers }),
    ...(body === undefined ? {} : { body }),
    ...(text === undefined ? {} : { text }),
    ...(base64 === undefined ? {} : { base64 }),
  }
  const ordered = {
    call,
    ...(at === undefined ? {} : { at }),
    ...(format && { format }),
    parameters,
    answer,
    ...(rule === undefined ? {} : { rule }),
    ...(faults && { faults }),
  }
  return printDocument(ordered)
}

/** A document over several lines, of which only the first begins with a brace that opens. */
export const printDocument = (value: object): string => `{\n${members(value, '  ')}\n}\n`

/** A value on one line. */
export const flatten = (value: object): string => flat(value)

/** On one line where that fits. */
function print(value: unknown, indent: string, taken: number): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const room = width - taken - 1
  const line = flat(value, room)
  if (line !== undefined && line.length <= room) return line
  const deeper = `${indent}  `
  if (!Array.isArray(value)) return `{\n${members(value, deeper)}\n${indent}}`
  return `[\n${value.map((item) => `${deeper}${print(item, deeper, deeper.length)}`).join(',\n')}\n${indent}]`
}

const members = (value: object, indent: string): string =>
  Object.entries(value)
    .map(([name, member]) => {
      const start = `${indent}${JSON.stringify(name)}: `
      return `${start}${print(member, indent, start.length)}`
    })
    .join(',\n')

function flat(value: object): string
function flat(value: object, room: number): string | undefined
/** On one line, with blanks; undefined as soon as it does not fit. */
function flat(value: object, room = Infinity): string | undefined {
  const isList = Array.isArray(value)
  let line = ''
  for (const [name, member] of Object.entries(value)) {
    const written =
      typeof member === 'object' && member !== null
        ? flat(member as object, room - line.length)
        : JSON.stringify(member)
    if (written === undefined) return undefined
    line += `${line === '' ? '' : ', '}${isList ? '' : `${JSON.stringify(name)}: `}${written}`
    if (line.length > room) return undefined
  }
  if (line === '') return isList ? '[]' : '{}'
  return isList ? `[${line}]` : `{ ${line} }`
}
