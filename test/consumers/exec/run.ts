// Applications with the live host in their code under `chatapp-mock exec`, part of `npm run test:sdks`: each sends one message and
// must reach the emulator unmodified. Needs the built command line.
import { join } from 'node:path'
import { run } from '../processes.ts'
import { prepare, UnavailableError } from '../toolchains.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const applications = [
  ['node', 'live-host.mjs'],
  ['python', 'live_host.py'],
  ['go', 'live'],
  ['java', 'LiveHost'],
] as const

for (const [toolchain, program] of applications) {
  try {
    const command = (await prepare(toolchain))(program)
    const args = [
      join(root, 'dist', 'cli.js'),
      'exec',
      '--json',
      '--offline',
      '--audit',
      'live-host',
      '--',
      ...command,
    ]
    const summary = JSON.parse(await run(process.execPath, args, { cwd: root, timeoutSeconds: 60 })) as {
      audit: { recipients: number }
    }
    if (summary.audit.recipients !== 1)
      throw new Error(`sent to ${summary.audit.recipients} recipients, not 1`)
    console.log(`${toolchain}: the live host led to the emulator`)
  } catch (error) {
    if (error instanceof UnavailableError) console.log(`${toolchain}: skipped, ${error.message}`)
    else {
      console.error(`${toolchain}: ${(error as Error).message}`)
      process.exitCode = 1
    }
  }
}
