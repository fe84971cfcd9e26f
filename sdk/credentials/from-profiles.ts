import { UsageError } from '../../contracts/usage-error.ts'
import type { Credentials } from './credentials.ts'

/** Reads a profile of `~/.alibabacloud/credentials`, an INI file. Throws `UsageError` when it is not there or of a kind this client does not know. */
export function fromCredentialsFile(text: string, file: string, profile: string): Credentials {
  const values = section(text, profile)
  if (values === undefined)
    throw new UsageError(`${file} has no profile [${profile}]. Choose one with ALIBABA_CLOUD_PROFILE.`)
  const {
    type = '',
    access_key_id: accessKeyId,
    access_key_secret: accessKeySecret,
    security_token: securityToken,
  } = Object.fromEntries(values)
  if (type !== 'access_key' && type !== 'sts')
    throw new UsageError(
      `${file}: profile [${profile}] is of type ${JSON.stringify(type)}; this client knows access_key and sts.`,
    )
  return complete({ accessKeyId, accessKeySecret, securityToken }, `${file}: profile [${profile}]`)
}

function section(text: string, wanted: string): Map<string, string> | undefined {
  let values: Map<string, string> | undefined
  let inside = false
  for (const line of text.split(/\r?\n/)) {
    const name = /^\s*\[([^\]]*)\]\s*$/.exec(line)?.[1]
    if (name !== undefined) inside = name.trim() === wanted
    if (inside) values ??= new Map()
    const [, key, value] = /^\s*([^#;=\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(line) ?? []
    if (inside && key !== undefined && value !== undefined) values?.set(key, value)
  }
  return values
}

interface CliProfile {
  readonly name?: string
  readonly mode?: string
  readonly access_key_id?: string
  readonly access_key_secret?: string
  readonly sts_token?: string
  /** Seconds since the epoch. */
  readonly sts_expiration?: number
}

/** Reads a profile of `~/.aliyun/config.json`, the file of the aliyun command. Throws `UsageError` as its sister does. */
export function fromCliConfig(text: string, file: string, wanted: string | undefined): Credentials {
  let config: { current?: string; profiles?: CliProfile[] }
  try {
    config = JSON.parse(text) as typeof config
  } catch {
    // The parser's own message quotes the text, and with it perhaps a secret.
    throw new UsageError(`${file} is not JSON.`)
  }
  const name = wanted ?? config.current ?? 'default'
  const profile = config.profiles?.find((each) => each.name === name)
  if (profile === undefined)
    throw new UsageError(`${file} has no profile ${name}. Choose one with ALIBABA_CLOUD_PROFILE.`)
  const {
    mode = '',
    access_key_id: accessKeyId,
    access_key_secret: accessKeySecret,
    sts_token: securityToken,
    sts_expiration: expiration,
  } = profile
  if (mode !== 'AK' && mode !== 'StsToken')
    throw new UsageError(
      `${file}: profile ${name} has the mode ${JSON.stringify(mode)}; this client knows AK and StsToken.`,
    )
  return complete(
    { accessKeyId, accessKeySecret, ...(mode === 'StsToken' ? { securityToken } : {}) },
    `${file}: profile ${name}`,
    expiration ? { expiration: expiration * 1000 } : {},
  )
}

function complete(
  {
    accessKeyId,
    accessKeySecret,
    securityToken,
  }: { readonly [Field in keyof Credentials]?: Credentials[Field] | undefined },
  where: string,
  rest: Pick<Credentials, 'expiration'> = {},
): Credentials {
  if (!accessKeyId || !accessKeySecret)
    throw new UsageError(`${where} lacks access_key_id or access_key_secret.`)
  return { accessKeyId, accessKeySecret, ...(securityToken ? { securityToken } : {}), ...rest }
}
