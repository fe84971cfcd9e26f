import { Agent, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { connect as connectSocket } from 'node:net'
import { describe, expect, it, vi } from 'vitest'
import { fetchOf } from '../../../mock-server/adapters/fetch.ts'
import { connect } from '../../../mock-server/entry/connect.ts'
import { createMock, startMockServer } from '../../watched-emulators.ts'
import type { MockServer } from '../../../mock-server/entry/start-mock-server.ts'
import type { WorldHandle } from '../../../mock-server/entry/world-handle.ts'
import { toBytes } from '../../raw-socket.ts'
import { massSend, signed } from '../../signed-requests.ts'

/** What Node's own client sees of a send: the status, or the code of the error. */
function send(
  url: string,
  world: WorldHandle,
  at: number,
  { agent, ca }: { readonly agent?: Agent; readonly ca?: string } = {},
): Promise<string> {
  const { host, hostname, port, protocol } = new URL(url)
  const request = signed(massSend(), {
    at,
    host,
    key: { id: world.accessKeyId, secret: world.accessKeySecret },
  })
  return new Promise((resolve) => {
    const options = {
      hostname,
      port,
      method: request.method,
      path: request.url,
      headers: request.headers,
      agent: agent ?? false,
      ...(ca && { ca }),
    }
    const ask = protocol === 'https:' ? requestHttps(options) : requestHttp(options)
    ask.on('response', (response) => response.on('end', () => resolve(String(response.statusCode))).resume())
    ask.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    ask.end(Buffer.from(request.body))
  })
}

async function withServer(
  run: (server: MockServer) => Promise<void>,
  options: Parameters<typeof startMockServer>[0] = {},
): Promise<void> {
  const server = await startMockServer({ clock: 'virtual', ...options })
  try {
    await run(server)
  } finally {
    await server.close()
  }
}

describe('a server whose connections are refused', () => {
  it('is down until told, on its port; the control API moves, says where, and comes back', async () => {
    await withServer(async (server) => {
      const now = server.world.clock.now()
      const { demo } = await connect(server.url)
      expect(await send(server.url, demo, now)).toBe('200')
      const answer = await fetch(`${server.url}/_mock/faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ faults: [{ fault: 'connection-refused' }] }),
      })
      const { control } = (await answer.json()) as { control: string }
      expect(await send(server.url, demo, now)).toBe('ECONNREFUSED')
      await expect(connect(server.url)).rejects.toThrow('No emulator answers')
      const moved = await connect(control)
      expect(await send(control, demo, now)).toBe('ECONNRESET')
      await moved.demo.faults.clear()
      expect(await send(server.url, demo, now)).toBe('200')
      await expect(connect(control)).rejects.toThrow('No emulator answers')
    })
  })

  it('comes back when the time of the fault is over, or when the world is taken back', async () => {
    await withServer(async (server) => {
      const now = server.world.clock.now()
      await server.demo.faults.add({ fault: 'connection-refused', when: { until: '1m' } })
      expect(await send(server.url, server.demo, now)).toBe('ECONNREFUSED')
      await server.demo.advance('1m')
      await server.demo.faults.add({ fault: 'latency', with: { fixed: 0 } })
      expect(await send(server.url, server.demo, now + 60_000)).toBe('200')
      await server.demo.faults.add({ fault: 'connection-refused' })
      expect(await send(server.url, server.demo, now)).toBe('ECONNREFUSED')
      await server.demo.reset()
      expect(await send(server.url, server.demo, now)).toBe('200')
    })
  })

  it('stops as any other', async () => {
    const server = await startMockServer({ faults: [{ fault: 'connection-refused' }] })
    await server.close()
    expect(await send(server.url, server.demo, 0)).toBe('ECONNREFUSED')
  })

  it('lets go of calls that faults hold, one after the other, when it stops', async () => {
    let held: (() => void) | undefined
    const holding = new Promise<void>((resolve) => (held = resolve))
    const timer = () => {
      held?.()
      return () => {}
    }
    const server = await startMockServer({
      timer,
      faults: [{ fault: 'latency', with: { fixed: '1h' } }, { fault: 'no-answer' }],
    })
    const answer = send(server.url, server.demo, Date.now())
    await holding
    await server.close()
    expect(await answer).toBe('ECONNRESET')
  })

  it('keeps no listener of a connection that is kept alive', async () => {
    await withServer(async (server) => {
      const warned = vi.spyOn(process, 'emitWarning')
      await server.demo.faults.add({ fault: 'slow-answer' })
      const agent = new Agent({ keepAlive: true, maxSockets: 1 })
      for (let call = 0; call < 12; call++)
        await send(server.url, server.demo, server.world.clock.now(), { agent })
      agent.destroy()
      expect(warned).not.toHaveBeenCalled()
    })
  })

  it('in process each call is refused, and conditions may be given', async () => {
    const mock = createMock({ clock: 'virtual' })
    await mock.demo.faults.add({ fault: 'connection-refused', when: { nth: 1 } })
    const { url, ...init } = signed(massSend(), { at: mock.world.clock.now(), host: '127.0.0.1:4010' })
    const ask = () =>
      fetchOf(mock)(`http://127.0.0.1:4010${url}`, {
        method: init.method,
        headers: init.headers,
        body: Buffer.from(init.body),
      })
    await expect(ask()).rejects.toMatchObject({ message: 'fetch failed', cause: { code: 'ECONNREFUSED' } })
    expect((await ask()).status).toBe(200)
  })
})

describe('a stale connection', () => {
  it('is closed when it is used again, before the call is read', async () => {
    await withServer(async (server) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 })
      const now = server.world.clock.now()
      await server.demo.faults.add({ fault: 'stale-connection', when: { nth: 1 } })
      const seen = [
        await send(server.url, server.demo, now, { agent }),
        await send(server.url, server.demo, now, { agent }),
        await send(server.url, server.demo, now, { agent }),
      ]
      agent.destroy()
      expect(seen).toEqual(['200', 'ECONNRESET', '200'])
      expect(await server.demo.journal()).toHaveLength(2)
    })
  })

  it('serves calls of the control API', async () => {
    await withServer(async (server) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 })
      const now = server.world.clock.now()
      const clock = (): Promise<number | undefined> =>
        new Promise((resolve, reject) => {
          const ask = requestHttp(`${server.url}/_mock/clock`, { agent }, (response) =>
            response.resume().on('end', () => resolve(response.statusCode)),
          )
          ask.on('error', reject).end()
        })
      await server.demo.faults.add({ fault: 'stale-connection', when: { nth: 1 } })
      expect(await send(server.url, server.demo, now, { agent })).toBe('200')
      expect(await clock()).toBe(200)
      expect(await send(server.url, server.demo, now, { agent })).toBe('ECONNRESET')
      agent.destroy()
    })
  })
})

