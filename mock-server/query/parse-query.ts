import { didYouMean } from '../../contracts/nearest.ts'

/** What a term can ask for by name. */
export const queryFields = [
  'operation',
  'code',
  'rule',
  'to',
  'from',
  'template',
  'task',
  'group',
  'message',
  'request',
  'status',
  'before',
  'after',
  'fault',
  'fallback',
] as const

/** Values of `status`, of messages and of receipts; of exchanges it is the HTTP status. */
const statuses = ['Accepted', 'Sent', 'Delivered', 'Read', 'Failed']

export type QueryField = (typeof queryFields)[number]

/** One condition: `field:value`, or text found anywhere; `-` turns it around. */
export interface Term {
  readonly field: QueryField | undefined
  readonly value: string
  readonly negated: boolean
}

/** Alternatives, of which one must hold; each is a list of terms that must all hold. */
export type Query = readonly (readonly Term[])[]

/** Characters of a query that its complaint shows, and how many of them before the place at fault. */
const [shownAtMost, shownBefore] = [400, 200]
/** Every term is looked for in every record. */
const mostTerms = 100

/** A query that cannot be read. The message points at the character. */
export class QueryError extends Error {
  override readonly name = 'QueryError'
  /** Offset of the character at fault, from 0. */
  readonly position: number

  constructor(query: string, position: number, complaint: string) {
    const start = Math.max(0, position - shownBefore)
    const shown = query.slice(start, start + shownAtMost)
    super(`${complaint}\n  ${shown}\n  ${' '.repeat(position - start)}^`)
    this.position = position
  }
}

/**
 * Reads a query such as `operation:SendChatappMassMessage code:OK -to:8613800000001 OR "out of order"`.
 * Terms side by side must all hold; OR separates alternatives; `*` in a value stands for any text.
 * The empty query holds for everything. Throws `QueryError`.
 */
export function parseQuery(text: string): Query {
  const alternatives: Term[][] = [[]]
  let position = 0
  let lastOr = -1
  let terms = 0
  while (position < text.length) {
    if (/\s/.test(text.charAt(position))) {
      position++
      continue
    }
    const word = readWord(text, position)
    if (word.raw === 'OR') {
      if (alternatives.at(-1)?.length === 0)
        throw new QueryError(text, position, 'OR stands between two alternatives; there is none before it.')
      alternatives.push([])
      lastOr = position
    } else {
      if (++terms > mostTerms)
        throw new QueryError(
          text,
          position,
          `A query has at most ${mostTerms} terms. Ask in several queries.`,
        )
      alternatives.at(-1)?.push(toTerm(text, word))
    }
    position = word.end
  }
  if (lastOr >= 0 && alternatives.at(-1)?.length === 0)
    throw new QueryError(text, lastOr, 'OR stands between two alternatives; there is none after it.')
  return alternatives
}

interface Word {
  readonly start: number
  readonly end: number
  readonly raw: string
}

/** Reads up to the next blank; blanks inside quotes belong to the word. */
function readWord(text: string, start: number): Word {
  let end = start
  while (end < text.length && !/\s/.test(text.charAt(end))) {
    if (text.charAt(end) !== '"') {
      end++
      continue
    }
    const close = text.indexOf('"', end + 1)
    if (close === -1) throw new QueryError(text, end, 'This quote is not closed.')
    end = close + 1
  }
  return { start, end, raw: text.slice(start, end) }
}

function toTerm(query: string, { start, raw }: Word): Term {
  const negated = raw.startsWith('-')
  const body = negated ? raw.slice(1) : raw
  if (body === '') throw new QueryError(query, start, '- negates the term that follows it at once.')
  const [, name, rest] = /^([A-Za-z]+):(.*)$/s.exec(body) ?? []
  if (name === undefined || rest === undefined) return { field: undefined, value: unquote(body), negated }
  const field = queryFields.find((each) => each === name.toLowerCase())
  if (field === undefined) {
    throw new QueryError(
      query,
      start + (negated ? 1 : 0),
      `There is no field ${name}.${didYouMean(name, queryFields)} Known: ${queryFields.join(', ')}. Quote text that contains a colon.`,
    )
  }
  const at = start + raw.length - rest.length
  if (rest === '') throw new QueryError(query, at, `${field}: needs a value.`)
  const value = unquote(rest)
  if ((field === 'before' || field === 'after') && toTime(value) === undefined) {
    throw new QueryError(
      query,
      at,
      `${field}: takes a time, as 2026-01-01T00:00:00Z or in milliseconds since 1970.`,
    )
  }
  if (field === 'status' && !isStatus(value)) {
    throw new QueryError(
      query,
      at,
      `There is no status ${value}.${didYouMean(value, statuses)} Known: ${statuses.join(', ')}, or an HTTP status such as 400.`,
    )
  }
  return { field, value, negated }
}

/** A `*` may stand for anything. */
const isStatus = (value: string): boolean =>
  value.includes('*') ||
  /^\d{3}$/.test(value) ||
  statuses.some((each) => each.toLowerCase() === value.toLowerCase())

const unquote = (text: string): string => text.replaceAll('"', '')

/** Milliseconds since the epoch of a time in ISO 8601, UTC unless it says otherwise, or in milliseconds; undefined if the text is no time. */
export function toTime(text: string): number | undefined {
  if (/^\d{9,15}$/.test(text)) return Number(text)
  const [, date, time = 'T00:00', zone = 'Z'] =
    /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(Z|[+-]\d\d:\d\d)?$/i.exec(text) ?? []
  const day = Date.parse(`${date}T00:00Z`)
  const milliseconds = Date.parse(`${date}${time}${zone}`.toUpperCase())
  // Date.parse takes February 30 for March 2.
  return Number.isNaN(milliseconds) || new Date(day).getUTCDate() !== Number(date?.slice(-2))
    ? undefined
    : milliseconds
}
