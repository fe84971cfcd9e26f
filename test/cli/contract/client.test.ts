import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { runWithin } from '../../../cli/contract/client.ts'

it('stops a program that does not end, with all that it started, and says what it printed', async () => {
  const forever = `node -e "console.log(process.pid); setInterval(() => {}, 1000)"`
  const said = await runWithin(forever, '', {}, 3000).catch((error: Error) => error.message)
  expect(said).toContain('did not end within 3 seconds and was stopped. It printed: ')
  const pid = Number(/printed: (\d+)$/.exec(said)?.[1])
  expect(isRunning(pid)).toBe(false)
})

it('gives what a program printed that ends by itself', async () => {
  expect(await runWithin('node -e "process.stdin.pipe(process.stdout)"', 'given', {}, 30_000)).toBe('given')
})

/** A process that ended may still be listed until its parent has looked. */
const isRunning = (pid: number): boolean =>
  /^[^Z\s]/.test(spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim())
