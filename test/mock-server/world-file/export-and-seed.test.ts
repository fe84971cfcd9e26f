import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createMock } from '../../watched-emulators.ts'
import type { WorldDocumentInput } from '../../../mock-server/world-file/world-document.ts'
import { callerOf } from '../world/caller.ts'

const publicKey = generateKeyPairSync('rsa', { modulusLength: 1024 })
  .publicKey.export({ type: 'spki', format: 'pem' })
  .toString()

const everything: WorldDocumentInput = {
  extends: 'nothing',
  assumptions: { unknownKeyStatus: '400' },
  plan: { sent: [1, '2s'], failProbability: 0.25, failCode: '131047' },
  pushes: { most: 7 },
  accounts: [
    {
      uid: '1',
      smsFallback: false,
      keys: [
        { id: 'main', secret: 's' },
        { id: 'off', secret: 's', active: false },
        { id: 'STS.t', secret: 's', securityToken: 'token', expires: '2026-02-03T04:05:06Z' },
        { id: 'rsa', secret: 's', publicKey },
      ],
      users: [
        {
          name: 'reader',
          policies: [
            {
              Version: '1',
              Statement: [{ Effect: 'Deny', Action: ['cams:Send*', 'cams:Add*'], Resource: '*' }],
            },
          ],
          keys: [{ id: 'reads', secret: 's' }],
        },
      ],
      spaces: [
        {
          id: 'one',
          waba: '200',
          wabaState: { reviewStatus: 'REJECTED' },
          numbers: ['861', '862'],
          numberStates: { '862': { qualityRating: 'YELLOW' } },
          viber: ['9'],
          messenger: ['10'],
          instagram: ['11'],
          templates: [
            {
              code: 'c1',
              name: 'hello',
              language: 'en',
              components: [{ Type: 'BODY', Text: 'Hello $(name)', More: { kept: [1, null] } }],
            },
            { code: 'c1', name: 'hello', language: 'zh_CN' },
            {
              code: 'c2',
              name: 'no',
              language: 'en',
              type: 'VIBER',
              category: 'MARKETING',
              auditStatus: 'fail',
              reason: 'INVALID_FORMAT',
              qualityScore: 'RED',
            },
          ],
        },
        { id: 'two', templates: [{ code: 'c1', name: 'hello', language: 'en' }] },
      ],
    },
    { uid: '2', subscribed: false },
  ],
}

