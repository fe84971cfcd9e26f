import { access, open, rename, rm, type FileHandle } from 'node:fs/promises'
import { UsageError } from '../../contracts/usage-error.ts'
import type { FileRecord } from './records.ts'

/** A file of rows that were not sent, in the form of the file they came from and with the reason added. It is made when the first row is written. */
export interface Leftovers {
  readonly file: string
  readonly count: number
  /** Throws `UsageError` when the file cannot be written. */
  write(records: readonly FileRecord[], reason: string): Promise<void>
  /** Makes sure that what was written outlasts a power failure. */
  close(): Promise<void>
  /** Removes what this run wrote, where the whole list is to be sent again. */
  discard(): Promise<void>
}

/** Name of the column the reason goes into. */
const reasonColumn = 'error'

/** @param again writes the file of an interrupted run anew; without it an earlier file is moved aside */
export function createLeftovers(file: string, format: 'csv' | 'jsonl', again: boolean): Leftovers {
  let handle: FileHandle | undefined
  let count = 0

  async function begin({ names, headless }: FileRecord): Promise<FileHandle> {
    if (!again) await moveAside(file)
    const opened = await open(file, 'w')
    if (format === 'csv' && !headless)
      await opened.write(
        `${[...names.filter((name) => name !== reasonColumn), reasonColumn].map(cell).join(',')}\n`,
      )
    return opened
  }

  const toLine = ({ cells, names, object }: FileRecord, reason: string): string => {
    if (format === 'csv')
      return [...cells.filter((_cell, column) => names[column] !== reasonColumn), reason].map(cell).join(',')
    return JSON.stringify(
      object === undefined ? { line: cells[0], error: reason } : { ...object, error: reason },
    )
  }

  return {
    file,
    get count() {
      return count
    },
    async write(records, reason) {
      const [first] = records
      if (first === undefined) return
      await orExplain(file, async () => {
        handle ??= await begin(first)
        await handle.write(records.map((record) => `${toLine(record, reason)}\n`).join(''))
      })
      count += records.length
    },
    close: () =>
      orExplain(file, async () => {
        await handle?.sync()
        await handle?.close()
      }),
    discard: async () => {
      if (handle !== undefined) await rm(file, { force: true })
    },
  }
}

async function orExplain(file: string, write: () => Promise<void>): Promise<void> {
  await write().catch((error: Error) => {
    throw new UsageError(
      `Cannot write ${file}: ${error.message}. The checkpoint knows which rows belong there: make room, then continue with --resume.`,
    )
  })
}

/** Keeps the file of an earlier send under another name. */
async function moveAside(file: string): Promise<void> {
  if (!(await exists(file))) return
  let count = 1
  while (await exists(`${file}.${count}.old`)) count++
  await rename(file, `${file}.${count}.old`)
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  )

const cell = (text: string): string =>
  /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
