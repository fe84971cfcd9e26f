import { randomUUID } from 'node:crypto'
import { readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
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

/** Writes a file. Throws `UsageError` when it cannot be written; what was there before then stays as it was. */
export async function writeText(file: string, text: string): Promise<void> {
  try {
    const there = await stat(file).catch(() => undefined)
    // A pipe or a device cannot be replaced.
    if (there !== undefined && !there.isFile()) return await writeFile(file, text)
    await replaceFile(there === undefined ? file : await realpath(file), text, there?.mode)
  } catch (error) {
    throw new UsageError(`Cannot write ${file}: ${(error as Error).message}.`)
  }
}

/** Writes beside the file, waits until it is on the disk, and puts it in its place. */
async function replaceFile(file: string, text: string, mode = 0o666): Promise<void> {
  const unfinished = `${file}.${randomUUID().slice(0, 8)}.part`
  try {
    await writeFile(unfinished, text, { flag: 'wx', flush: true, mode })
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}
