import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createLog } from '../../../cli/start/log.ts'
import { mockUnderTest } from '../../mock-under-test.ts'
import { recipients } from '../../signed-requests.ts'

let lines: string[] = []
beforeEach(() => {
  lines = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    lines.push(String(text))
    return true
  })
})
afterEach(() => void vi.restoreAllMocks())

it('says how many people a send is for', async () => {
  const mock = mockUnderTest()
  await mock.send({ SenderList: recipients(3) })
  await mock.send()
  const log = createLog('info', false)
  for (const exchange of mock.exchanges) log.exchange(exchange)
  expect(lines.join('')).toContain('SendChatappMassMessage to 3 people')
  expect(lines.join('')).toContain('SendChatappMassMessage to 1 person')
})

it('says where receipts went, and with which verdict', async () => {
  const answers = [{ outcome: 'answered', status: 500, body: 'broken' } as const]
  const accepted = { outcome: 'answered', status: 200, body: '{"code":0,"msg":"received"}' } as const
  const mock = mockUnderTest({
    transport: { post: async () => answers.shift() ?? accepted, close: async () => {} } as never,
  })
  await mock.demo.receive({ status: 'http://127.0.0.1:9/receipts' })
  await mock.send()
  await mock.demo.advance('2h')
  const log = createLog('info', false)
  for (const exchange of mock.exchanges) log.exchange(exchange)
  expect(lines.join('')).toMatch(
    /1 receipt of ChatAppStatus to http:\/\/127\.0\.0\.1:9\/receipts: not accepted, again at/,
  )
  expect(lines.join('')).toMatch(/receipts?: accepted, attempt 2/)
})
