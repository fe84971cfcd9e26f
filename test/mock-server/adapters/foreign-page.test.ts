import { createServer, type Server } from 'node:http'
import { request as requestTls } from 'node:https'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { serveLocally } from '../../../cli/recorder-server.ts'
import type { HttpRequest } from '../../../contracts/http.ts'
import { expressHandler } from '../../../mock-server/adapters/express.ts'
import { createMock } from '../../../mock-server/entry/create-mock.ts'
import { startMockServer } from '../../../mock-server/entry/start-mock-server.ts'
import { exchangeBytes } from '../../raw-socket.ts'
import { massSend, signed } from '../../signed-requests.ts'

interface Door {
  readonly port: number
  readonly secure?: boolean
  /** Of calls that were carried out. */
  readonly carriedOut: () => Promise<number>
}

let secured: ReturnType<typeof startMockServer> | undefined
afterAll(async () => (await secured)?.close())

const doors: Readonly<Record<string, () => Promise<Door>>> = {
  http: async () => {
    const server = await startMockServer()
    onTestFinished(() => void server.close())
    return { port: Number(new URL(server.url).port), carriedOut: () => accepted(server) }
  },
  https: async () => {
    // Making a certificate takes seconds.
    const server = await (secured ??= startMockServer({ httpsPort: 0 }))
    const before = await accepted(server)
    return {
      port: Number(new URL(server.httpsUrl as string).port),
      secure: true,
      carriedOut: async () => (await accepted(server)) - before,
    }
  },
  express: async () => {
    const mock = createMock()
    const server = createServer(express().use(expressHandler(mock)))
    return { port: await listening(server), carriedOut: () => accepted(mock) }
  },
  'record and replay': async () => {
    let handled = 0
    const server = await serveLocally(
      0,
      async () => {
        handled++
        return { status: 200, headers: {}, body: '' }
      },
      () => {},
    )
    onTestFinished(() => server.close())
    return { port: Number(new URL(server.url).port), carriedOut: async () => handled }
  },
}

const accepted = async ({ demo }: Pick<ReturnType<typeof createMock>, 'demo'>): Promise<number> =>
  (await demo.journal('code:OK')).length

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

/** The status a door answers a request with. */
async function ask(
  { port, secure = false }: Door,
  { method, url, body, headers: plain }: HttpRequest,
  more: Readonly<Record<string, string>>,
): Promise<number> {
  const headers: Record<string, string> = { ...plain, ...more, 'content-length': String(body.length) }
  for (const [name, value] of Object.entries(headers)) headers[name] = value.replaceAll('PORT', String(port))
  if (secure)
    return new Promise((resolve, reject) =>
      requestTls(
        { port, host: '127.0.0.1', method, path: url, headers, rejectUnauthorized: false, agent: false },
        (response) => (response.resume(), resolve(response.statusCode as number)),
      )
        .on('error', reject)
        .end(body),
    )
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const [answer] = await exchangeBytes(port, [`${method} ${url} HTTP/1.1\r\n${head.join('')}\r\n`, body])
  return answer?.status as number
}

const send = (host = '127.0.0.1:PORT', method = 'POST'): HttpRequest =>
  signed(massSend(), { scheme: 'v1', at: Date.now(), host, method, secure: true })

const foreign: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['of another site', { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' }],
  ['of another site, in an older browser', { origin: 'http://evil.example' }],
  ['that sends no origin', { 'sec-fetch-site': 'cross-site' }],
  ['of another port of this machine', { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }],
  ['in a sandbox', { origin: 'null' }],
  ['whose name was pointed here', { origin: 'http://evil.example:PORT', host: 'evil.example:PORT' }],
]

describe.each(Object.entries(doors))('the door %s', (_, open) => {
  it.each(foreign)('refuses a change by a page %s', async (_page, headers) => {
    const door = await open()
    for (const method of ['POST', 'GET'])
      expect([method, await ask(door, send(headers['host'], method), headers)]).toEqual([method, 403])
    expect(await door.carriedOut()).toBe(0)
  })

  it('lets programs in, which say nothing of pages', async () => {
    const door = await open()
    expect(await ask(door, send(), {})).toBe(200)
    expect(await door.carriedOut()).toBe(1)
  })

  it('lets an address in that a person typed into a browser', async () => {
    const door = await open()
    expect(await ask(door, send(undefined, 'GET'), { 'sec-fetch-site': 'none' })).toBe(200)
  })
})

describe('pages of other sites', () => {
  it('read the API, which answers every origin', async () => {
    const server = await startMockServer()
    onTestFinished(() => void server.close())
    const response = await fetch(
      `${server.url}/?${signed({ CustSpaceId: 'cams-demo0001' }, { scheme: 'v1', action: 'ListChatappTemplate', method: 'GET', place: 'query', at: Date.now() }).url.split('?')[1]}`,
      { headers: { 'sec-fetch-site': 'cross-site', origin: 'http://evil.example' } },
    )
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([200, '*'])
  })

  it('are told why they are refused, and so is the journal', async () => {
    const server = await startMockServer()
    onTestFinished(() => void server.close())
    const response = await fetch(server.url, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'cross-site', 'content-type': 'application/x-www-form-urlencoded' },
      body: 'Action=UpdateAccountWebhook&Format=JSON',
    })
    expect(response.headers.get('x-mock-rule')).toBe('emulator.page-is-own')
    expect(await response.json()).toMatchObject({ Code: 'Forbidden.ForeignPage' })
    expect(await server.demo.journal()).toMatchObject([{ code: 'Forbidden.ForeignPage' }])
  })

  it('take nothing out of a queue', async () => {
    const server = await startMockServer()
    onTestFinished(() => void server.close())
    const response = await fetch(`${server.url}/queues/Alicom-Queue-1-ChatAppStatus/messages`, {
      headers: { 'sec-fetch-site': 'cross-site' },
    })
    expect([response.status, response.headers.get('x-mock-rule')]).toEqual([403, 'emulator.page-is-own'])
  })
})

describe('record and replay', () => {
  it.each(['evil.example', 'evil.example:PORT', '127.0.0.1.evil.example', ''])(
    'do not answer for the host %j',
    async (host) => {
      const door = await (doors['record and replay'] as () => Promise<Door>)()
      expect(await ask(door, send(host), { host })).toBe(403)
      expect(await door.carriedOut()).toBe(0)
    },
  )

  it.each(['localhost:PORT', '127.0.0.1', 'cams.ap-southeast-1.aliyuncs.com'])(
    'answer for the host %s',
    async (host) => {
      const door = await (doors['record and replay'] as () => Promise<Door>)()
      expect(await ask(door, send(host), { host })).toBe(200)
    },
  )
})
