import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { localConsumer } from '../../lab/local-consumer.ts'
import { runCli } from '../cli-process.ts'

it('prints what failed with its evidence, writes JUnit and HTML, and ends with 1', async () => {
  const folder = await mkdtemp(join(import.meta.dirname, '..', '..', '..', '.cache', 'check-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const url = await localConsumer(() => ({ text: '{"code":"<0>"}' }))
  const [junit, html] = [join(folder, 'j.xml'), join(folder, 'h.html')]
  const { code, stdout } = await runCli(
    'consumer-check',
    '--url',
    url,
    '--seed',
    '3',
    '--junit',
    junit,
    '--html',
    html,
  )
  expect(code).toBe(1)
  expect(stdout).toContain('FAILED  answer.numeric-code')
  expect(stdout).toContain('documented: SMS and Voice pages')
  expect(stdout).toMatch(/, 1 failed, 1 skipped .*seed 3/)
  const xml = await readFile(junit, 'utf8')
  expect(xml).toContain('failures="1"')
  expect(xml).toContain('&#60;0&#62;')
  expect(await readFile(html, 'utf8')).toContain('&#60;0&#62;')
})

it('prints JSON and ends with 0 when nothing fails', async () => {
  const url = await localConsumer(() => ({}))
  const { code, stdout } = await runCli(
    'consumer-check',
    '--url',
    url,
    '--only',
    'answer.*,batch.*',
    '--json',
  )
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    failed: 0,
    passed: 6,
    checks: [{ id: 'answer.in-time' }, {}, {}, {}, {}, {}],
  })
})

it.each([
  [['--url', 'nowhere'], 'expected an address such as'],
  [['--url', 'http://example.org/receipts'], 'Allow it with --allow-host example.org'],
  [
    [
      '--url',
      'https://cams.ap-southeast-1.aliyuncs.com/',
      '--allow-host',
      'cams.ap-southeast-1.aliyuncs.com',
    ],
    'address of the vendor',
  ],
  [['--url', 'http://127.0.0.1:1/', '--field', 'status'], 'give --read as well'],
  [['--url', 'http://127.0.0.1:1/', '--read', 'http://127.0.0.1:1/state'], 'expected {MessageId} or {To}'],
  [['--url', 'http://127.0.0.1:1/'], 'Nothing answers'],
  [[], '--url'],
])('refuses %j with 2', async (args, message) => {
  const { code, stderr } = await runCli('consumer-check', ...args)
  expect(code).toBe(2)
  expect(stderr).toContain(message)
})
