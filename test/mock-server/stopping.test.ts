import { describe, expect, it } from 'vitest'
import { startMockServer } from '../../mock-server/start-mock-server.ts'

describe('a server that is stopped', () => {
  it('answers waits of the machine\'s time at once and closes', async () => {
    let asked = (): void => {}
    const waiting = new Promise<void>((resolve) => (asked = resolve))
    // The timer is set when the wait has looked and found nothing; it never rings.
    const server = await startMockServer({ timer: () => (asked(), () => {}) })
    const answer = fetch(`${server.url}/_mock/wait`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ for: 'to:99', within: '20s' }) })
    await waiting
    await server.close()
    expect(await (await answer).json()).toMatchObject({ satisfied: false, reason: 'The server is stopping.' })
  })

  it('refuses an empty control token instead of locking everyone out', async () => {
    await expect(startMockServer({ control: { token: '' } })).rejects.toThrow('The control token is empty')
  })
})
