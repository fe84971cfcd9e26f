import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { UsageError } from '../../../contracts/usage-error.ts'
import { createMock } from '../../watched-emulators.ts'
import { readWorldFile } from '../../../mock-server/world-file/world-file.ts'
import { mockUnderTest } from '../../mock-under-test.ts'

/** What is said about a world file that is refused. */
async function refusalOf(text: string): Promise<string> {
  const error = await readWorldFile(text, 'world.yaml').then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(UsageError)
  return (error as UsageError).message
}

const key = (id: string): string => `{ id: ${id}, secret: s }`

describe('a world file', () => {
  it('with aliases that multiply without measure is refused by name', async () => {
    const levels = Array.from(
      { length: 9 },
      (_, level) => `x${level + 1}: &x${level + 1} [${Array(9).fill(`*x${level}`).join(', ')}]`,
    )
    expect(await refusalOf(['x0: &x0 [a, b]', ...levels].join('\n'))).toMatch(
      /^world\.yaml: its YAML aliases .*Excessive alias count/,
    )
  })

  it('with an alias that leads nowhere is refused by name', async () => {
    expect(await refusalOf('accounts: *nobody\n')).toMatch(/^world\.yaml:.*nobody/)
  })

  it('names everything that is wrong, in the order of its lines, each unknown key once', async () => {
    const lines = (
      await refusalOf(
        'accounts:\n  - uid: "5"\n    keyz: []\n    usrs: []\n    subscribed: maybe\n  - uid: 6\n',
      )
    ).split('\n')
    expect(lines.map((line) => line.split(':')[1])).toEqual(['3', '4', '5', '6'])
    expect(lines[0]).toContain('accounts.0.keyz: unknown key. Did you mean keys?')
    expect(lines[1]).toContain('accounts.0.usrs: unknown key. Did you mean users?')
  })

  it('knows the keys below names that are free', async () => {
    const numberStates = "numberStates: { '8613900000001': { qualityRatin: RED } }"
    expect(
      await refusalOf(`accounts:\n  - uid: "5"\n    spaces:\n      - id: s\n        ${numberStates}\n`),
    ).toBe(
      'world.yaml:5:44: accounts.0.spaces.0.numberStates.8613900000001.qualityRatin: unknown key. Did you mean qualityRating? Known here: verifiedName, nameStatus, newNameStatus, status, codeVerificationStatus, qualityRating, messagingLimitTier, official.',
    )
  })

  it.each(['numberStates', 'callbacks'])(
    'says nothing of a number its space does not have: %s',
    async (field) => {
      const spaceOf = (uid: string, id: string, number: string): string =>
        `accounts:\n  - uid: "${uid}"\n    spaces:\n      - id: ${id}\n        ${field}: { "${number}": {} }\n`
      const complaint = `world.yaml:5:${10 + field.length + 3}: accounts.0.spaces.0.${field}.8613900000009: the space`
      expect(await refusalOf(spaceOf('1000000000000001', 'cams-demo0001', '8613900000009'))).toMatch(
        new RegExp(
          `^${complaint} cams-demo0001 has no 8613900000009\\. Did you mean 861390000000\\d\\? It has 8613900000001, `,
        ),
      )
      expect(await refusalOf(`extends: nothing\n${spaceOf('5', 's', '8613900000009')}`)).toBe(
        `${complaint.replace(':5:', ':6:')} s has no 8613900000009. It has none.`,
      )
      expect(
        (await readWorldFile(spaceOf('1000000000000001', 'cams-demo0001', '8613900000001'), 'world.yaml'))
          .accounts,
      ).toHaveLength(3)
      const world = { accounts: [{ uid: '5', spaces: [{ id: 's', [field]: { 8613900000009: {} } }] }] }
      expect(() => createMock({ world })).toThrow(
        `accounts.0.spaces.0.${field}.8613900000009: the space s has no 8613900000009. It has none.`,
      )
    },
  )

  it('says that a number that should be text needs quotes', async () => {
    expect(await refusalOf('accounts:\n  - uid: 5\n')).toMatch(
      /^world\.yaml:2:5: accounts\.0\.uid: .*expected string, received number: put it in quotes$/,
    )
  })

  it.each([
    ['one account', `accounts:\n  - uid: "5"\n    keys: [${key('a')}, ${key('a')}]\n`, 'a key of account 5'],
    [
      'two accounts',
      `accounts:\n  - uid: "5"\n    keys: [${key('a')}]\n  - uid: "6"\n    keys: [${key('a')}]\n`,
      'a key of account 5',
    ],
    [
      'an account and its user',
      `accounts:\n  - uid: "5"\n    users: [{ name: u, keys: [${key('a')}] }]\n    keys: [${key('a')}]\n`,
      'a key of account 5',
    ],
  ])('names a key that stands twice, under %s', async (_, text, owner) => {
    expect(await refusalOf(text)).toContain(`the key a stands here twice: it is ${owner} already`)
  })

  it.each([
    ['another account', `accounts:\n  - uid: "5"\n    keys: [${key('mock-ak-1')}]\n`, 'a key of account 5'],
    [
      'a user',
      `accounts:\n  - uid: "1000000000000001"\n    users: [{ name: u, keys: [${key('mock-ak-1')}] }]\n`,
      'a key of user u of account 1000000000000001',
    ],
  ])('cannot give a demo key to %s', async (_, text, owner) => {
    expect(await refusalOf(text)).toBe(
      `world.yaml: The key mock-ak-1 is a key of account 1000000000000001 already and cannot be ${owner}. Choose another id.`,
    )
  })

  it('knows no resource but *', async () => {
    const policy = (resource: string): string =>
      `accounts:\n  - uid: "5"\n    users: [{ name: u, policies: [{ Statement: [{ Effect: Allow, Action: "cams:*"${resource} }] }] }]\n`
    expect(await refusalOf(policy(', Resource: "acs:cams:*:*:space/1"'))).toContain(
      'resources of this product are always *',
    )
    expect(await refusalOf(policy(', Resource: ["*", "x"]'))).toContain(
      'resources of this product are always *',
    )
    for (const resource of ['', ', Resource: "*"', ', Resource: ["*"]'])
      expect((await readWorldFile(policy(resource), 'world.yaml')).accounts).toHaveLength(4)
  })

  it('takes as publicKey what an RSA signature can be verified with, and nothing else', async () => {
    const withKey = (publicKey: string): string =>
      `accounts:\n  - uid: "5"\n    keys: [{ id: a, secret: s, publicKey: ${JSON.stringify(publicKey)} }]\n`
    const pem = { type: 'spki', format: 'pem' } as const
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export(pem).toString()
    const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export(pem).toString()
    for (const other of ['mock-pk-1', rsa.replaceAll(/-----.*-----/g, ''), elliptic]) {
      expect(await refusalOf(withKey(other))).toMatch(
        /^world\.yaml:3:32: accounts\.0\.keys\.0\.publicKey: not the PEM of an RSA public key/,
      )
    }
    expect((await readWorldFile(withKey(rsa), 'world.yaml')).accounts).toHaveLength(4)
  })
})

