import type { Facts } from './hypothesis.ts'

/** A mistake in the key of the HMAC. */
export interface KeyMistake {
  readonly id: string
  readonly says: string
  /** Frequent enough to be tried together with a mistake in the string to sign. */
  readonly common?: true
  /** The keys that were used then; `inStyle` makes a key of a secret as the scheme does. */
  readonly keys: (
    facts: Facts,
    inStyle: (secret: string) => string,
  ) => readonly { readonly key: string; readonly detail?: string }[]
}

/** Only so many other keys of the world are tried. */
const otherKeysAtMost = 200

/** What may have gone wrong with the secret, in either scheme. */
export const keyMistakes: readonly KeyMistake[] = [
  {
    id: 'v1-key-without-ampersand',
    says: 'The bare secret was used as key. V1 appends & to it: HMAC-SHA1(secret + "&", string to sign).',
    common: true,
    keys: ({ call, key: { secret } }) => (call.scheme === 'rpc-v1' ? [{ key: secret }] : []),
  },
  {
    id: 'v3-key-with-ampersand',
    says: 'An & was appended to the secret, as V1 does. V3 uses the bare secret as key.',
    common: true,
    keys: ({ call, key: { secret } }) => (call.scheme === 'acs3' ? [{ key: `${secret}&` }] : []),
  },
  {
    id: 'key-with-odd-ampersand',
    says: 'The & after the secret was doubled or percent-encoded. V1 appends exactly one plain &.',
    keys: ({ key: { secret } }) => [{ key: `${secret}&&` }, { key: `${secret}%26` }],
  },
  {
    id: 'secret-with-blanks',
    says: 'The secret was used with {detail} around it. Trim what you read from files, environment variables and secret stores.',
    common: true,
    keys: ({ key: { secret } }, inStyle) =>
      [
        ['a blank', ` ${secret}`],
        ['a blank', `${secret} `],
        ['blanks', ` ${secret} `],
        ['a line feed', `${secret}\n`],
        ['a CR LF', `${secret}\r\n`],
        ['a carriage return', `${secret}\r`],
        ['a tab', `${secret}\t`],
        ['a byte order mark', `\u{FEFF}${secret}`],
      ].map(([detail, text]) => ({ key: inStyle(text as string), detail: detail as string })),
  },
  {
    id: 'secret-without-blanks',
    says: 'The secret was used without the blanks that this world has around it. Trim it in the world file.',
    keys: ({ key: { secret } }, inStyle) =>
      secret.trim() === secret ? [] : [{ key: inStyle(secret.trim()) }],
  },
  {
    id: 'secret-in-quotes',
    says: 'The secret was used with quotes around it. Take them off: .env files and YAML differ in who removes them.',
    keys: ({ key: { secret } }, inStyle) =>
      ['"', "'", '`'].map((quote) => ({ key: inStyle(quote + secret + quote) })),
  },
  {
    id: 'secret-of-another-key',
    says: 'The secret is the one of {detail}. Take id and secret of one and the same key.',
    common: true,
    keys: ({ key, keys }, inStyle) =>
      [...keys.values()]
        .filter((other) => other.secret !== key.secret)
        .slice(0, otherKeysAtMost)
        .map(({ id, secret }) => ({ key: inStyle(secret), detail: id })),
  },
  {
    id: 'id-as-secret',
    says: 'The AccessKeyId was used as the secret. They are two texts: look for two variables that got mixed up.',
    keys: ({ key: { id } }, inStyle) => [{ key: inStyle(id) }],
  },
  {
    id: 'token-as-secret',
    says: 'The STS token was used as the secret. The AccessKeySecret came with it and is another text.',
    keys: ({ key: { securityToken } }, inStyle) =>
      securityToken === undefined ? [] : [{ key: inStyle(securityToken) }],
  },
  {
    id: 'secret-missing',
    says: 'The secret was {detail}: the configuration was not read. Look at the name of the variable and at where it is set.',
    keys: (_, inStyle) => [
      { key: inStyle(''), detail: 'empty' },
      ...['undefined', 'null', 'None', 'nil', 'false', '<no value>'].map((text) => ({
        key: inStyle(text),
        detail: `the text "${text}"`,
      })),
      ...['ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'ACCESS_KEY_SECRET']
        .flatMap((name) => [name, `$${name}`, `\${${name}}`])
        .map((text) => ({ key: inStyle(text), detail: `the text ${text}` })),
    ],
  },
  {
    id: 'secret-encoded',
    says: 'The secret was {detail} before use. Use it as it was given to you.',
    keys: ({ key: { secret } }, inStyle) =>
      [
        { key: inStyle(Buffer.from(secret).toString('base64')), detail: 'base64-encoded' },
        { key: inStyle(Buffer.from(secret, 'base64').toString('latin1')), detail: 'base64-decoded' },
        { key: inStyle(encodeURIComponent(secret)), detail: 'percent-encoded' },
        { key: inStyle(secret.toLowerCase()), detail: 'turned to lower case' },
        { key: inStyle(secret.toUpperCase()), detail: 'turned to upper case' },
      ].filter(({ key }) => key !== inStyle(secret)),
  },
]
