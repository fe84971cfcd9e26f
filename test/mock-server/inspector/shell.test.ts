import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { afterAll, describe, expect, it } from 'vitest'
import { startMockServer } from '../../../mock-server/entry/start-mock-server.ts'

const open = await startMockServer({ port: 0 })
const guarded = await startMockServer({ port: 0, control: { token: 'secret' } })
afterAll(() => Promise.all([open.close(), guarded.close()]))

const navigation = {
  'sec-fetch-mode': 'navigate',
  'sec-fetch-dest': 'document',
  'sec-fetch-site': 'cross-site',
}

function get(
  server: { url: string },
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<{ status: number; headers: IncomingHttpHeaders; body: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url)
    // A URL would be put in order before it is sent.
    const asked = httpRequest({ hostname, port, path, method, headers }, (response) => {
      let body = ''
      response.on('data', (chunk: Buffer) => {
        body += chunk.toString()
        if (response.headers['content-type'] === 'text/event-stream; charset=utf-8') response.destroy()
      })
      response.on('close', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      )
    })
    asked.on('error', reject).end()
  })
}

describe('the address of the server', () => {
  it('leads a browser to the inspector, and clients of the API as before', async () => {
    expect(await get(open, '/', navigation)).toMatchObject({
      status: 302,
      headers: { location: '/_mock/inspect' },
    })
    expect((await get(open, '/')).status).not.toBe(302)
    expect((await get(open, '/?Action=SendChatappMassMessage', navigation)).status).not.toBe(302)
    expect(
      (await get(open, '/', { ...navigation, 'x-acs-action': 'SendChatappMassMessage' })).status,
    ).not.toBe(302)
  })
})

describe('the shell of the page', () => {
  it('is served at every address below it, with a policy that lets nothing else in', async () => {
    for (const path of ['/_mock/inspect', '/_mock/inspect/w7/messages?query=status:Failed']) {
      const { status, headers } = await get(open, path, navigation)
      expect([status === 200 || status === 503, headers['x-content-type-options']]).toEqual([true, 'nosniff'])
      const policy = String(headers['content-security-policy'])
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).toContain("require-trusted-types-for 'script'")
      expect(policy).not.toContain('unsafe')
    }
  })

  it('opens by a link of another site, but not in a frame and not to a script', async () => {
    expect((await get(open, '/_mock/inspect', navigation)).status).not.toBe(403)
    expect((await get(open, '/_mock/inspect', { ...navigation, 'sec-fetch-dest': 'iframe' })).status).toBe(
      403,
    )
    const script = { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script', 'sec-fetch-site': 'cross-site' }
    expect((await get(open, '/_mock/inspect', script)).status).toBe(403)
    expect((await get(open, '/_mock/inspect', { origin: 'http://evil.example' })).status).toBe(403)
  })

  it('is refused under a foreign name', async () => {
    expect((await get(open, '/_mock/inspect', { ...navigation, host: 'evil.example' })).status).toBe(403)
  })

  it('needs no token, as it holds no data; everything else does', async () => {
    expect((await get(guarded, '/_mock/inspect', navigation)).status).not.toBe(401)
    expect((await get(guarded, '/_mock/worlds')).status).toBe(401)
    expect((await get(guarded, '/_mock/events')).status).toBe(401)
    expect((await get(guarded, '/_mock/inspectors')).status).toBe(401)
    expect((await get(guarded, '/_mock/inspect', {}, 'DELETE')).status).not.toBe(200)
  })

  it('answers no path that leads out of its folder', async () => {
    for (const path of ['/_mock/inspect/assets/..%2findex.html', '/_mock/inspect/assets/%2e%2e/x.js'])
      expect((await get(open, path)).status).toBe(400)
    expect((await get(open, '/_mock/inspect/assets/other.js')).status).toBe(404)
  })
})

describe('the event stream', () => {
  it('answers this machine', async () => {
    const { status, body } = await get(open, '/_mock/events')
    expect([status, /^data: \{"exchanges":\d+,/.test(body)]).toEqual([200, true])
  })

  it.each([
    ['a page of another site', { origin: 'http://evil.example' }],
    ['a script of another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' }],
    ['a link of another site', navigation],
    ['a foreign name', { host: 'evil.example' }],
  ])('is refused to %s', async (_, headers) => {
    expect((await get(open, '/_mock/events', headers as Record<string, string>)).status).toBe(403)
  })
})
