import { didYouMean } from '../../contracts/nearest.ts'
import { UsageError } from '../../contracts/usage-error.ts'
import type { Recipient } from '../../sdk/index.ts'
import { readPhoneNumber, readUserId } from './phone-number.ts'
import { columnsInWords, recipientColumn } from './recipient-column.ts'
import type { FileRecord } from './records.ts'

/** What is wrong with one row. */
export interface RowProblem {
  /** Column from 1; 0 is the whole row. */
  readonly column: number
  readonly text: string
}

export type MappedRow = { readonly recipient: Recipient } | { readonly problem: RowProblem }

export interface Mapping {
  readonly to: string | undefined
  /** Column of each variable of the template. */
  readonly params: Readonly<Record<string, string>>
  readonly phoneNumbers: boolean
  /** The variables of the template; each that `params` leaves out is filled by the column of its name. Undefined when they are not known. */
  readonly variables: readonly string[] | undefined
  /** Lets variables that nothing fills pass, to be shown. */
  readonly incomplete?: boolean
}

interface Columns {
  readonly names: readonly string[]
  readonly to: number
  readonly params: readonly (readonly [name: string, column: number])[]
}

/**
 * Makes recipients of rows. The function it returns throws `UsageError` when a column that was asked for is not in the file, when
 * it is not certain which column holds the recipients, and when a variable of the template has no column.
 */
export function createMapping(mapping: Mapping, file: string): (record: FileRecord) => MappedRow {
  const asGiven = mapping.to === undefined && Object.keys(mapping.params).length === 0
  let columns: Columns | undefined

  return (record) => {
    if (record.problem !== undefined) return { problem: { column: 0, text: record.problem } }
    const { object, names } = record
    if (object !== undefined && asGiven && 'To' in object && isRecipient(object))
      return checkedAsGiven(record, mapping)
    if (columns?.names !== names) columns = columnsOf(record, mapping, file)
    const { to, params } = columns
    const empty = params.find(([, column]) => (record.cells[column] ?? '') === '')
    if (empty !== undefined)
      return {
        problem: {
          column: empty[1] + 1,
          text: `${names[empty[1]]} is empty; the variable ${empty[0]} of the template needs a value`,
        },
      }
    const TemplateParams = Object.fromEntries(
      params.map(([name, column]) => [name, record.cells[column] as string]),
    )
    return checked(
      { To: record.cells[to] ?? '', ...(params.length === 0 ? {} : { TemplateParams }) },
      to,
      record,
      mapping,
    )
  }
}

/** Whether an object is a recipient as the API has it, and no row of columns. */
const isRecipient = (object: Readonly<Record<string, unknown>>): boolean =>
  Object.keys(object).every((name) =>
    ['To', 'TemplateParams', 'Payload', 'ProductAction', 'FlowAction', 'RecipientType', 'error'].includes(
      name,
    ),
  )

function columnsOf(record: FileRecord, mapping: Mapping, file: string): Columns {
  const { names, line } = record
  const find = (wanted: string, option: string): number => {
    const place = placeOf(wanted, names)
    if (place === undefined)
      throw new UsageError(
        `${file}:${line}: ${option}: there is no column ${wanted}.${didYouMean(wanted, names)} Columns: ${columnsInWords(names)}.`,
      )
    if (names.indexOf(wanted) !== names.lastIndexOf(wanted))
      throw new UsageError(
        `${file}:${line}: ${option}: more than one column has the name ${wanted}. Name it by its place. Columns: ${columnsInWords(names)}.`,
      )
    return place
  }
  const to = mapping.to === undefined ? recipientColumn(record, file) : find(mapping.to, `--to ${mapping.to}`)
  const params = Object.entries(mapping.params).map(
    ([name, column]) => [name, find(column, `--param ${name}=${column}`)] as const,
  )
  const equal = (mapping.variables ?? [])
    .filter((variable) => !Object.hasOwn(mapping.params, variable))
    .flatMap((variable) => {
      const column = columnNamed(variable, names)
      return column === undefined ? [] : [[variable, column] as const]
    })
  const columns = { names, to, params: [...params, ...equal] }
  assertFilled(columns, mapping, `${file}:${line}`)
  return columns
}

/** The only column of a name, without regard to case where none has it exactly. */
function columnNamed(variable: string, names: readonly string[]): number | undefined {
  const places = (test: (name: string) => boolean): number[] =>
    names.flatMap((name, column) => (test(name) ? [column] : []))
  const exact = places((name) => name === variable)
  const found = exact.length > 0 ? exact : places((name) => name.toLowerCase() === variable.toLowerCase())
  return found.length === 1 ? found[0] : undefined
}

