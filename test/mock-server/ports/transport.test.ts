import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  answerLimit,
  createHttpTransport,
  type Transport,
  type TransportSettings,
} from '../../../mock-server/ports/transport.ts'
import {
  deadUrl,
  lying,
  manualTimer,
  slow,
  startRawServer,
  startServer,
  talkative,
  until,
} from '../receipts/bad-consumers.ts'

/** A transport whose three seconds do not pass unless they are told to. */
function transportWith(settings: TransportSettings = {}): Transport {
  const transport = createHttpTransport({ timer: manualTimer().timer, ...settings })
  onTestFinished(() => transport.close())
  return transport
}

describe('the HTTP transport', () => {
  it('posts JSON and returns status and body', async () => {
    const { url } = await startServer((request, response) => {
      let text = ''
      request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      request.on('end', () =>
        response.writeHead(202).end(`${request.method} ${request.headers['content-type']} ${text}`),
      )
    })
    expect(await transportWith().post(url, '[{"To":"é"}]')).toEqual({
      outcome: 'answered',
      status: 202,
      body: 'POST application/json [{"To":"é"}]',
      cut: false,
    })
  })

  it('gives up after three seconds, whatever the consumer does meanwhile', async () => {
    const consumers = await Promise.all([
      startServer(slow),
      startServer((_request, response) => response.writeHead(200).write('{')),
      startRawServer(() => {}),
      startRawServer((socket) => void socket.write('HTTP/1.1 200 OK\r\n')),
    ])
    const { timer, waiting, ring } = manualTimer()
    const transport = transportWith({ timer })
    const answers = Promise.all(consumers.map(({ url }) => transport.post(url, '[]')))
    expect([...waiting].map(({ delay }) => delay)).toEqual([3000, 3000, 3000, 3000])
    await until(() => consumers.slice(0, 2).every(({ requests }) => requests.length === 1))
    ring()
    for (const answer of await answers)
      expect(answer).toEqual({ outcome: 'timed-out', detail: 'no complete answer within 3 seconds' })
  })

  it('counts looking up the name among the three seconds', async () => {
    const { timer, ring } = manualTimer()
    const answer = transportWith({
      timer,
      hosts: ['consumer.example'],
      resolve: () => new Promise(() => {}),
    }).post('http://consumer.example/', '[]')
    ring()
    expect(await answer).toMatchObject({ outcome: 'timed-out' })
  })

  it('reads 64 kB of an answer and lets go of the rest', async () => {
    const { url } = await startServer(talkative)
    const answer = await transportWith().post(url, '[]')
    expect(answer).toMatchObject({ outcome: 'answered', status: 200, cut: true })
    expect(answer.outcome === 'answered' && answer.body.length).toBe(answerLimit)
  })

  it('does not follow redirects', async () => {
    const target = await startServer(lying)
    const { url } = await startServer((request, response) => {
      request.resume()
      response.writeHead(307, { location: target.url }).end()
    })
    expect(await transportWith().post(url, '[]')).toMatchObject({ outcome: 'answered', status: 307 })
    expect(target.requests).toEqual([])
  })

  it('says when nobody listens', async () => {
    expect(await transportWith().post(await deadUrl(), '[]')).toMatchObject({
      outcome: 'unreachable',
      detail: expect.stringContaining('ECONNREFUSED') as string,
    })
  })

  it.each([
    ['a connection that is closed at once', ''],
    ['half an answer', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"code"'],
    ['no HTTP', 'SSH-2.0-OpenSSH\r\n'],
  ])('takes %s for unreachable', async (_, words) => {
    const { url } = await startRawServer((socket) => socket.on('data', () => socket.end(words)))
    expect(await transportWith().post(url, '[]')).toMatchObject({ outcome: 'unreachable' })
  })

  it('keeps connections', async () => {
    let connections = 0
    const server = createServer((request, response) => void request.resume().on('end', () => response.end()))
    server.on('connection', () => connections++).listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    const transport = transportWith()
    for (let round = 0; round < 5; round++)
      await transport.post(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, '[]')
    expect(connections).toBe(1)
  })

  it('asks again when a kept connection was closed under its hands', async () => {
    let requests = 0
    const { url } = await startRawServer((socket) => {
      let first = true
      socket.on('data', () => {
        requests++
        if (first) socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok')
        else socket.resetAndDestroy()
        first = false
      })
    })
    const transport = transportWith()
    expect(await transport.post(url, '[]')).toMatchObject({ body: 'ok' })
    expect(await transport.post(url, '[]')).toMatchObject({ body: 'ok' })
    expect(requests).toBe(3)
  })

  it('has eight requests to one URL under way at most, and others do not wait for them', async () => {
    const stuck = await startServer(slow)
    const quick = await startServer(
      (request, response) => void request.resume().on('end', () => response.end('ok')),
    )
    const { timer, ring } = manualTimer()
    const transport = transportWith({ timer })
    const waiting = Promise.all(Array.from({ length: 20 }, () => transport.post(stuck.url, '[]')))
    for (let round = 0; round < 20; round++)
      expect(await transport.post(quick.url, '[]')).toMatchObject({ body: 'ok' })
    await until(() => stuck.requests.length === 8)
    ring()
    await until(() => stuck.requests.length === 16)
    ring()
    await until(() => stuck.requests.length === 20)
    ring()
    expect(await waiting).toHaveLength(20)
  })

  it('ends what is under way when it closes, and starts nothing more', async () => {
    const { url, requests } = await startServer(slow)
    const { timer, ring } = manualTimer()
    const transport = createHttpTransport({ timer })
    const answers = Promise.all(Array.from({ length: 10 }, () => transport.post(url, '[]')))
    await until(() => requests.length === 8)
    const closed = transport.close()
    ring()
    await closed
    expect((await answers).map(({ outcome }) => outcome)).toEqual([
      ...Array.from({ length: 8 }, () => 'timed-out'),
      'stopped',
      'stopped',
    ])
    expect(await transport.post(url, '[]')).toEqual({ outcome: 'stopped' })
  })
})

const answering = (): ReturnType<typeof startServer> =>
  startServer(
    (request, response) => void request.resume().on('end', () => response.end(request.headers.host)),
  )
const noResolver = (): Promise<string> => Promise.reject(new Error('no name may be looked up'))

describe('where pushes may go', () => {
  it.each([
    'http://consumer.example/',
    'http://10.0.0.1/',
    'http://169.254.169.254/latest/meta-data',
    'http://0.0.0.0/',
    'http://[::ffff:10.0.0.1]/',
    'http://127.0.0.1.example.com/',
    'http://localhost.example.com/',
    'ftp://127.0.0.1/',
    'file:///etc/passwd',
    'javascript:0',
    'not a URL',
    '',
  ])('is not %j', async (url) => {
    expect(await transportWith({ resolve: noResolver }).post(url, '[]')).toMatchObject({
      outcome: 'not-allowed',
    })
  })

  it.each(['127.0.0.1', 'localhost', '127.1', '2130706433', '0x7f.1'])('is %s', async (host) => {
    const { url } = await answering()
    expect(
      await transportWith({ resolve: () => Promise.resolve('127.0.0.1') }).post(
        url.replace('127.0.0.1', host),
        '[]',
      ),
    ).toMatchObject({ status: 200 })
  })

  it('is not localhost when that name leads elsewhere', async () => {
    expect(
      await transportWith({ resolve: () => Promise.resolve('10.0.0.1') }).post('http://localhost/', '[]'),
    ).toMatchObject({
      outcome: 'not-allowed',
      detail: 'localhost has the address 10.0.0.1, which is not this machine.',
    })
  })

  it('is a host that was allowed, whose name is resolved once and then pinned', async () => {
    const { url } = await answering()
    const asked: string[] = []
    const resolve = (name: string): Promise<string> =>
      Promise.resolve(asked.push(name) === 1 ? '127.0.0.1' : '10.0.0.1')
    const transport = transportWith({ hosts: ['Consumer.Example'], resolve })
    const target = url.replace('127.0.0.1', 'consumer.example')
    for (let round = 0; round < 3; round++)
      expect(await transport.post(target, '[]')).toMatchObject({
        outcome: 'answered',
        body: new URL(target).host,
      })
    expect(asked).toEqual(['consumer.example'])
    expect(await transport.post('http://other.example/', '[]')).toMatchObject({ outcome: 'not-allowed' })
  })

  it('asks again for a name that could not be resolved', async () => {
    const { url } = await answering()
    let asked = 0
    const resolve = (): Promise<string> =>
      ++asked === 1 ? Promise.reject(new Error('EAI_AGAIN')) : Promise.resolve('127.0.0.1')
    const transport = transportWith({ hosts: ['consumer.example'], resolve })
    const target = url.replace('127.0.0.1', 'consumer.example')
    expect(await transport.post(target, '[]')).toEqual({ outcome: 'unreachable', detail: 'EAI_AGAIN' })
    expect(await transport.post(target, '[]')).toMatchObject({ status: 200 })
  })

  it('sends no credentials that stand in the URL', async () => {
    const { url } = await startServer(
      (request, response) =>
        void request.resume().on('end', () => response.end(JSON.stringify(Object.keys(request.headers)))),
    )
    expect(await transportWith().post(url.replace('//', '//user:secret@'), '[]')).toMatchObject({
      body: '["host","content-type","content-length","connection"]',
    })
  })
})