describe('a world file that extends the demo world', () => {
  it('may write a demo key anew where it belongs', async () => {
    const world = await readWorldFile(
      'accounts:\n  - uid: "1000000000000001"\n    keys: [{ id: mock-ak-1, secret: another }]\n',
      'world.yaml',
    )
    const { directory } = createMock({ world }).world
    expect(directory.keys.get('mock-ak-1')).toMatchObject({
      secret: 'another',
      account: { uid: '1000000000000001' },
    })
    expect(directory.keys.get('mock-ak-sender')?.user?.name).toBe('sender')
  })

  it('may have a template of the same code in a space of its own', async () => {
    const space = {
      id: 'cams-two',
      waba: '2',
      numbers: ['8613900000022'],
      templates: [{ code: '1119000000000000001', name: 'another', language: 'en' }],
    }
    const mock = mockUnderTest({ world: { accounts: [{ uid: '1000000000000001', spaces: [space] }] } })
    expect((await mock.send({ TemplateCode: '1119000000000000001' })).code).toBe('OK')
    expect(
      (
        await mock.send({
          TemplateCode: '1119000000000000001',
          CustSpaceId: 'cams-two',
          From: '8613900000022',
        })
      ).code,
    ).toBe('OK')
    expect(mock.batches().map(({ terms }) => terms.templateName)).toEqual(['order_notice', 'another'])
  })

  it('leaves what it does not mention of an account as it was', async () => {
    const { accounts } = createMock({
      world: await readWorldFile(
        'accounts:\n  - uid: "1000000000000003"\n    smsFallback: false\n    spaces: [{ id: cams-demo0003 }]\n',
        'world.yaml',
      ),
    }).world.directory
    expect(accounts.get('1000000000000003')).toEqual({
      uid: '1000000000000003',
      subscribed: false,
      smsFallback: false,
    })
    const mock = createMock({
      clock: 'virtual',
      world: { accounts: [{ uid: '1000000000000001', smsFallback: false }] },
    })
    await mock.demo.extend({ accounts: [{ uid: '1000000000000001', spaces: [{ id: 'cams-another' }] }] })
    expect(mock.world.directory.accounts.get('1000000000000001')).toMatchObject({
      subscribed: true,
      smsFallback: false,
    })
  })
})

it('answers 409 to a seed that would give a key another owner', async () => {
  const mock = createMock({ clock: 'virtual' })
  await expect(
    mock.demo.extend({ accounts: [{ uid: '5', keys: [{ id: 'mock-ak-1', secret: 's' }] }] }),
  ).rejects.toMatchObject({
    status: 409,
    message: expect.stringContaining(
      'The key mock-ak-1 is a key of account 1000000000000001 already',
    ) as string,
  })
})
