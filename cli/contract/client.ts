import { spawn, type ChildProcess } from 'node:child_process'
import { UsageError } from '../../contracts/usage-error.ts'
import type { Caller } from '../../scenarios/make-call.ts'

/** Bytes of what a program prints that are kept for messages. */
const keptOutput = 4000

/** How long a program may take for one call, in milliseconds. */
const longestRun = 60_000

/**
 * Calls with a program of the user's, once per call: the operation and where to send stand in its environment, the parameters as JSON
 * on its standard input. What it was answered is read from the journal of the world, so the program need not print anything.
 * Throws `UsageError` without a program, and when it made no call.
 */
export function callWithCommand(command: string | undefined): Caller {
  if (command === undefined || command.trim() === '')
    throw new UsageError(
      '--client command needs --command: the program that makes the calls, such as --command "node call.js".',
    )
  return async ({ operation, input, credentials, signature, style }, { endpoint, world }) => {
    if (world === undefined || !/^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])/.test(endpoint))
      throw new UsageError(
        '--client command needs a target with an address and a journal: --target mock, or the URL of an emulator.',
      )
    const seen = (await world.journal()).length
    const output = await runWithin(command, JSON.stringify(input), {
      CHATAPP_ENDPOINT: endpoint,
      CHATAPP_OPERATION: operation,
      CHATAPP_SIGNATURE: signature,
      CHATAPP_STYLE: style,
      ALIBABA_CLOUD_ACCESS_KEY_ID: credentials.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: credentials.accessKeySecret,
      ALIBABA_CLOUD_SECURITY_TOKEN: credentials.securityToken ?? '',
    })
    const journal = await world.journal()
    const calls = journal.slice(0, journal.length - seen).filter(({ push }) => push === undefined)
    const last = calls[0]
    if (last === undefined)
      throw new UsageError(
        `${command} made no call with ${credentials.accessKeyId}. It printed: ${output || 'nothing'}`,
      )
    return {
      status: last.status,
      body: last.body,
      requestId: last.requestId,
      rule: last.rule,
      evidence: last.evidence.class,
      assumption: last.evidence.assumption ?? '',
    }
  }
}

/**
 * Runs a program to its end and gives what it printed; how it ended does not matter, as a refused call may well end it.
 * Throws `UsageError` when it has not ended in time: it is then stopped with all that it started.
 */
export function runWithin(
  command: string,
  input: string,
  environment: Readonly<Record<string, string>>,
  milliseconds = longestRun,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, {
      shell: true,
      // A group of its own, so that what the shell started ends with it.
      detached: process.platform !== 'win32',
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    })
    let output = ''
    const keep = (text: string): void => void (output = `${output}${text}`.slice(-keptOutput))
    child.stdout.setEncoding('utf8').on('data', keep)
    child.stderr.setEncoding('utf8').on('data', keep)
    child.stdin.on('error', () => {}).end(input)
    const timer = setTimeout(() => {
      isLate = true
      stop(child)
      // What left the group may hold them open.
      child.stdout.destroy()
      child.stderr.destroy()
    }, milliseconds)
    let isLate = false
    const end = (): void => clearTimeout(timer)
    child
      .on('error', (error) => {
        end()
        reject(error)
      })
      .on('close', () => {
        end()
        if (!isLate) return resolve(output.trim())
        reject(
          new UsageError(
            `${command} did not end within ${milliseconds / 1000} seconds and was stopped. It printed: ${output.trim() || 'nothing'}`,
          ),
        )
      })
  })
}

function stop(child: ChildProcess): void {
  try {
    if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, 'SIGKILL')
    else child.kill('SIGKILL')
  } catch {
    // It ended by itself.
  }
}
