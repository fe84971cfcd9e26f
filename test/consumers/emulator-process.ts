import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { run } from './processes.ts'

const root = join(import.meta.dirname, '..', '..')

/** Builds the command `dist/cli.js` that startEmulator starts. */
export async function buildEmulator(): Promise<void> {
  await run(process.execPath, ['scripts/build.js'], { cwd: root, timeoutSeconds: 60 })
}

/** An emulator in a process of its own, on a port of its own. */
export interface EmulatorProcess {
  /** `host:port` */
  readonly endpoint: string
  stop(): Promise<void>
}

/** Starts an emulator as a user does and waits until it says that it is healthy. */
export async function startEmulator(): Promise<EmulatorProcess> {
  const args = ['dist/cli.js', 'start', '--port', '0', '--json', '--log', 'silent']
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill()
    await exited
  }
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`the emulator ended with code ${code} before it printed its address`)
  })
  const lines = createInterface({ input: child.stdout })
  const [line] = (await Promise.race([once(lines, 'line'), failed])) as [string]
  failed.catch(() => {})
  const { url } = JSON.parse(line) as { url: string }
  const health = await fetch(`${url}/_mock/health`)
  if (!health.ok) {
    await stop()
    throw new Error(`GET /_mock/health answered ${health.status}, expected 200`)
  }
  return { endpoint: new URL(url).host, stop }
}
