import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pinned } from './pinning.ts'

const root = join(import.meta.dirname, '..')
/** A build of its own, inside the project so that its packages are found. */
export const buildFolder = join(root, '.cache', 'bench')

/** The servers that are compared. */
export type ServerName = 'ours' | 'floor-work' | 'floor-bare'
/** The same, the other end of receipts, and a server of cassettes. */
type ProcessName = ServerName | 'consumer' | 'replay'

const commands: Record<ProcessName, readonly string[]> = {
  ours: [
    join(buildFolder, 'cli.js'),
    'start',
    '--port',
    '0',
    '--json',
    '--log',
    'silent',
    '--throttle',
    'off',
  ],
  'floor-work': [join(import.meta.dirname, 'servers', 'floor-work.js')],
  'floor-bare': [join(import.meta.dirname, 'servers', 'floor-bare.js')],
  replay: [join(buildFolder, 'cli.js'), 'replay'],
  consumer: [join(import.meta.dirname, 'servers', 'consumer.js')],
}

/** A server in a process of its own, held to the servers' core. */
export interface ServerProcess {
  readonly port: number
  /** Most memory the process has held so far, in MB; undefined where the system does not tell. */
  peakMemory(): number | undefined
  /** Processor time of all its threads so far, in ms; undefined where the system does not tell. */
  processorTime(): number | undefined
  stop(): Promise<void>
}

/** Builds the emulator as it is published, apart from `dist`, which may be in use. */
export async function buildOurs(): Promise<void> {
  const build = spawn(process.execPath, [join(root, 'scripts', 'build.js'), buildFolder], {
    stdio: 'inherit',
  })
  const [code] = (await once(build, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`scripts/build.js ended with code ${code}`)
}

/** Starts a server and waits for the line that names its address. */
export async function startServer(name: ProcessName, ...more: readonly string[]): Promise<ServerProcess> {
  const child = spawn(...pinned([...commands[name], ...more]), {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const line = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    exited.then(() => undefined),
  ])
  if (line === undefined) throw new Error(`${name} ended before it printed its address`)
  const { url } = JSON.parse(String(line[0])) as { url: string }
  return {
    port: Number(new URL(url).port),
    peakMemory: () => peakMemoryOf(child.pid as number),
    processorTime: () => processorTimeOf(child.pid as number),
    async stop() {
      child.kill('SIGKILL')
      await exited
    },
  }
}

function processorTimeOf(pid: number): number | undefined {
  try {
    const threads = readdirSync(`/proc/${pid}/task`)
    return (
      threads.reduce(
        (sum, thread) =>
          sum + Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]),
        0,
      ) / 1e6
    )
  } catch {
    return undefined
  }
}

/** VmHWM of a process in MB (of 1,000,000 bytes); undefined without /proc. */
function peakMemoryOf(pid: number): number | undefined {
  try {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kilobytes === undefined ? undefined : (Number(kilobytes) * 1024) / 1e6
  } catch {
    return undefined
  }
}
