import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it, onTestFinished } from 'vitest'
import { runCli, startJson } from '../cli-process.ts'

const set = new Set<string>()
function environment(values: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(values)) {
    process.env[name] = value
    set.add(name)
  }
}
afterEach(() => {
  for (const name of set) delete process.env[name]
  set.clear()
})

it('takes settings from the environment, and options before them', async () => {
  environment({ CHATAPP_MOCK_SEED: '77', CHATAPP_MOCK_LOG: 'silent' })
  const running = await startJson('--seed', '78')
  onTestFinished(() => void running.stop())
  expect(running.banner.seed).toBe(78)
  environment({ CHATAPP_MOCK_CLOCK: 'sundial' })
  const { code, stderr } = await runCli('start', '--port', '0')
  expect(code).toBe(2)
  expect(stderr).toMatch(/sundial[^]*CHATAPP_MOCK_CLOCK[^]*system/)
})

it('pushes receipts to the webhook that is named', async () => {
  const bodies: string[] = []
  let receive = (): void => {}
  const first = new Promise<void>((resolve) => (receive = resolve))
  const consumer = createServer((request, response) => {
    let body = ''
    request.on('data', (data) => (body += String(data)))
    request.on('end', () => {
      bodies.push(body)
      response.setHeader('content-type', 'application/json').end('{"code":0,"msg":"received"}')
      receive()
    })
  })
  await new Promise<void>((resolve) => void consumer.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void consumer.close())
  const { port } = consumer.address() as AddressInfo
  const running = await startJson('--webhook', `http://127.0.0.1:${port}/receipts`)
  onTestFinished(() => void running.stop())
  const { code } = await runCli(
    'inbound',
    '--url',
    running.banner.url,
    '--from',
    '8613800000001',
    '--text',
    'Hi',
  )
  expect(code).toBe(0)
  await first
  expect(JSON.parse(bodies[0] ?? '')).toMatchObject([{ Type: 'TEXT', Message: 'Hi' }])
})

it('refuses a webhook that is no address', async () => {
  const { code, stderr } = await runCli('start', '--webhook', 'my-webhook')
  expect(code).toBe(2)
  expect(stderr).toContain('Expected an http or https URL')
})
