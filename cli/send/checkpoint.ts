import { readFile } from 'node:fs/promises'
import { UsageError } from '../../contracts/usage-error.ts'
import type { Checkpoint } from '../../sdk/index.ts'

/** The checkpoint to continue from. Throws `UsageError` when there is one nobody asked for, none where one is needed, or something else. */
export async function readCheckpoint(file: string, resume: boolean): Promise<Checkpoint | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw new UsageError(`Cannot read ${file}: ${error.message}.`)
  })
  if (text === undefined) {
    if (resume)
      throw new UsageError(
        `--resume: there is no ${file}, so no send of this list has stopped. Leave --resume out, or name the file with --checkpoint.`,
      )
    return undefined
  }
  if (!resume)
    throw new UsageError(
      `${file} says that a send of this list has stopped. Continue it with --resume, or delete that file to begin anew; those who have got the message then get it again.`,
    )
  const checkpoint = parsed(text)
  if (checkpoint?.version !== 1)
    throw new UsageError(`${file} is not a checkpoint of this version of chatapp-mock.`)
  return checkpoint
}

function parsed(text: string): Checkpoint | undefined {
  try {
    return JSON.parse(text) as Checkpoint
  } catch {
    return undefined
  }
}
