import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { concealed, withoutSecrets } from '../../../sdk/credentials/credentials.ts'
import { keepFresh } from '../../../sdk/credentials/keep-fresh.ts'
import { defaultCredentials, UsageError, type Credentials } from '../../../sdk/index.ts'

const noTimers = { after: () => () => {} }
const find = async (
  environment: Record<string, string>,
  files: Record<string, string> = {},
): Promise<Credentials> =>
  defaultCredentials({ environment, home: '/home/me', readFile: async (path) => files[path] })()

const ini = `# people's keys
[default]
enable = true
type = access_key
access_key_id = ini-id
access_key_secret = ini=secret

[sts]
type=sts
access_key_id=STS.ini
access_key_secret=s
security_token=t
[role]
type = ecs_ram_role
[half]
type = access_key
access_key_id = x
`
const config = JSON.stringify({
  current: 'work',
  profiles: [
    {
      name: 'default',
      mode: 'AK',
      access_key_id: 'default-id',
      access_key_secret: 'default-secret',
      sts_token: '',
    },
    {
      name: 'work',
      mode: 'StsToken',
      access_key_id: 'STS.work',
      access_key_secret: 'work-secret',
      sts_token: 'work-token',
      sts_expiration: 1_790_000_000,
    },
    { name: 'role', mode: 'RamRoleArn', access_key_id: 'x', access_key_secret: 'y' },
  ],
})
const iniFile = '/home/me/.alibabacloud/credentials'
const configFile = '/home/me/.aliyun/config.json'

describe('credentials are found', () => {
  it('in the environment before anywhere else', async () => {
    const found = await find(
      {
        ALIBABA_CLOUD_ACCESS_KEY_ID: 'a',
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'b',
        ALIBABA_CLOUD_SECURITY_TOKEN: 'c',
      },
      { [iniFile]: ini, [configFile]: config },
    )
    expect([found.accessKeyId, found.accessKeySecret, found.securityToken]).toEqual(['a', 'b', 'c'])
  })

  it('in the current profile of the aliyun command, expiry included', async () => {
    const found = await find({}, { [iniFile]: ini, [configFile]: config })
    expect([found.accessKeyId, found.accessKeySecret, found.securityToken, found.expiration]).toEqual([
      'STS.work',
      'work-secret',
      'work-token',
      1_790_000_000_000,
    ])
  })

  it('in the profile the environment names', async () => {
    expect(await find({ ALIBABA_CLOUD_PROFILE: 'default' }, { [configFile]: config })).toHaveProperty(
      'accessKeyId',
      'default-id',
    )
    expect(await find({ ALIBABA_CLOUD_PROFILE: 'sts' }, { [iniFile]: ini })).toHaveProperty(
      'securityToken',
      't',
    )
  })

  it('in the credentials file when the aliyun command has none, or is switched off', async () => {
    expect(await find({}, { [iniFile]: ini })).toHaveProperty('accessKeySecret', 'ini=secret')
    expect(
      await find({ ALIBABA_CLOUD_CLI_PROFILE_DISABLED: 'True' }, { [iniFile]: ini, [configFile]: config }),
    ).toHaveProperty('accessKeyId', 'ini-id')
  })

  it('in the credentials file the environment names', async () => {
    expect(
      await find({ ALIBABA_CLOUD_CREDENTIALS_FILE: '/etc/keys' }, { '/etc/keys': ini, [configFile]: config }),
    ).toHaveProperty('accessKeyId', 'ini-id')
  })

  it.each<[string, Record<string, string>, Record<string, string>, RegExp]>([
    ['nowhere', {}, {}, /ALIBABA_CLOUD_ACCESS_KEY_ID.*config\.json.*credentials/],
    ['an id without a secret', { ALIBABA_CLOUD_ACCESS_KEY_ID: 'a' }, {}, /No credentials found/],
    [
      'a profile that is not there',
      { ALIBABA_CLOUD_PROFILE: 'nobody' },
      { [configFile]: config },
      /no profile nobody/,
    ],
    [
      'a section that is not there',
      { ALIBABA_CLOUD_PROFILE: 'nobody' },
      { [iniFile]: ini },
      /no profile \[nobody\]/,
    ],
    [
      'a mode this client does not know',
      { ALIBABA_CLOUD_PROFILE: 'role' },
      { [configFile]: config },
      /RamRoleArn.*AK and StsToken/,
    ],
    [
      'a type this client does not know',
      { ALIBABA_CLOUD_PROFILE: 'role' },
      { [iniFile]: ini },
      /ecs_ram_role.*access_key and sts/,
    ],
    [
      'half a key',
      { ALIBABA_CLOUD_PROFILE: 'half' },
      { [iniFile]: ini },
      /lacks access_key_id or access_key_secret/,
    ],
    ['broken JSON', {}, { [configFile]: '{"access_key_secret": "shown?' }, /is not JSON/],
  ])('or it is said what is wrong with %s', async (_what, environment, files, message) => {
    const error: unknown = await find(environment, files).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(UsageError)
    expect(inspect(error)).toMatch(message)
    expect(inspect(error)).not.toContain('shown?')
  })
})

