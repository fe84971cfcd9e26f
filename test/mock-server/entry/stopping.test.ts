import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { sign, stringToSign } from '../../../contracts/signature/mns.ts'
import { startMockServer } from '../../watched-emulators.ts'

describe('a server that is stopped', () => {
  it("answers waits of the machine's time at once and closes", async () => {
    let asked = (): void => {}
    const waiting = new Promise<void>((resolve) => (asked = resolve))
    // The timer is set when the wait has looked and found nothing; it never rings.
    const server = await startMockServer({ timer: () => (asked(), () => {}) })
    const answer = fetch(`${server.url}/_mock/wait`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ for: 'to:99', within: '20s' }),
    })
    await waiting
    await server.close()
    expect(await (await answer).json()).toMatchObject({ satisfied: false, reason: 'The server is stopping.' })
  })

  it('answers a client that waits for a message in a queue at once and closes', async () => {
    let asked = (): void => {}
    const waiting = new Promise<void>((resolve) => (asked = resolve))
    const server = await startMockServer({ timer: () => (asked(), () => {}) })
    const path = '/queues/Alicom-Queue-1000000000000001-ChatAppStatus/messages?waitseconds=30'
    const headers = { date: new Date().toUTCString(), 'x-mns-version': '2015-06-06' }
    const signature = sign('mock-sk-1', stringToSign('GET', headers, path))
    const answer = fetch(`${server.url}${path}`, {
      headers: { ...headers, authorization: `MNS mock-ak-1:${signature}` },
    })
    await waiting
    await server.close()
    expect((await answer).status).toBe(404)
    expect(await (await answer).text()).toContain('<Code>MessageNotExist</Code>')
  })

  it.each([
    ['says nothing', ''],
    ['has sent half a head', 'POST / HTTP/1.1\r\nHos'],
    ['has sent half a body', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nAction='],
    [
      'has sent half of what it wants to control',
      'POST /_mock/reset HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
    ],
  ])('does not wait for a client that %s', async (_, sent) => {
    const server = await startMockServer()
    const client = connect(Number(new URL(server.url).port), '127.0.0.1')
    await once(client, 'connect')
    client.resume().write(sent)
    // A call after it is answered after what was sent before it was read.
    await fetch(`${server.url}/_mock/health`)
    const closed = once(client, 'close')
    await server.close()
    await closed
  })

  it('refuses an empty control token instead of locking everyone out', async () => {
    await expect(startMockServer({ control: { token: '' } })).rejects.toThrow('The control token is empty')
  })
})