/** Refuses what would make every message fail: variables without a value, values without a variable. */
function assertFilled({ names, params }: Columns, mapping: Mapping, where: string): void {
  const { variables, incomplete } = mapping
  if (incomplete) return
  if (variables === undefined) {
    if (params.length === 0 && names.length > 1)
      throw new UsageError(
        `${where}: which variables the template has is not known, and no column fills one. Name them with --param name=COLUMN, or give the text of the template with --text. Columns: ${columnsInWords(names)}.`,
      )
    return
  }
  const complaints = mismatches(
    variables,
    params.map(([name]) => name),
  )
  if (complaints.length > 0)
    throw new UsageError(
      `${where}: ${complaints.join(' ')} Columns: ${columnsInWords(names)}. Nothing was sent.`,
    )
}

/** What the columns do not fill and the template does not use, in words. */
export function mismatches(variables: readonly string[], params: readonly string[]): string[] {
  const missing = variables
    .filter((name) => !params.includes(name))
    .map((name) => `The template has the variable ${name}, and nothing fills it: add --param ${name}=COLUMN.`)
  const surplus = params
    .filter((name) => !variables.includes(name))
    .map((name) => `The template has no variable ${name}; it has ${variables.join(', ') || 'none'}.`)
  return [...missing, ...surplus]
}

/** A JSON line that is a recipient already. */
function checkedAsGiven(record: FileRecord, mapping: Mapping): MappedRow {
  const { error: _error, ...rest } = record.object as Readonly<Record<string, unknown>>
  const column = record.names.indexOf('To')
  const mapped = checked({ ...rest, To: record.cells[column] ?? '' } as Recipient, column, record, mapping)
  if ('problem' in mapped) return mapped
  const text = paramsProblem(rest['TemplateParams'] ?? {}, mapping.variables)
  return text === undefined
    ? mapped
    : { problem: { column: record.names.indexOf('TemplateParams') + 1, text } }
}

/** What about TemplateParams of a JSON line would make its message fail. */
function paramsProblem(params: unknown, variables: readonly string[] | undefined): string | undefined {
  if (typeof params !== 'object' || params === null || Array.isArray(params))
    return 'TemplateParams is no object; expected a value for each variable'
  const odd = Object.entries(params).find(([, value]) => typeof value !== 'string')
  if (odd !== undefined)
    return `TemplateParams.${odd[0]} is ${JSON.stringify(odd[1])}; expected a text, in quotes`
  if (variables === undefined) return undefined
  const given = Object.keys(params)
  const missing = variables.find((name) => !given.includes(name))
  if (missing !== undefined) return `TemplateParams lacks ${missing}, a variable of the template`
  const surplus = given.find((name) => !variables.includes(name))
  return surplus === undefined
    ? undefined
    : `TemplateParams has ${surplus}; the variables of the template are ${variables.join(', ') || 'none'}`
}

function checked(
  recipient: Recipient,
  column: number,
  { names }: FileRecord,
  { phoneNumbers }: Mapping,
): MappedRow {
  const read = phoneNumbers ? readPhoneNumber(recipient.To) : readUserId(recipient.To)
  if ('digits' in read) return { recipient: { ...recipient, To: read.digits } }
  const expected = phoneNumbers ? 'a phone number with its country code, 5 to 15 digits' : 'a user id'
  // Of a text without a digit there is nothing to explain.
  const why = /\d/.test(recipient.To) ? `: ${read.problem}` : ''
  return {
    problem: {
      column: column + 1,
      text: `${names[column]} is ${shown(recipient.To)}; expected ${expected}${why}`,
    },
  }
}

/** A text in quotes, with signs one cannot see by their codes. */
const shown = (text: string): string =>
  JSON.stringify(text).replaceAll(/[\p{Cf}\p{Zs}]/gu, (sign) =>
    sign === ' ' ? sign : `\\u${(sign.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')}`,
  )

/** A column by its name or, where no column has that name, by its place: `2` or `column2`. */
function placeOf(wanted: string, names: readonly string[]): number | undefined {
  const byName = names.indexOf(wanted)
  if (byName !== -1) return byName
  const place = Number(/^(?:column)?(\d+)$/i.exec(wanted)?.[1] ?? 0) - 1
  return place >= 0 && place < names.length ? place : undefined
}
