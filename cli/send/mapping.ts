import { didYouMean } from '../../contracts/nearest.ts'
import { UsageError } from '../../contracts/usage-error.ts'
import type { Recipient } from '../../sdk/index.ts'
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
}

const usualNames = ['to', 'phone', 'number', 'mobile', 'recipient']

/** Makes recipients of rows. The function it returns throws `UsageError` when a column that was asked for is not in the file. */
export function createMapping(
  { to, params, phoneNumbers }: Mapping,
  file: string,
): (record: FileRecord) => MappedRow {
  const asGiven = to === undefined && Object.keys(params).length === 0
  let columns:
    | {
        readonly names: readonly string[]
        readonly to: number
        readonly params: readonly (readonly [name: string, column: number])[]
      }
    | undefined

  function columnsOf({ names, line }: FileRecord): NonNullable<typeof columns> {
    if (columns?.names === names) return columns
    const find = (wanted: string, option: string): number => {
      const place = placeOf(wanted, names)
      if (place === undefined)
        throw new UsageError(
          `${file}:${line}: ${option}: there is no column ${wanted}.${didYouMean(wanted, names)} Columns: ${names.map((name, index) => `${index + 1} ${name}`).join(', ')}.`,
        )
      return place
    }
    const usual = names.findIndex((name) => usualNames.includes(name.toLowerCase()))
    return (columns = {
      names,
      to: to === undefined ? Math.max(0, usual) : find(to, `--to ${to}`),
      params: Object.entries(params).map(
        ([name, column]) => [name, find(column, `--param ${name}=${column}`)] as const,
      ),
    })
  }

  return (record) => {
    if (record.problem !== undefined) return { problem: { column: 0, text: record.problem } }
    const { object } = record
    if (object !== undefined && asGiven && typeof object['To'] === 'string') {
      const { error: _error, ...recipient } = object
      return checked(recipient as unknown as Recipient, record.names.indexOf('To'), record)
    }
    const { to: toColumn, params: paramColumns } = columnsOf(record)
    const empty = paramColumns.find(([, column]) => (record.cells[column] ?? '') === '')
    if (empty !== undefined)
      return {
        problem: {
          column: empty[1] + 1,
          text: `${record.names[empty[1]]} is empty; the variable ${empty[0]} of the template needs a value`,
        },
      }
    const TemplateParams = Object.fromEntries(
      paramColumns.map(([name, column]) => [name, record.cells[column] as string]),
    )
    return checked(
      { To: record.cells[toColumn] ?? '', ...(paramColumns.length === 0 ? {} : { TemplateParams }) },
      toColumn,
      record,
    )
  }

  function checked(recipient: Recipient, column: number, { names }: FileRecord): MappedRow {
    const To = phoneNumbers
      ? recipient.To.replace(/^\s*\+/, '').replaceAll(/[\s().-]/g, '')
      : recipient.To.trim()
    if (To === '' || (phoneNumbers && !/^\d{5,15}$/.test(To))) {
      return {
        problem: {
          column: column + 1,
          text: `${names[column]} is ${JSON.stringify(recipient.To)}; expected ${phoneNumbers ? 'a phone number with its country code, 5 to 15 digits' : 'a user id'}`,
        },
      }
    }
    return { recipient: { ...recipient, To } }
  }
}

/** A column by its name or, where no column has that name, by its place: `2` or `column2`. */
function placeOf(wanted: string, names: readonly string[]): number | undefined {
  const byName = names.indexOf(wanted)
  if (byName !== -1) return byName
  const place = Number(/^(?:column)?(\d+)$/i.exec(wanted)?.[1] ?? 0) - 1
  return place >= 0 && place < names.length ? place : undefined
}
