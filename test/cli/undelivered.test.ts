import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { connect } from '../../mock-server/entry/connect.ts'
import { toBytes, exchangeBytes } from '../raw-socket.ts'
import { massSend, signed } from '../signed-requests.ts'
import { startJson, startCli } from './cli-process.ts'

async function consumerThat(answers: RequestListener): Promise<{ url: string; requests: () => number }> {
  let requests = 0
  const server = createServer((request, response) => {
    requests++
    answers(request.resume(), response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/receipts`,
    requests: () => requests,
  }
}

async function sendOne(url: string): Promise<void> {
  const { port, host } = new URL(url)
  const SenderList = [{ To: '8613800000001', TemplateParams: { name: 'A', order: '1' } }]
  const [answer] = await exchangeBytes(Number(port), [
    toBytes(signed(massSend({ SenderList }), { at: Date.now(), host })),
  ])
  expect(answer?.body).toContain('"OK"')
}

it('says on SIGTERM how many receipts stay undelivered, and for whom', async () => {
  const consumer = await consumerThat((_request, response) => response.writeHead(503).end())
  const server = await startCli([], /Ctrl\+C stops/)
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(server.stdout())?.[0] ?? ''
  const { demo } = await connect(url)
  await demo.receive({ status: consumer.url })
  await sendOne(url)
  expect(await demo.wait('operation:ChatAppStatus status:Sent', { of: 'exchanges' })).toMatchObject({
    satisfied: true,
  })
  const { code, stdout } = await server.stop('SIGTERM')
  expect(code).toBe(0)
  // On a slow machine the next step of the message has failed, too.
  const [, count, where] = /Stopped\. (\d) receipts? stays? undelivered:\n {2}\1 for (\S+)/.exec(stdout) ?? []
  expect([Number(count) > 0, where], stdout.slice(-300)).toEqual([true, consumer.url])
})

it('finishes a push that is under way before it stops', async () => {
  const answers: (() => void)[] = []
  const consumer = await consumerThat((_request, response) => answers.push(() => response.end('{"code":0}')))
  const server = await startJson()
  const { demo } = await connect(server.banner.url)
  await demo.receive({ status: consumer.url })
  await sendOne(server.banner.url)
  while (answers.length === 0) await new Promise(setImmediate)
  const stopping = server.stop('SIGTERM')
  for (const answer of answers) answer()
  const { stdout } = await stopping
  expect(stdout).not.toContain('undelivered')
})