const at = (expiration: Credentials['expiration'], accessKeySecret = 's'): Credentials => ({
  accessKeyId: 'STS.1',
  accessKeySecret,
  securityToken: 't',
  expiration,
})

describe('temporary credentials', () => {
  it('are fetched once for all who ask at the same time, and again shortly before they end', async () => {
    let now = 0
    let fetched = 0
    const fresh = keepFresh(async () => at(now + 3_600_000, `secret ${++fetched}`), {
      ...noTimers,
      now: () => now,
    })
    await Promise.all([fresh.current(), fresh.current(), fresh.current()])
    now = 3_400_000
    await fresh.current()
    expect(fetched).toBe(1)
    now = 3_500_000
    expect(await fresh.current()).toHaveProperty('accessKeySecret', 'secret 2')
  })

  it('are fetched again after the API said that they have ended, and after a failure', async () => {
    let fetched = 0
    const fresh = keepFresh(
      () => {
        if (++fetched === 2) throw new Error('no network')
        return at(undefined)
      },
      { ...noTimers, now: () => 0 },
    )
    await fresh.current()
    fresh.drop()
    await expect(fresh.current()).rejects.toThrow('no network')
    await fresh.current()
    expect(fetched).toBe(3)
  })

  it('that have ended are not used', async () => {
    await expect(
      keepFresh(at('2026-01-01T00:00:00Z'), {
        ...noTimers,
        now: () => Date.parse('2026-01-01T00:00:01Z'),
      }).current(),
    ).rejects.toThrow(/ended at 2026-01-01T00:00:00.000Z/)
    await expect(keepFresh(at('soon'), { ...noTimers, now: () => 0 }).current()).rejects.toThrow(UsageError)
  })
})

describe('secrets', () => {
  it('are there to be used and nowhere to be seen', () => {
    const secretive = concealed({
      accessKeyId: 'shown',
      accessKeySecret: 'hidden-1',
      securityToken: 'hidden-2',
    })
    expect([secretive.accessKeySecret, secretive.securityToken]).toEqual(['hidden-1', 'hidden-2'])
    expect(
      `${inspect(secretive)}${JSON.stringify(secretive)}${Object.keys(secretive).join()}${inspect({ ...secretive })}`,
    ).not.toMatch(/hidden-\d/)
    expect(inspect(secretive)).toContain('shown')
  })

  it('are taken out of texts in every encoding', () => {
    const key = { accessKeyId: 'i', accessKeySecret: 'a+b/c=', securityToken: undefined }
    expect(withoutSecrets('1 a+b/c= 2 a%2Bb%2Fc%3D 3 a%252Bb%252Fc%253D', key)).toBe(
      '1 (hidden) 2 (hidden) 3 (hidden)',
    )
  })
})
