import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  createClient,
  TransportError,
  UnexpectedResponseError,
  type ChatappClient,
  type ClientOptions,
} from '../../sdk/index.ts'
import { credentials, orderNotice } from './client-under-test.ts'

const input = { ...orderNotice, SenderList: [{ To: '8613800000001' }] }
const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => expect.fail('the call succeeded'),
    (error: unknown) => error,
  )

/** Timers that run when the test says so. */
function handClock(): NonNullable<ClientOptions['clock']> & {
  readonly due: Set<{ readonly milliseconds: number; readonly run: () => void }>
} {
  const due = new Set<{ milliseconds: number; run: () => void }>()
  return {
    due,
    now: () => Date.now(),
    after(milliseconds, run) {
      const timer = { milliseconds, run }
      due.add(timer)
      return () => due.delete(timer)
    },
  }
}

/** Something that is told once. */
function occasion(): { readonly promise: Promise<void>; readonly tell: () => void } {
  let tell: (() => void) | undefined
  const promise = new Promise<void>((resolve) => (tell = resolve))
  return { promise, tell: () => tell?.() }
}

interface Wired {
  readonly client: ChatappClient
  readonly clock: ReturnType<typeof handClock>
  /** Connections made so far. */
  readonly sockets: readonly Socket[]
}

