/** Who calls. A security token belongs to temporary (STS) credentials. */
export interface Credentials {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken?: string | undefined
  /** When temporary credentials end: milliseconds since the epoch, or an ISO 8601 time. */
  readonly expiration?: number | string | undefined
}

/** Fetches credentials; asked again shortly before they end. */
export type CredentialsProvider = () => Credentials | Promise<Credentials>

const inspection = Symbol.for('nodejs.util.inspect.custom')

/** Credentials whose secret and token are not shown when they are printed, listed or written as JSON. */
export function concealed({
  accessKeyId,
  accessKeySecret,
  securityToken,
  expiration,
}: Credentials): Credentials {
  const shown = { accessKeyId, ...(expiration === undefined ? {} : { expiration }) }
  return Object.defineProperties(
    { ...shown } as { -readonly [Key in keyof Credentials]: Credentials[Key] } as Credentials,
    {
      accessKeySecret: { value: accessKeySecret },
      securityToken: { value: securityToken },
      [inspection]: { value: () => ({ ...shown, accessKeySecret: '(hidden)' }) },
    },
  )
}

/** Replaces secret and token wherever a text repeats them, percent-encoded or not. */
export function withoutSecrets(text: string, { accessKeySecret, securityToken }: Credentials): string {
  return [accessKeySecret, securityToken].reduce<string>((rest, secret) => {
    if (!secret) return rest
    const once = encodeURIComponent(secret)
    return rest
      .replaceAll(encodeURIComponent(once), '(hidden)')
      .replaceAll(once, '(hidden)')
      .replaceAll(secret, '(hidden)')
  }, text)
}
