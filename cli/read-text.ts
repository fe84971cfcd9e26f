import { readFile, writeFile } from 'node:fs/promises'
import { UsageError } from '../contracts/usage-error.ts'

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
}

/** The text of a file. Throws `UsageError` when it cannot be read. */
export async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`Cannot read ${file}: ${reasons[error.code ?? ''] ?? error.message}.`)
  })
}

/** Writes a file. Throws `UsageError` when it cannot be written. */
export async function writeText(file: string, text: string): Promise<void> {
  await writeFile(file, text).catch((error: Error) => {
    throw new UsageError(`Cannot write ${file}: ${error.message}.`)
  })
}
