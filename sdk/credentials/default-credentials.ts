import { UsageError } from '../../contracts/usage-error.ts'
import { concealed, type Credentials, type CredentialsProvider } from './credentials.ts'
import { fromEnvironment, type Environment } from './from-environment.ts'
import { fromCliConfig, fromCredentialsFile } from './from-profiles.ts'

/** Where credentials are looked for. */
export interface CredentialPlaces {
  readonly environment?: Environment
  /** The home directory. */
  readonly home?: string
  /** Reads a file as text; undefined when there is none. */
  readonly readFile?: (path: string) => Promise<string | undefined>
}

/**
 * Finds credentials as the vendor's tools do: the environment, then the file of the aliyun command
 * (`~/.aliyun/config.json`), then `~/.alibabacloud/credentials` or the file ALIBABA_CLOUD_CREDENTIALS_FILE names.
 * Files are read anew each time. The function it returns throws `UsageError` when there is nothing in any of the places.
 */
export function defaultCredentials({
  environment = process.env,
  home,
  readFile = readIfPresent,
}: CredentialPlaces = {}): CredentialsProvider {
  return async () => {
    const profile = environment['ALIBABA_CLOUD_PROFILE'] || undefined
    const base = home ?? (await import('node:os')).homedir()
    const named = environment['ALIBABA_CLOUD_CREDENTIALS_FILE'] || undefined
    const ini = named ?? `${base}/.alibabacloud/credentials`
    const config = `${base}/.aliyun/config.json`

    const fromVariables = fromEnvironment(environment)
    if (fromVariables !== undefined) return concealed(fromVariables)
    const configText =
      named === undefined && environment['ALIBABA_CLOUD_CLI_PROFILE_DISABLED']?.toLowerCase() !== 'true'
        ? await readFile(config)
        : undefined
    if (configText !== undefined) return concealed(fromCliConfig(configText, config, profile))
    const iniText = await readFile(ini)
    if (iniText !== undefined) return concealed(fromCredentialsFile(iniText, ini, profile ?? 'default'))
    throw new UsageError(
      `No credentials found. Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or write a profile into ${config} or ${ini}.`,
    )
  }
}

async function readIfPresent(path: string): Promise<string | undefined> {
  const { readFile } = await import('node:fs/promises')
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined
    throw new UsageError(`Cannot read ${path}: ${error.code}.`)
  })
}

export type { Credentials }