describe('an exported world', () => {
  it.each([
    ['the demo world', undefined],
    ['a world with everything a seed can say', everything],
  ])('opens as the same one again: %s', async (_, document) => {
    const mock = createMock({ clock: 'virtual', ...(document && { world: document }) })
    const exported = await mock.demo.export()
    const again = createMock({ clock: 'virtual', world: exported })
    expect(await again.demo.export()).toEqual(exported)
    expect([...again.world.directory.keys.entries()]).toEqual([...mock.world.directory.keys.entries()])
    expect([...again.world.directory.accounts.entries()]).toEqual([
      ...mock.world.directory.accounts.entries(),
    ])
    expect([...again.world.directory.spaces.entries()]).toEqual([...mock.world.directory.spaces.entries()])
    expect(new Map(again.world.directory.senders.entries())).toEqual(
      new Map(mock.world.directory.senders.entries()),
    )
    expect(new Map(again.world.directory.templates.entries())).toEqual(
      new Map(mock.world.directory.templates.entries()),
    )
    expect([...again.world.directory.numbers.entries(), ...again.world.directory.wabas.entries()]).toEqual([
      ...mock.world.directory.numbers.entries(),
      ...mock.world.directory.wabas.entries(),
    ])
    expect([again.world.plan, again.world.pushes]).toEqual([mock.world.plan, mock.world.pushes])
    expect(again.world.assumptions).toEqual(mock.world.assumptions)
  })

  it('says what the seed said', async () => {
    const { accounts, assumptions } = await createMock({ world: everything }).demo.export()
    expect(assumptions?.['unknownKeyStatus']).toBe('400')
    expect(accounts?.[0]).toMatchObject({ uid: '1', smsFallback: false, subscribed: true })
    expect(accounts?.[0]?.keys).toEqual([
      { id: 'main', secret: 's', active: true },
      { id: 'off', secret: 's', active: false },
      { id: 'STS.t', secret: 's', active: true, securityToken: 'token', expires: '2026-02-03T04:05:06.000Z' },
      { id: 'rsa', secret: 's', active: true, publicKey },
    ])
    expect(accounts?.[0]?.spaces?.[0]).toMatchObject({
      id: 'one',
      waba: '200',
      wabaState: { reviewStatus: 'REJECTED' },
      numberStates: { '862': { qualityRating: 'YELLOW' } },
      numbers: ['861', '862'],
      viber: ['9'],
      messenger: ['10'],
      instagram: ['11'],
    })
    expect(accounts?.[1]).toMatchObject({ uid: '2', subscribed: false, spaces: [] })
  })

  it('holds what was adopted, also in a fork of a fork', async () => {
    const mock = createMock({ clock: 'virtual', lenient: true })
    await callerOf(mock.handle, mock.demo).send({ TemplateCode: 'adopted', From: '86139000' })
    const fork = await (await mock.demo.fork()).fork()
    const opened = createMock({ clock: 'virtual', world: await fork.export() })
    const [key] = fork.keys
    const reply = await callerOf(opened.handle, opened.demo).send(
      { TemplateCode: 'adopted', From: '86139000' },
      { key: { id: key?.id ?? '', secret: key?.secret ?? '' } },
    )
    expect(reply.code).toBe('OK')
  })

  it('can be opened beside the one it came from only under other keys', async () => {
    const mock = createMock({ clock: 'virtual' })
    const world = await mock.createWorld()
    const document = await world.export()
    await expect(mock.createWorld({ document })).rejects.toThrow(
      'Key mock-ak-1.w1 belongs to world w1 already; a key leads to one world only.',
    )
    await world.remove()
    const again = await mock.createWorld({ document })
    expect((await callerOf(mock.handle, again).send()).code).toBe('OK')
  })
})