describe('a reset', () => {
  it.each([{}, { after: 0 }, { after: 1 }, { after: 20 }, { after: 100_000 }])(
    'with %j ends the connection with RST, not with FIN',
    async (parameters) => {
      await withServer(async (server) => {
        await server.demo.faults.add({ fault: 'reset', with: parameters })
        const socket = connectSocket(Number(new URL(server.url).port), '127.0.0.1')
        const seen: string[] = []
        socket.on('data', () => seen.includes('data') || seen.push('data'))
        socket.on('end', () => seen.push('end'))
        socket.on('error', ({ code }: NodeJS.ErrnoException) => seen.push(String(code)))
        socket.write(toBytes(signed(massSend(), { at: server.world.clock.now() })))
        await new Promise((closed) => socket.once('close', closed))
        expect(seen).toEqual('after' in parameters ? ['data', 'ECONNRESET'] : ['ECONNRESET'])
      })
    },
  )
})

describe('a certificate with something wrong', () => {
  it.each([
    ['tls-expired', 'CERT_HAS_EXPIRED'],
    ['tls-wrong-host', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['tls-unknown-ca', 'SELF_SIGNED_CERT_IN_CHAIN'],
  ])('%s is what clients say it is, until it is taken away', async (fault, code) => {
    await withServer(
      async (server) => {
        const ask = () =>
          send(server.httpsUrl as string, server.demo, server.world.clock.now(), { ca: server.ca as string })
        expect(await ask()).toBe('200')
        await server.demo.faults.add({ fault })
        expect(await ask()).toBe(code)
        expect(await send(server.url, server.demo, server.world.clock.now())).toBe('200')
        await server.demo.faults.clear()
        expect(await ask()).toBe('200')
      },
      { httpsPort: 0 },
    )
  })

  it('is refused where there is none to show, and where it would be of no world', async () => {
    await withServer(async (server) => {
      await expect(server.demo.faults.add({ fault: 'tls-expired' })).rejects.toThrow(
        'tls-expired needs HTTPS, which is not served here. It can be seen at startMockServer({ httpsPort }) and chatapp-mock start --https-port.',
      )
      const world = await server.createWorld()
      await expect(world.faults.add({ fault: 'connection-refused' })).rejects.toThrow(
        'it is one of the whole server. Set it in the demo world.',
      )
      await expect(server.demo.faults.add({ fault: 'connection-refused', when: { nth: 2 } })).rejects.toThrow(
        'it takes from and until, but not nth',
      )
    })
    await expect(createMock().demo.faults.add({ fault: 'stale-connection' })).rejects.toThrow(
      'stale-connection needs a connection of its own, and msw and an emulator in process have none. It can be seen where the emulator listens on a port: startMockServer, chatapp-mock start, expressHandler.',
    )
  })

  it('resets a connection below TLS, too', async () => {
    await withServer(
      async (server) => {
        await server.demo.faults.add({ fault: 'reset' })
        expect(
          await send(server.httpsUrl as string, server.demo, server.world.clock.now(), {
            ca: server.ca as string,
          }),
        ).toBe('ECONNRESET')
      },
      { httpsPort: 0 },
    )
  })
})

it('a fault that cannot be shown, though a world came with it, is named when it is hit', async () => {
  const mock = createMock({ clock: 'virtual', faults: [{ fault: 'stale-connection' }] })
  const { url, ...init } = signed(massSend(), { at: mock.world.clock.now(), host: '127.0.0.1:4010' })
  await expect(
    fetchOf(mock)(`http://127.0.0.1:4010${url}`, {
      method: init.method,
      headers: init.headers,
      body: Buffer.from(init.body),
    }),
  ).rejects.toThrow('The fault stale-connection cannot be shown in process')
})
