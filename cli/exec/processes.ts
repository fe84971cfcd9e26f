import { spawn, type ChildProcess } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { UsageError } from '../../contracts/usage-error.ts'

/** How long processes may take to end after SIGTERM, in milliseconds. */
const patience = 2000

/** A command that runs, with everything it starts. */
export interface Command {
  /** Resolves when the command itself ends, to its exit code: 128 and the number of the signal that ended it. */
  readonly ended: Promise<number>
  /** Passes a signal on to the command and what it started. */
  signal(name: NodeJS.Signals): void
  /** Ends every process that is left, and resolves to how many there were. */
  end(): Promise<number>
}

/**
 * Starts a command. Rejects with `UsageError` when it does not exist.
 * @param mark a text in the environment by which processes are known that left the group of the command
 * @param quiet sends its standard output to standard error
 */
export async function startProcess(
  [program = '', ...args]: readonly string[],
  environment: Readonly<Record<string, string>>,
  mark: string,
  quiet: boolean,
): Promise<Command> {
  // In a group of its own, so that all of it can be ended. A program that reads from a terminal has to stay in the group in front.
  const detached = !process.stdin.isTTY && process.platform !== 'win32'
  const child = spawn(program, args, {
    env: environment,
    detached,
    stdio: ['inherit', quiet ? process.stderr : 'inherit', 'inherit'],
  })
  const ended = new Promise<number>((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal as NodeJS.Signals]))
  })
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', (error: NodeJS.ErrnoException) => reject(new UsageError(cannotRun(program, error))))
  })
  const left = (): number[] => processesWith(mark)
  return {
    ended,
    signal(name) {
      sendTo(child, detached, name)
      for (const pid of left()) send(pid, name)
    },
    async end() {
      const found = left().length
      sendTo(child, detached, 'SIGTERM')
      for (const pid of left()) send(pid, 'SIGTERM')
      const until = Date.now() + patience
      while (left().length > 0 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 20))
      sendTo(child, detached, 'SIGKILL')
      for (const pid of left()) send(pid, 'SIGKILL')
      return found
    },
  }
}

function cannotRun(program: string, { code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT')
    return `There is no command ${JSON.stringify(program)} on the PATH. Expected a program, for example: chatapp-mock exec -- npm test`
  if (code === 'EACCES') return `${JSON.stringify(program)} is not executable.`
  return `${JSON.stringify(program)} cannot be run: ${message}`
}

/** Signals a command: its group, if it has one of its own. */
function sendTo({ pid }: ChildProcess, group: boolean, name: NodeJS.Signals): void {
  if (pid !== undefined) send(group ? -pid : pid, name)
}

/** A process that has ended meanwhile needs no signal. */
function send(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Processes whose environment holds a text. Where the system does not tell, none: the group of the command is all that is known. */
function processesWith(mark: string): number[] {
  return entries('/proc').filter(
    (pid) => pid !== process.pid && !isZombie(pid) && text(`/proc/${pid}/environ`).includes(mark),
  )
}

const entries = (folder: string): number[] => {
  try {
    return readdirSync(folder)
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
  } catch {
    return []
  }
}

const isZombie = (pid: number): boolean => /^\d+ \(.*\) Z/s.test(text(`/proc/${pid}/stat`))

function text(file: string): string {
  try {
    return readFileSync(file, 'latin1')
  } catch {
    return ''
  }
}
