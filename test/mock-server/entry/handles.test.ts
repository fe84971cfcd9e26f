import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect, ControlError } from '../../../mock-server/entry/connect.ts'
import { createMock, startMockServer } from '../../watched-emulators.ts'
import type { MockServer } from '../../../mock-server/entry/start-mock-server.ts'
import type { WorldHandle, WorldOptions } from '../../../mock-server/entry/world-handle.ts'
import type { HttpReply, HttpRequest } from '../../../contracts/http.ts'
import { callerOf } from '../world/caller.ts'
import { overHttp } from '../world/over-http.ts'
import { playStory } from '../world/story.ts'

let server: MockServer
let guarded: MockServer
let http: ReturnType<typeof overHttp>

beforeAll(async () => {
  server = await startMockServer({ clock: 'virtual' })
  guarded = await startMockServer({ clock: 'virtual', control: { token: 'secret' } })
  http = overHttp(server.url)
})
afterAll(async () => {
  http.close()
  await Promise.all([server.close(), guarded.close()])
})

interface Held {
  readonly demo: WorldHandle
  createWorld(options?: WorldOptions): Promise<WorldHandle>
  readonly handle: (request: HttpRequest) => Promise<HttpReply>
}

const holders: [string, () => Promise<Held>][] = [
  ['in this process', async () => createMock({ clock: 'virtual' })],
  ['on a port', async () => ({ ...server, handle: http.handle })],
  ['that runs elsewhere', async () => ({ ...(await connect(server.url)), handle: http.handle })],
]

describe.each(holders)('the handle of an emulator %s', (_, hold) => {
  it('reads the newest one-time code of a person, and says what there is instead', async () => {
    const { createWorld, handle } = await hold()
    const world = await createWorld()
    const caller = callerOf(handle, world)
    await expect(world.code('8613800000001')).rejects.toThrow('No message was sent to 8613800000001')
    await caller.send()
    await expect(world.code('8613800000001')).rejects.toThrow('holds a code; the last one says "Hello Ann')
    for (const code of ['111111', '222222'])
      await caller.send({
        TemplateCode: '1119000000000000008',
        SenderList: [{ To: '8613800000001', TemplateParams: { code } }],
      })
    expect(await world.code('8613800000001')).toBe('222222')
    await world.remove()
  })

  it('plays the same story, with the same outcome', async () => {
    const { createWorld, handle } = await hold()
    const world = await createWorld({ seed: 7 })
    const outcome = await playStory(callerOf(handle, world), world)
    const alone = createMock({ clock: 'virtual' })
    const expected = await alone.createWorld({ seed: 7 })
    expect(outcome).toEqual(await playStory(callerOf(alone.handle, expected), expected))
  })

  it('makes worlds of a seed, a start, a plan and a document', async () => {
    const { createWorld, handle } = await hold()
    const document = {
      extends: 'nothing',
      accounts: [{ uid: '5', keys: [{ id: `own-${performance.now()}`, secret: 's' }] }],
    } as const
    const plan = { sent: [5, 5], delivered: [5, 5], read: [5, 5] }
    const world = await createWorld({ start: '2027-03-04', plan, lenient: true, throttled: false })
    expect((await world.clock()).iso).toBe('2027-03-04T00:00:00.000Z')
    await callerOf(handle, world).send({ TemplateCode: 'unknown' })
    expect((await world.wait('status:Read')).waited).toBe(15)
    const own = await createWorld({ document: { ...document, accounts: [...document.accounts] } as never })
    expect(own.keys).toEqual([{ id: own.accessKeyId, secret: 's', active: true, account: '5' }])
    await own.remove()
    await expect(own.clock()).rejects.toThrow(`There is no world ${own.id}.`)
  })

  it('lists all pages', async () => {
    const { createWorld, handle } = await hold()
    const world = await createWorld({ throttled: false })
    const caller = callerOf(handle, world)
    const SenderList = Array.from({ length: 900 }, (__, index) => ({ To: String(8_613_800_000_000 + index) }))
    for (let batch = 0; batch < 3; batch++) await caller.send({ SenderList })
    const messages = await world.messages()
    expect(messages).toHaveLength(2700)
    expect(new Set(messages.map(({ messageId }) => messageId)).size).toBe(2700)
    expect(await world.messages('to:8613800000899')).toHaveLength(3)
  })

  it('refuses with the words of the control API and its status', async () => {
    const { createWorld } = await hold()
    const world = await createWorld()
    await expect(world.messages('staus:Read')).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('There is no field staus. Did you mean status?') as string,
    })
    await expect(world.rewind('nowhere')).rejects.toMatchObject({ status: 404 })
    await expect(world.advance('soon')).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('a duration such as 250ms') as string,
    })
  })
})

describe.each(holders)('a refusal by an emulator %s', (_, hold) => {
  it('is a ControlError with the status', async () => {
    const { createWorld, demo } = await hold()
    const refusals = [
      await demo.rewind('nowhere').catch((error: unknown) => error),
      await createWorld({ seed: -1 }).catch((error: unknown) => error),
    ]
    for (const refusal of refusals) expect(refusal).toBeInstanceOf(ControlError)
    expect(refusals).toMatchObject([
      { name: 'ControlError', status: 404 },
      { name: 'ControlError', status: 400 },
    ])
  })
})

describe('connecting', () => {
  it('takes an address with or without a slash at its end', async () => {
    expect((await connect(`${server.url}/`)).demo.accessKeyId).toBe('mock-ak-1')
  })

  it('says so when nothing answers', async () => {
    const closed = await startMockServer()
    await closed.close()
    const error = await connect(closed.url).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ControlError)
    expect(error).toMatchObject({
      status: undefined,
      message: expect.stringMatching(
        /^No emulator answers at http:\/\/127\.0\.0\.1:\d+ \(.*\)\. Start one with: chatapp-mock start$/,
      ) as string,
    })
  })

  it('says so when something else answers', async () => {
    const other: Server = createServer((_request, response) =>
      response.setHeader('content-type', 'text/html').end('<h1>Hello</h1>'),
    )
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
    await expect(connect(url)).rejects.toThrow(`What answers at ${url} is no emulator: <h1>Hello</h1>`)
    other.close()
  })

  it('needs the token the server was started with', async () => {
    await expect(connect(guarded.url)).rejects.toMatchObject({ name: 'ControlError', status: 401 })
    await expect(connect(guarded.url, { token: 'wrong' })).rejects.toMatchObject({ status: 401 })
    const { createWorld } = await connect(guarded.url, { token: 'secret' })
    expect((await createWorld()).accessKeyId).toBe('mock-ak-1.w1')
  })
})