/** A client of a real server; the test fails when a socket is still in use at its end. */
async function wired(
  server: Server | ReturnType<typeof createTcpServer>,
  options: Partial<ClientOptions> = {},
  scheme = 'http',
): Promise<Wired> {
  const sockets: Socket[] = []
  server.on('connection', (socket: Socket) => {
    socket.on('error', () => {})
    sockets.push(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    const closed = once(server, 'close')
    server.close()
    if ('closeIdleConnections' in server) server.closeIdleConnections()
    await closed
  })
  const clock = handClock()
  const client = createClient({
    endpoint: `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials,
    clock,
    retry: { attempts: 1 },
    ...options,
  })
  return { client, clock, sockets }
}

const http = (listener: RequestListener): Server =>
  createServer((request, response) => {
    request.resume()
    request.on('end', () => listener(request, response))
  })

describe('over a socket', () => {
  it('calls one after the other share connections', async () => {
    const { client, sockets, clock } = await wired(
      http((_request, response) =>
        response.setHeader('content-type', 'application/json').end('{"Code":"OK"}'),
      ),
    )
    for (let call = 0; call < 10; call++) await client.sendChatappMassMessage(input)
    // fetch hands over an answer a moment before its connection is free again, so a second one may come into use.
    expect(sockets.length).toBeLessThanOrEqual(2)
    expect(clock.due.size).toBe(0)
  })

  it('tells a refused connection, and that nothing was carried out', async () => {
    const server = http(() => {})
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    server.close()
    await once(server, 'close')
    for (const style of ['form', 'query'] as const) {
      const client = createClient({
        endpoint: `http://127.0.0.1:${port}`,
        credentials,
        style,
        clock: handClock(),
        retry: { attempts: 1 },
      })
      const error = await failureOf(client.sendChatappMassMessage(input))
      expect(error).toBeInstanceOf(TransportError)
      expect(error).toMatchObject({
        failure: 'connection',
        mayBeCarriedOut: false,
        operation: 'SendChatappMassMessage',
        message: expect.stringContaining('ECONNREFUSED'),
        cause: expect.any(TypeError),
      })
    }
  })

  it('tells a connection reset before the answer, which may have been carried out', async () => {
    const { client } = await wired(http((request) => request.socket.resetAndDestroy()))
    expect(await failureOf(client.sendChatappMassMessage(input))).toMatchObject({
      name: 'TransportError',
      failure: 'connection',
      mayBeCarriedOut: true,
    })
  })

  it.each([
    ['with a length', { 'content-length': '1000' }],
    ['in chunks', { 'transfer-encoding': 'chunked' }],
  ])('tells half an answer %s', async (_how, headers) => {
    const { client } = await wired(
      http((request, response) => {
        response.writeHead(200, { 'content-type': 'application/json', ...headers })
        response.write('{"Code":"OK","GroupMess', () => request.socket.destroy())
      }),
    )
    expect(await failureOf(client.sendChatappMassMessage(input))).toMatchObject({
      name: 'TransportError',
      failure: 'incomplete-answer',
      mayBeCarriedOut: true,
    })
  })

  it.each(['form', 'query'] as const)(
    'gives up when no answer begins within the limit, in %s style',
    async (style) => {
      const { promise: asked, tell } = occasion()
      const { client, clock } = await wired(
        http(() => tell()),
        { answerTimeout: 1234, style },
      )
      const failed = failureOf(client.sendChatappMassMessage(input))
      await asked
      expect([...clock.due]).toMatchObject([{ milliseconds: 1234 }])
      for (const timer of clock.due) timer.run()
      expect(await failed).toMatchObject({
        name: 'TransportError',
        failure: 'answer-timeout',
        mayBeCarriedOut: true,
        message: expect.stringContaining('1234 ms'),
      })
    },
  )

  it('gives up when an answer does not end within the limit', async () => {
    const { promise: begun, tell } = occasion()
    const { client, clock } = await wired(
      http((_request, response) => void response.writeHead(200).write('{', () => tell())),
    )
    const failed = failureOf(client.sendChatappMassMessage(input))
    await begun
    await setImmediate()
    for (const timer of clock.due) timer.run()
    expect(await failed).toMatchObject({
      name: 'TransportError',
      failure: 'answer-timeout',
      mayBeCarriedOut: true,
    })
  })

  it.each(['form', 'query'] as const)(
    'gives up when there is no connection within the limit, in %s style',
    async (style) => {
      const { client, clock, sockets } = await wired(
        createTcpServer(),
        { connectTimeout: 321, style },
        'https',
      )
      const failed = failureOf(client.sendChatappMassMessage(input))
      while (sockets.length === 0) await setImmediate()
      expect([...clock.due]).toMatchObject([{ milliseconds: 321 }])
      for (const timer of clock.due) timer.run()
      expect(await failed).toMatchObject({
        name: 'TransportError',
        failure: 'connect-timeout',
        mayBeCarriedOut: false,
      })
      // fetch itself gives an unfinished handshake up after 10 seconds; nobody waits for that here.
      for (const socket of sockets) socket.destroy()
    },
  )

  it('ends with the signal of the caller', async () => {
    const { promise: asked, tell } = occasion()
    const { client, clock } = await wired(http(() => tell()))
    const controller = new AbortController()
    const failed = failureOf(client.sendChatappMassMessage(input, { signal: controller.signal }))
    await asked
    controller.abort(new Error('not any more'))
    expect(await failed).toMatchObject({
      name: 'TransportError',
      failure: 'aborted',
      mayBeCarriedOut: true,
      cause: new Error('not any more'),
    })
    expect(clock.due.size).toBe(0)
  })

  it('does not begin when the signal was aborted before', async () => {
    const { client, sockets } = await wired(http(() => {}))
    expect(
      await failureOf(client.sendChatappMassMessage(input, { signal: AbortSignal.abort() })),
    ).toMatchObject({ failure: 'aborted', mayBeCarriedOut: false })
    expect(sockets).toHaveLength(0)
  })

  it('does not follow a redirect with a signed request', async () => {
    const { client, sockets } = await wired(
      http((_request, response) => response.writeHead(307, { location: '/elsewhere' }).end()),
    )
    expect(await failureOf(client.sendChatappMassMessage(input))).toMatchObject({
      name: 'TransportError',
      message: expect.stringContaining('redirect'),
      mayBeCarriedOut: true,
    })
    expect(sockets).toHaveLength(1)
  })

  it.each([
    ['a web page with 200', 200, 'text/html', '<!doctype html><title>Sign in</title>'],
    ['a web page with 502', 502, 'text/html', '<html>Bad gateway</html>'],
    ['broken JSON', 200, 'application/json', '{"Code":"OK",'],
    ['JSON that is not an object', 200, 'application/json', '["OK"]'],
    ['nothing', 200, 'application/json', ''],
    ['an error without a code', 500, 'application/json', '{"error":"x"}'],
    ['a success in XML', 200, 'text/xml', '<?xml version="1.0"?><SendChatappMassMessageResponse/>'],
  ])('tells %s from an answer of the API', async (_what, status, contentType, body) => {
    const { client } = await wired(
      http((_request, response) =>
        response
          .writeHead(status, { 'content-type': contentType, location: 'http://127.0.0.1:9/' })
          .end(body),
      ),
    )
    const error = await failureOf(client.sendChatappMassMessage(input))
    expect(error).toBeInstanceOf(UnexpectedResponseError)
    expect(error).toMatchObject({ status, contentType, excerpt: body, mayBeCarriedOut: true })
  })
})
