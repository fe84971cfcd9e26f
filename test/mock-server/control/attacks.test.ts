import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createHttpServer } from '../../../mock-server/adapters/node-http.ts'
import { createControlApp } from '../../../mock-server/control/control-app.ts'
import { guards, type ControlAccess, type Guard } from '../../../mock-server/control/guard.ts'
import { createMock } from '../../watched-emulators.ts'
import type { Mock } from '../../../mock-server/entry/create-mock.ts'
import { systemTimer } from '../../../mock-server/ports/timer.ts'
import { exchangeBytes, type WireAnswer } from '../../raw-socket.ts'
import { massSend, signed } from '../../signed-requests.ts'
import { callerOf } from '../world/caller.ts'
import { attacks, type Attack } from './attacks.ts'

const open: Server[] = []
afterEach(() => {
  for (const server of open.splice(0)) {
    server.close()
    server.closeAllConnections()
  }
})

async function listen(server: Server, from?: string): Promise<number> {
  if (from !== undefined)
    server.prependListener('connection', (socket) =>
      Object.defineProperty(socket, 'remoteAddress', { value: from }),
    )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push(server)
  return (server.address() as AddressInfo).port
}

/** An emulator in whose demo world one message was sent: what an attack could take away. */
async function target(
  access: ControlAccess = {},
  guardList?: readonly Guard[],
): Promise<{ mock: Mock; app: RequestListener }> {
  const mock = createMock({ clock: 'virtual' })
  await callerOf(mock.handle, mock.demo).send()
  return { mock, app: createControlApp({ emulator: mock, timer: systemTimer }, access, guardList) }
}

const strike = async (port: number, { bytes }: Attack): Promise<WireAnswer[]> =>
  exchangeBytes(port, [bytes.replaceAll('PORT', String(port))], { thenClose: true })

/** What is asked of the server after an attack: it answers this machine. */
const health = (port: number, access: ControlAccess = {}): string =>
  `GET /_mock/health HTTP/1.1\r\nHost: localhost:${port}\r\n${access.token === undefined ? '' : `Authorization: Bearer ${access.token}\r\n`}\r\n`

describe('an attack on the control API', () => {
  it.each(attacks.map((attack): [string, Attack] => [attack.title, attack]))(
    'is refused: %s',
    async (_, attack) => {
      const { mock, app } = await target(attack.access)
      const port = await listen(createHttpServer(mock, app), attack.from)
      const answers = await strike(port, attack)
      for (const { status, headers, body } of answers) {
        expect([status, body]).toEqual([
          expect.toSatisfy((code: number) => code >= 400 && code < 500),
          expect.anything(),
        ])
        expect(body).not.toContain('mock-sk-1')
        expect(
          Object.keys(headers).filter(
            (name) => name.startsWith('access-control-allow') && headers['x-mock-rule'] === undefined,
          ),
        ).toEqual([])
      }
      expect(await mock.demo.messages(), 'nothing was taken away').toHaveLength(1)
      expect(mock.worlds.list(), 'nothing was added').toHaveLength(1)
      expect([...mock.world.marks.keys()]).toEqual(['start'])
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined()

      const [alive] =
        attack.from === undefined || attack.access !== undefined
          ? await exchangeBytes(port, [health(port, attack.access)])
          : [{ status: 200 }]
      expect(alive?.status).toBe(200)
    },
  )

  it('is tried in more than twenty ways', () => {
    expect(attacks.length).toBeGreaterThan(60)
    expect(new Set(attacks.map(({ title }) => title)).size).toBe(attacks.length)
  })
})

/** Titles of the attacks that get through when only these guards stand. */
async function breaches(guardList: readonly Guard[]): Promise<string[]> {
  const through: string[] = []
  for (const attack of attacks) {
    const { mock, app } = await target(attack.access, guardList)
    const port = await listen(createServer({ requireHostHeader: false }, app), attack.from)
    const answers = await strike(port, attack)
    if (
      answers.some(({ status }) => status < 300) ||
      (await mock.demo.messages()).length !== 1 ||
      mock.worlds.list().length !== 1
    )
      through.push(attack.title)
  }
  return through
}

describe('the guards', () => {
  it('let no attack through when all stand', async () => {
    expect(await breaches(Object.values(guards))).toEqual([])
  })

  it.each([
    ['callerIsLocal', 'another machine'],
    ['hostIsKnown', 'DNS rebinding: the host "evil.com"'],
    ['originIsOwn', 'a page of "http://evil.com"'],
    ['headersAreSingle', 'two hosts, the known one first'],
    ['pathIsPlain', 'the path http://127.0.0.1:PORT/_mock/worlds/demo'],
    ['contentIsJson', 'a form, posted'],
    ['tokenFits', 'no token'],
  ])('are each needed: without %s one gets in by: %s', async (name, title) => {
    const others = Object.entries(guards).flatMap(([each, guard]) => (each === name ? [] : [guard]))
    expect(others).toHaveLength(Object.keys(guards).length - 1)
    expect(await breaches(others)).toContain(title)
  })

  it('are all in the table above', () => {
    expect(Object.keys(guards)).toEqual([
      'callerIsLocal',
      'hostIsKnown',
      'originIsOwn',
      'headersAreSingle',
      'pathIsPlain',
      'contentIsJson',
      'tokenFits',
    ])
  })
})

