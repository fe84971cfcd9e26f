import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { expect, it } from 'vitest'
import { runCli } from '../cli-process.ts'

const example = join(import.meta.dirname, '../../../examples/order-notices')
const stories = readdirSync(join(example, 'contract'))
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => join(example, 'contract', name))

it('the example service keeps the contract: its own stories pass with its own calls', async () => {
  const { code, stdout, stderr } = await runCli(
    'contract',
    ...stories,
    '--target',
    'mock',
    '--client',
    'command',
    '--command',
    `${process.execPath} --import tsx ${join(example, 'contract/call.ts')}`,
  )
  expect(
    {
      code,
      stderr,
      summary: stdout
        .split('\n')
        .at(-2)
        ?.replace(/ in .*/, ''),
    },
    stdout,
  ).toEqual({ code: 0, stderr: '', summary: `${stories.length} passed, 0 failed, 0 skipped on mock` })
})

it('the example workflow is YAML with a job for the emulator and a nightly one for live', async () => {
  const { jobs } = parse(await readFile(join(example, '.github/workflows/contract.yml'), 'utf8')) as {
    jobs: Record<string, { if?: string }>
  }
  expect(Object.keys(jobs)).toEqual(['emulator', 'live'])
  expect(jobs['live']?.if).toBe("github.event_name == 'schedule'")
})
