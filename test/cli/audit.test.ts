import { afterAll, beforeAll, expect, it } from 'vitest'
import { exchangeBytes, toBytes } from '../raw-socket.ts'
import { massSend, recipients, signed } from '../signed-requests.ts'
import { runCli, startJson, type Banner, type Running } from './cli-process.ts'

let server: Running & { readonly banner: Banner }
beforeAll(async () => {
  server = await startJson()
})
afterAll(async () => {
  await server.stop()
})

async function send(TaskId: string, count: number): Promise<void> {
  const { port, host } = new URL(server.banner.url)
  await exchangeBytes(Number(port), [
    toBytes(
      signed(massSend({ TaskId, SenderList: recipients(count) }), {
        at: Date.now(),
        host,
        nonce: `audit-${Math.random()}`,
      }),
    ),
  ])
}

const audit = (...args: string[]) => runCli('audit', ...args, '--url', server.banner.url)

it('says that everybody got one message, and exits with 0', async () => {
  await send('once', 3)
  expect(await audit('--task', 'once')).toMatchObject({
    code: 0,
    stderr: '',
    stdout:
      'Recipients   3\nNo message   0\nOne message  3\nMore         0\nCalls        1, 0 not carried out\n',
  })
})

it('names the call that caused duplicates, within 80 columns, and exits with 1', async () => {
  await send('twice', 3)
  await send('twice', 2)
  const { code, stdout } = await audit('--task', 'twice')
  expect(code).toBe(1)
  expect(stdout).toMatch(/More {9}2, 2 messages too many\n/)
  expect(stdout).toMatch(
    /Calls that sent again what had been accepted:\n {2}[0-9A-F-]{36} {2}2\n\n8613800000000 {2}2\n {2}[0-9A-F-]{36} {2}accepted\n/,
  )
  expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([])
  expect(JSON.parse((await audit('--task', 'twice', '--json', '--show', 'all')).stdout)).toMatchObject({
    once: 1,
    more: 2,
    next: null,
  })
})

it('refuses what it cannot look for', async () => {
  expect(await audit()).toMatchObject({
    code: 2,
    stderr: 'Give --task with a TaskId, or --group with a GroupMessageId.\n',
  })
  expect((await audit('--task', 'twise')).stderr).toContain('Did you mean twice?')
})