describe('a seed', () => {
  it('adds accounts with their keys, numbers and templates, and keeps what was there', async () => {
    const mock = createMock({ clock: 'virtual' })
    await mock.demo.extend({
      accounts: [
        {
          uid: '77',
          keys: [{ id: 'key-77', secret: 's' }],
          spaces: [
            {
              id: 'space-77',
              waba: '1',
              numbers: ['77'],
              templates: [{ code: 't', name: 'n', language: 'en' }],
            },
          ],
        },
      ],
    })
    const caller = callerOf(mock.handle, mock.demo)
    const reply = await caller.send(
      { CustSpaceId: 'space-77', From: '77', TemplateCode: 't' },
      { key: { id: 'key-77', secret: 's' } },
    )
    expect(reply.code).toBe('OK')
    expect((await caller.send()).code).toBe('OK')
  })

  it('adds a number to a space that is there without taking anything from it', async () => {
    const mock = createMock({ clock: 'virtual' })
    const before = await mock.demo.export()
    await mock.demo.extend({
      accounts: [{ uid: '1000000000000001', spaces: [{ id: 'cams-demo0001', numbers: ['8613900000099'] }] }],
    })
    const after = await mock.demo.export()
    expect(after.accounts?.[0]?.spaces?.[0]).toEqual({
      ...before.accounts?.[0]?.spaces?.[0],
      numbers: ['8613900000001', '8613900000002', '8613900000099'],
    })
    expect((await callerOf(mock.handle, mock.demo).send({ From: '8613900000099' })).code).toBe('OK')
  })

  it('adds to what was said about numbers and WABAs', async () => {
    const mock = createMock({ clock: 'virtual', world: everything })
    const more = {
      id: 'one',
      wabaState: { currency: 'EUR' },
      numberStates: { '861': { official: true }, '862': { status: 'BANNED' } },
    }
    await mock.demo.extend({ extends: 'nothing', accounts: [{ uid: '1', spaces: [more] }] })
    expect((await mock.demo.export()).accounts?.[0]?.spaces?.[0]).toMatchObject({
      wabaState: { reviewStatus: 'REJECTED', currency: 'EUR' },
      numberStates: { '861': { official: true }, '862': { qualityRating: 'YELLOW', status: 'BANNED' } },
    })
  })

  it('may be what the world itself exported, and changes nothing then', async () => {
    const mock = createMock({ clock: 'virtual' })
    const [spaces, keys] = [mock.world.directory.spaces.size, mock.world.directory.keys.size]
    const exported = await mock.demo.export()
    await mock.demo.extend(exported)
    expect([mock.world.directory.spaces.size, mock.world.directory.keys.size]).toEqual([spaces, keys])
    expect(await mock.demo.export()).toEqual(exported)
  })

  it('is refused whole when one of its keys leads to another world', async () => {
    const mock = createMock({ clock: 'virtual' })
    const world = await mock.createWorld()
    const before = [await world.export(), await mock.demo.export()]
    const document = {
      accounts: [
        {
          uid: '77',
          keys: [
            { id: 'fresh', secret: 's' },
            { id: 'mock-ak-1', secret: 'stolen' },
          ],
        },
      ],
    }
    await expect(world.extend(document)).rejects.toMatchObject({
      status: 409,
      message: 'The key mock-ak-1 belongs to world demo; a key leads to one world only.',
    })
    expect([await world.export(), await mock.demo.export()]).toEqual(before)
    expect(mock.worlds.ownerOf('fresh')).toBeUndefined()
    expect(mock.worlds.ofKey('mock-ak-1').id).toBe('demo')
  })

  it('is refused when it asks for other plans than the world was made with', async () => {
    const mock = createMock({ clock: 'virtual', world: everything })
    await expect(
      mock.demo.extend({ extends: 'nothing', plan: { readProbability: 0 }, pushes: { most: 8 } }),
    ).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining('another plan and other pushes'),
    })
    expect(mock.world.plan).toMatchObject({
      sent: [1, 2000],
      delivered: [500, 2000],
      readProbability: 1,
      failProbability: 0.25,
      failCode: '131047',
    })
  })

  it('is refused when it asks for other assumptions than the world was made with', async () => {
    const mock = createMock({ clock: 'virtual' })
    await expect(mock.demo.extend({ assumptions: { unknownKeyStatus: '400' } })).rejects.toMatchObject({
      status: 409,
    })
  })
})

describe('a world made from a document', () => {
  it('is refused whole when it claims a key of another world', async () => {
    const mock = createMock({ clock: 'virtual' })
    const document = {
      extends: 'nothing' as const,
      accounts: [
        {
          uid: '5',
          keys: [
            { id: 'fresh', secret: 's' },
            { id: 'mock-ak-1', secret: 'stolen' },
          ],
        },
      ],
    }
    await expect(mock.createWorld({ document })).rejects.toMatchObject({
      status: 409,
      message: 'Key mock-ak-1 belongs to world demo already; a key leads to one world only.',
    })
    expect(mock.worlds.list()).toHaveLength(1)
    expect(mock.worlds.ownerOf('fresh')).toBeUndefined()
    expect((await callerOf(mock.handle, mock.demo).send()).code).toBe('OK')
  })

  it('that extends the demo accounts has those under keys of its own beside its own ones', async () => {
    const mock = createMock({ clock: 'virtual' })
    const world = await mock.createWorld({
      document: { accounts: [{ uid: '5', keys: [{ id: 'own', secret: 's' }] }] },
    })
    expect(world.keys.map(({ id }) => id)).toEqual([...mock.demo.keys.map(({ id }) => `${id}.w1`), 'own'])
  })

  it('cannot be a fork as well', async () => {
    const mock = createMock({ clock: 'virtual' })
    const options = { from: 'demo', seed: 3, clock: 'system' } as object
    await expect(mock.createWorld(options)).rejects.toMatchObject({
      status: 400,
      message:
        'seed, clock cannot be chosen for a fork: it takes everything from demo. Leave out from for a fresh world.',
    })
  })
})
