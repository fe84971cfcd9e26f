import { execFileSync } from 'node:child_process'
import { availableParallelism } from 'node:os'

/** Core of the servers; everything else of the bench stays off it. */
const serverCore = '0'
const generatorCore = '1'

/** Whether processes can be held to one core: Linux with `taskset` and two cores. */
export const canPin: boolean = availableParallelism() > 1 && succeeds('taskset', ['-V'])

/** The command that runs Node with these arguments on the servers' core, or anywhere where pinning is not possible. */
export function pinned(args: readonly string[]): [command: string, args: string[]] {
  return canPin ? ['taskset', ['-c', serverCore, process.execPath, ...args]] : [process.execPath, [...args]]
}

/** Moves this process, which generates the load, off the servers' core. */
export function pinGenerator(): void {
  if (canPin) execFileSync('taskset', ['-acp', generatorCore, String(process.pid)], { stdio: 'ignore' })
}

function succeeds(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
