import { open, type FileHandle } from 'node:fs/promises'
import { UsageError } from '../../contracts/usage-error.ts'
import type { FileRecord } from './records.ts'

/** A file of rows that were not sent, in the form of the file they came from and with the reason added. It is made when the first row is written. */
export interface Leftovers {
  readonly file: string
  readonly count: number
  write(record: FileRecord, reason: string): Promise<void>
  close(): Promise<void>
}

/** Name of the column the reason goes into. */
const reasonColumn = 'error'

/** @param append continues the file of an earlier run */
export function createLeftovers(file: string, format: 'csv' | 'jsonl', append: boolean): Leftovers {
  let handle: FileHandle | undefined
  let count = 0

  async function begin({ names }: FileRecord): Promise<FileHandle> {
    const opened = await open(file, append ? 'a' : 'w').catch((error: Error) => {
      throw new UsageError(`Cannot write ${file}: ${error.message}.`)
    })
    if (format === 'csv' && (await opened.stat()).size === 0)
      await opened.write(
        `${[...names.filter((name) => name !== reasonColumn), reasonColumn].map(cell).join(',')}\n`,
      )
    return opened
  }

  return {
    file,
    get count() {
      return count
    },
    async write(record, reason) {
      handle ??= await begin(record)
      count++
      if (format === 'csv') {
        const cells = record.cells.filter((_cell, column) => record.names[column] !== reasonColumn)
        await handle.write(`${[...cells, reason].map(cell).join(',')}\n`)
      } else {
        await handle.write(
          `${record.object === undefined ? JSON.stringify({ line: record.cells[0], error: reason }) : JSON.stringify({ ...record.object, error: reason })}\n`,
        )
      }
    },
    close: async () => handle?.close(),
  }
}

const cell = (text: string): string =>
  /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