describe('who may use the control API', () => {
  const ask = async (
    access: ControlAccess,
    headers: string,
    from?: string,
  ): Promise<WireAnswer | undefined> => {
    const { mock, app } = await target(access)
    const port = await listen(createHttpServer(mock, app), from)
    const [answer] = await exchangeBytes(port, [
      `GET /_mock/worlds/demo HTTP/1.1\r\n${headers.replaceAll('PORT', String(port))}\r\n`,
    ])
    return answer
  }

  it.each<[string, ControlAccess, string, string?]>([
    ['a program of this machine', {}, 'Host: 127.0.0.1:PORT\r\n'],
    ['one that says localhost', {}, 'Host: LocalHost:PORT\r\n'],
    ['one that speaks IPv6', {}, 'Host: [::1]:PORT\r\n', '::1'],
    ['one that comes over a mapped address', {}, 'Host: 127.0.0.1\r\n', '::ffff:127.0.0.1'],
    [
      'a page of this server',
      {},
      'Host: 127.0.0.1:PORT\r\nOrigin: http://127.0.0.1:PORT\r\nSec-Fetch-Site: same-origin\r\n',
    ],
    ['an address typed into a browser', {}, 'Host: 127.0.0.1:PORT\r\nSec-Fetch-Site: none\r\n'],
    [
      'a host that was allowed',
      { hosts: ['mock.test'] },
      'Host: mock.test:PORT\r\nOrigin: http://mock.test:PORT\r\n',
    ],
    [
      'another machine with the token',
      { token: 'secret', hosts: ['mock.test'] },
      'Host: mock.test\r\nAuthorization: Bearer secret\r\n',
      '192.0.2.7',
    ],
  ])('%s', async (_, access, headers, from) => {
    expect((await ask(access, headers, from))?.status).toBe(200)
  })

  it('is told the names there are', async () => {
    const answer = await ask({ hosts: ['mock.test'] }, 'Host: other.test\r\n')
    expect(JSON.parse(answer?.body ?? '')).toMatchObject({
      title: 'Unknown host',
      detail: expect.stringContaining(
        'Call it by localhost, 127.0.0.1, [::1], mock.test; start with --control-host for other names.',
      ) as string,
    })
  })

  it('is told what is missing, as problem details', async () => {
    const answer = await ask({ token: 'secret' }, 'Host: 127.0.0.1:PORT\r\n')
    expect(answer?.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(JSON.parse(answer?.body ?? '')).toEqual({
      type: 'about:blank',
      title: 'Token needed',
      status: 401,
      detail: 'Send the token this server was started with as Authorization: Bearer <token>.',
    })
  })
})

describe('a client that takes its time', () => {
  it.each([
    [
      'with the body of a control request',
      'POST /_mock/worlds HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
    ],
    ['with the body of a call', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nA'],
    ['with its headers', 'GET /_mock/health HTTP/1.1\r\nHost: local'],
  ])('%s is cut off, and others are served meanwhile and afterwards', async (_, bytes) => {
    const { mock, app } = await target()
    const server = createHttpServer(mock, app, undefined, {
      requestTimeout: 60_000,
      connectionsCheckingInterval: 5,
    })
    const port = await listen(server)
    const slow = exchangeBytes(port, [bytes], { answers: 2 })
    expect((await exchangeBytes(port, [health(port)]))[0]?.status).toBe(200)
    // Of the two, Node holds the headers to the shorter.
    server.headersTimeout = server.requestTimeout = 1
    const cutOff = await slow
    server.headersTimeout = server.requestTimeout = 60_000
    for (const { status } of cutOff) expect(status).toBeGreaterThanOrEqual(400)
    expect((await exchangeBytes(port, [health(port)]))[0]?.status).toBe(200)
    expect(mock.worlds.list()).toHaveLength(1)
  })
})

describe('a key of one world', () => {
  it('reads and changes nothing of another, whatever it names', async () => {
    const mock = createMock({ clock: 'virtual' })
    const victim = await mock.createWorld({
      document: {
        extends: 'nothing',
        accounts: [
          {
            uid: '666',
            keys: [{ id: 'victim', secret: 's' }],
            spaces: [
              {
                id: 'space-666',
                waba: '1',
                numbers: ['666'],
                templates: [{ code: 'secret-template', name: 'n', language: 'en' }],
              },
            ],
          },
        ],
      },
    })
    const thief = await mock.createWorld()
    const caller = callerOf(mock.handle, thief)
    for (const changes of [
      { CustSpaceId: 'space-666' },
      { From: '666' },
      { TemplateCode: 'secret-template' },
      { CustSpaceId: 'space-666', From: '666', TemplateCode: 'secret-template' },
    ]) {
      const reply = await caller.send(changes)
      expect(reply.code).not.toBe('OK')
      expect(reply.text).not.toContain('666 ')
    }
    const stolen = await mock.handle(
      signed(massSend(), {
        key: { id: 'victim', secret: thief.accessKeySecret },
        at: (await thief.clock()).now,
      }),
    )
    expect(JSON.parse(stolen.body)).toMatchObject({ Code: 'SignatureDoesNotMatch' })
    expect(await victim.messages()).toEqual([])
    expect((await victim.journal()).map(({ code }) => code)).toEqual(['SignatureDoesNotMatch'])
  })
})
