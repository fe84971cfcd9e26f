import { expect, it, onTestFinished, vi } from 'vitest'
import { startMockServer } from '../../../mock-server/entry/start-mock-server.ts'

const { fail } = vi.hoisted(() => ({
  fail: () => {
    throw Object.assign(new Error('EMFILE: too many open files'), { code: 'EMFILE' })
  },
}))
// What the server reads on first use is not there, as when no file descriptor is left.
vi.mock('../../../contracts/catalog/index.ts', fail)
vi.mock('../../../mock-server/queue/answer-queue.ts', fail)
vi.mock('../../../mock-server/control/control-app.ts', fail)
vi.mock('../../../mock-server/emulator/under-faults.ts', fail)

it.each(['/?Action=GetChatappVerifyCode', '/queues/any/messages', '/_mock/health'])(
  'answers 503 when the code for %s cannot be read, and goes on',
  async (path) => {
    const defects: unknown[] = []
    const server = await startMockServer({ onDefect: (error) => void defects.push(error) })
    onTestFinished(() => void server.close())
    expect((await fetch(`${server.url}${path}`)).status).toBe(503)
    if (!path.startsWith('/_mock')) expect(defects).toHaveLength(1)
    expect((await fetch(`${server.url}/?Format=JSON`)).status).toBe(404)
  },
)

it('answers 503 when the code of faults cannot be read', async () => {
  const server = await startMockServer({ faults: [{ fault: 'no-answer' }] as never })
  onTestFinished(() => void server.close())
  const response = await fetch(`${server.url}/?Format=JSON`)
  expect([response.status, await response.json()]).toEqual([
    503,
    expect.objectContaining({ Code: 'ServiceUnavailable' }),
  ])
})
