import type { Readable } from 'node:stream'
import { createInterface } from 'node:readline'
import { UsageError } from '../../contracts/usage-error.ts'
import { looksLikeNumber } from './phone-number.ts'

/** One row of a file, before anybody knows what its columns mean. */
export interface FileRecord {
  /** Line on which it begins, from 1. */
  readonly line: number
  /** The cells of a CSV row; of a JSON line its values as text, under `names`. */
  readonly cells: readonly string[]
  readonly names: readonly string[]
  /** Whether the file has no row of names; they are column1, column2, … then. */
  readonly headless?: boolean
  /** The object of a JSON line. */
  readonly object?: Readonly<Record<string, unknown>>
  /** Why it cannot be read. */
  readonly problem?: string
}

/** What the command says about the first row of a CSV file. */
export interface HeaderOptions {
  /** Whether it names the columns; when left out it does, unless a number of a person stands in it. */
  readonly header?: boolean | undefined
  /** A column that was asked for by this name. */
  readonly to?: string | undefined
}

/**
 * Reads a CSV file row by row; the first one names the columns. Throws `UsageError` with line and column where the file is no CSV,
 * and when the first row seems to be a person.
 */
export async function* csvRecords(
  stream: Readable,
  file: string,
  options: HeaderOptions = {},
): AsyncGenerator<FileRecord, void, void> {
  const { parse, CsvError } = await import('csv-parse')
  const parser = stream.pipe(
    parse({ bom: true, info: true, relax_column_count: true, skip_empty_lines: true }),
  )
  stream.on('error', (error) => parser.destroy(error))
  const headless = options.header === false
  let names: readonly string[] | undefined
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[]
      info: { lines: number }
    }>) {
      if (names === undefined) {
        names = headless ? record.map((_cell, index) => `column${index + 1}`) : record.map(trimmedName)
        assertFirstRow(record, names, file, options)
        if (!headless) continue
      }
      const line = info.lines - record.reduce((breaks, cell) => breaks + cell.split('\n').length - 1, 0)
      assertText(record, file, line)
      yield {
        line,
        cells: record,
        names,
        ...(headless ? { headless } : {}),
        ...(record.length === names.length
          ? {}
          : { problem: `has ${record.length} columns; the first row has ${names.length}` }),
      }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const { lines = 0, column = 0 } = error as unknown as { lines?: number; column?: number | string }
    throw new UsageError(
      `${file}:${lines}:${Number(column) + 1}: ${error.message.replace(/ at line \d+.*$/, '')}. Is the file CSV in UTF-8, with " around texts that hold commas, and "" for a quote within?`,
    )
  }
  if (names === undefined)
    throw new UsageError(`${file} is empty; expected a first row with the names of the columns.`)
}

/** A name without blanks and marks around it. */
const trimmedName = (name: string): string => name.replaceAll(/^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu, '')

function assertFirstRow(
  record: readonly string[],
  names: readonly string[],
  file: string,
  { header, to }: HeaderOptions,
): void {
  assertText(record, file, 1)
  const [only = ''] = record
  if (record.length === 1 && /[;\t]/.test(only))
    throw new UsageError(
      `${file}:1: the first row is ${JSON.stringify(only.trim())}, without a comma. Columns are separated by commas; save the file as CSV with commas.`,
    )
  if (header !== undefined || (to !== undefined && names.includes(to))) return
  const column = record.findIndex(looksLikeNumber)
  if (column !== -1)
    throw new UsageError(
      `${file}:1:${column + 1}: the first row holds ${JSON.stringify(record[column])}, so it seems to be a person and not the names of the columns. Add --no-header if the file begins with a person (columns are then 1, 2, … or column1, column2, …), or --header if these are names. Nothing was sent.`,
    )
}

/** Reads a file with one JSON object per line. Throws `UsageError` where the file is no text in UTF-8. */
export async function* jsonRecords(stream: Readable, file: string): AsyncGenerator<FileRecord, void, void> {
  let line = 0
  for await (const text of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    line++
    assertText([text], file, line)
    if (text.trim() === '') continue
    const object = parseObject(text)
    if (object === undefined) yield { line, cells: [text], names: ['line'], problem: 'is not a JSON object' }
    else
      yield {
        line,
        object,
        names: Object.keys(object),
        cells: Object.entries(object).map(([name, value]) =>
          typeof value === 'object'
            ? JSON.stringify(value)
            : typeof value === 'number'
              ? asWritten(name, value, text)
              : String(value),
        ),
      }
  }
}

/** A number with the digits the line has: reading it as a number may have changed them. */
function asWritten(name: string, value: number, line: string): string {
  const key = JSON.stringify(name).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const written = [...line.matchAll(new RegExp(`${key}\\s*:\\s*(-?[\\d.]+(?:[eE][-+]?\\d+)?)`, 'g'))].map(
    ([, digits]) => digits as string,
  )
  return written.findLast((digits) => Number(digits) === value) ?? String(value)
}

/** Bytes that are no UTF-8 are read as this: people would get it in place of their letters. */
const unreadable = /[\uFFFD\0]/

function assertText(cells: readonly string[], file: string, line: number): void {
  const column = cells.findIndex((cell) => unreadable.test(cell))
  if (column !== -1)
    throw new UsageError(
      `${file}:${line}:${column + 1}: ${JSON.stringify(cells[column])} is no text in UTF-8. Save it in UTF-8.`,
    )
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined
  } catch {
    return undefined
  }
}
