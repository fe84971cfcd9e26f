import { randomBytes } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import type { Redactor } from '../../recording/redaction/redactor.ts'
import { UsageError } from '../../contracts/usage-error.ts'
import { readText } from '../read-text.ts'

/** How a command is told the key of pseudonyms. */
export interface RedactionOptions {
  readonly key?: string
}

/** The variable that holds a key where no file does. */
const variable = 'CHATAPP_MOCK_CASSETTE_KEY'

/** The option of commands that write cassettes. */
export const withKey = (command: Command): Command =>
  command.option(
    '--key <file>',
    `file with the key of pseudonyms, made if there is none; unless given the one in ${variable}, or a fresh one that is forgotten`,
  )

/** A redactor for what is written. Throws `UsageError` when the key cannot be used. */
export async function redactorToWrite(
  { key }: RedactionOptions,
  secrets: readonly (string | undefined)[] = [],
): Promise<Redactor> {
  const [{ createRedactor }, { redactionKey }] = await load()
  return createRedactor(redactionKey((await keyToWrite({ ...(key && { key }) })) ?? freshKey()), secrets)
}

/** The text of the key; undefined where none is given. A file that is not there is made. */
export const keyToWrite = async ({ key }: RedactionOptions): Promise<string | undefined> =>
  key === undefined ? process.env[variable] : readOrMake(key)

/** The redactor of a cassette that is read; undefined where no key is given. Throws `UsageError` when there is no such file. */
export async function redactorToRead({ key }: RedactionOptions): Promise<Redactor | undefined> {
  const text = key === undefined ? process.env[variable] : await readText(key)
  if (text === undefined) return undefined
  const [{ createRedactor }, { redactionKey }] = await load()
  return createRedactor(redactionKey(text))
}

/** Read when it is needed: the vocabulary of the whole contract comes with it. */
const load = () =>
  Promise.all([
    import('../../recording/redaction/redactor.ts'),
    import('../../recording/redaction/redaction-key.ts'),
  ])

const freshKey = (): string => randomBytes(32).toString('hex')

async function readOrMake(file: string): Promise<string> {
  const there = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw new UsageError(`Cannot read ${file}: ${error.message}.`)
  })
  if (there !== undefined) return there
  const key = freshKey()
  await writeFile(file, `${key}\n`, { mode: 0o600, flag: 'wx' }).catch(
    async (error: NodeJS.ErrnoException) => {
      // Half a key would be taken for a whole one later.
      if (error.code !== 'EEXIST') await rm(file, { force: true })
      throw new UsageError(`Cannot write ${file}: ${error.message}.`)
    },
  )
  return key
}
