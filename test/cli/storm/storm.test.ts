import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { planted, right, type Consumer } from '../../lab/storm/consumers.ts'
import { localConsumer } from '../../lab/local-consumer.ts'
import { runCli } from '../cli-process.ts'

/** Serves a consumer of a test with what it knows and did. */
const served = ({ handle, read, effects }: Consumer): Promise<string> =>
  localConsumer((request) => {
    if (request.path === '/effects') return { text: JSON.stringify({ done: effects() }) }
    if (request.method === 'GET')
      return { text: JSON.stringify({ status: read(request.path.replace('/messages/', '')) }) }
    return handle(request)
  })

async function scratch(): Promise<string> {
  const folder = await mkdtemp(join(import.meta.dirname, '..', '..', '..', '.cache', 'storm-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

const addresses = (url: string): string[] =>
  `--receipts ${url}/receipts --read ${url}/messages/{MessageId} --field status --effects ${url}/effects --effects-field done --settle 0ms`.split(
    ' ',
  )

it('tells a story, ends with 1, and plays the schedule it wrote again', async () => {
  const url = await served(planted['lets the last write win']!.make())
  const folder = await scratch()
  const [file, test] = [join(folder, 'found.json'), join(folder, 'found.test.ts')]
  const { code, stdout, stderr } = await runCli(
    'storm',
    ...addresses(url),
    '--seed',
    '7',
    '--out',
    file,
    '--test',
    test,
  )
  expect(code, stderr).toBe(1)
  expect(stdout).toMatch(/deliver(y is|ies are) enough:\n {2}1\. [^]*in order it is [^]*seed 7/)
  expect(await readFile(test, 'utf8')).toContain('import { storm } from "chatapp-mock/lab"')
  const again = await runCli('storm', ...addresses(url), '--replay', file, '--json')
  expect(again.code).toBe(1)
  expect(JSON.parse(again.stdout)).toMatchObject({
    found: true,
    schedule: JSON.parse(await readFile(file, 'utf8')),
  })
})

it('finds nothing in a right consumer, and says how far it looked', async () => {
  const url = await served(Object.values(right)[0]!())
  const { code, stdout } = await runCli('storm', ...addresses(url), '--runs', '20', '--seed', '5')
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'Nothing found in 20 schedules (seed 5).\n' })
})

it('refuses what cannot be used with 2', async () => {
  const folder = await scratch()
  const file = join(folder, 'no-schedule.json')
  await writeFile(file, '{"letters":[{"push":["1 Raed"]}],"overtakes":[]}')
  const url = await served(Object.values(right)[0]!())
  const read = ['--read', `${url}/messages/{MessageId}`]
  for (const [args, message] of [
    [['--receipts', 'http://127.0.0.1:1/', ...read], 'Nothing answers at http://127.0.0.1:1/'],
    [['--receipts', url, '--read', 'http://127.0.0.1:1/'], 'expected {MessageId} or {To}'],
    [['--receipts', 'http://example.org/', ...read], 'Allow it with --allow-host example.org'],
    [['--receipts', url, ...read, '--replay', file], '{"push":["1 Raed"]} is no letter'],
    [['--receipts', url, ...read, '--effects', `${url}/effects`], 'expected a number'],
    [['--receipts', url, ...read, '--runs', '0'], 'whole number'],
  ] as const) {
    const { code, stderr } = await runCli('storm', ...args)
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) as string })
  }
})
