import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** Runs a program to its end and returns what it printed; rejects with its last words when it fails. */
export async function run(
  program: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: Record<string, string>; readonly timeoutSeconds: number },
): Promise<string> {
  try {
    const { stdout } = await execute(program, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      timeout: options.timeoutSeconds * 1000,
      maxBuffer: 64 * 1024 * 1024,
    })
    return stdout
  } catch (error) {
    throw new Error(`${program}: ${lastWords(error as ExecuteError)}`, { cause: error })
  }
}

interface ExecuteError {
  readonly code?: number | string
  readonly killed?: boolean
  readonly stdout?: string
  readonly stderr?: string
  readonly message: string
}

function lastWords({ code, killed, stdout, stderr, message }: ExecuteError): string {
  if (code === 'ENOENT') return 'not installed'
  if (killed === true) return 'took too long'
  const lines = `${stdout ?? ''}\n${stderr ?? ''}`.split('\n').filter((line) => line.trim() !== '')
  return lines.slice(-3).join(' | ') || message
}
