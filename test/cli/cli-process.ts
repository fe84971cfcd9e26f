import { spawn, type ChildProcess } from 'node:child_process'
import { inject } from 'vitest'

/** How a process of the command line ended. */
export interface Ended {
  readonly code: number | null
  readonly signal: string | null
  readonly stdout: string
  readonly stderr: string
}

/** A process of the command line that is still running. */
export interface Running {
  readonly stdout: () => string
  /** Waits until the output matches; fails when the process ends before. */
  waitFor(expression: RegExp): Promise<RegExpExecArray>
  /** Reads no more of the output, as `head` does. */
  stopReading(): void
  stop(signal?: 'SIGINT' | 'SIGTERM'): Promise<Ended>
}

interface Output {
  stdout: string
  stderr: string
}

/** Runs the command line to its end. */
export async function runCli(...args: string[]): Promise<Ended> {
  const { output, ended } = launch(args)
  return { ...(await ended), ...output }
}

/** Starts a server and waits for the first line that matches; `--port 0` and `--log silent` unless given. */
export async function startCli(args: readonly string[], ready: RegExp): Promise<Running> {
  const usual = [
    ...(args.includes('--port') ? [] : ['--port', '0']),
    ...(args.includes('--log') ? [] : ['--log', 'silent']),
  ]
  return startCommand(['start', ...usual, ...args], ready)
}

/** Starts a command that runs until it is stopped, and waits for the first line that matches. */
export async function startCommand(args: readonly string[], ready: RegExp): Promise<Running> {
  const { child, output, ended } = launch(args)
  const waitFor = (expression: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const match = expression.exec(output.stdout)
        if (match === null) return
        child.stdout?.off('data', look)
        resolve(match)
      }
      child.stdout?.on('data', look)
      void ended.then(() =>
        reject(
          new Error(`The process ended without ${String(expression)}: ${output.stdout}${output.stderr}`),
        ),
      )
      look()
    })
  await waitFor(ready)
  return {
    stdout: () => output.stdout,
    waitFor,
    stopReading: () => void child.stdout?.destroy(),
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      return { ...(await ended), ...output }
    },
  }
}

/** Starts a process of the command line without waiting for what it says. */
export function beginCli(...args: string[]): {
  kill(signal: 'SIGINT' | 'SIGTERM'): void
  readonly ended: Promise<Ended>
} {
  const { child, output, ended } = launch(args)
  return { kill: (signal) => void child.kill(signal), ended: ended.then((end) => ({ ...end, ...output })) }
}

/** What `start --json` prints first. */
export interface Banner {
  readonly url: string
  readonly control: string
  readonly seed: number
  readonly httpsUrl?: string
  readonly ca?: string
  readonly accessKeyId: string
  readonly accessKeySecret: string
}

/** Starts a server that prints its banner as JSON. */
export async function startJson(...args: string[]): Promise<Running & { readonly banner: Banner }> {
  const seed = args.includes('--seed') ? [] : ['--seed', '1']
  const running = await startCli(['--json', ...seed, ...args], /^\{.*\}\n/)
  return { ...running, banner: JSON.parse(running.stdout().split('\n')[0] ?? '') as Banner }
}

function launch(args: readonly string[]): {
  child: ChildProcess
  output: Output
  ended: Promise<{ code: number | null; signal: string | null }>
} {
  const { file, failure } = inject('cli')
  if (failure !== undefined) throw new Error(`The command line could not be built: ${failure}`)
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const output: Output = { stdout: '', stderr: '' }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (output.stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (output.stderr += text))
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve, reject) => {
    child.on('error', reject).on('close', (code, signal) => resolve({ code, signal }))
  })
  return { child, output, ended }
}
