import { join } from 'node:path'

/** A timer that somebody would have to wait for. */
export interface LongTimer {
  /** Milliseconds. */
  readonly delay: number
  readonly where: string
}

/** The longest timer that is none to wait for, in milliseconds. */
const longest = 10

/** The long timers that ran, or still run, since the last look. A deadline that was called off in time is nothing anybody waited for. */
const long = new Map<unknown, LongTimer>()

const root = join(import.meta.dirname, '..')
const watched = ['mock-server', 'contracts', 'sdk', 'cli', 'scenarios', 'test'].map((folder) =>
  join(root, folder),
)

/** The long timers set since the last look that were not called off. */
export function takeLongTimers(): LongTimer[] {
  const found = [...long.values()]
  long.clear()
  return found
}

type Timers = Record<
  'setTimeout' | 'setInterval' | 'clearTimeout' | 'clearInterval',
  (...args: unknown[]) => unknown
>

const watchedScopes = new WeakSet<object>()

/** Notes each long timer that is set from a file of this project, and sets it all the same. Watching a scope again changes nothing. */
export function watchTimers(scope: Timers): void {
  if (watchedScopes.has(scope)) return
  watchedScopes.add(scope)
  for (const name of ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'] as const) {
    const original = scope[name]
    const sets = name.startsWith('set')
    const noting = (...args: unknown[]): unknown => {
      if (!sets) long.delete(args[0])
      const handle = original(...args)
      const delay = Number(args[1] ?? 0)
      const where = sets && delay > longest ? callerOf(noting) : undefined
      if (where !== undefined) long.set(handle, { delay, where })
      return handle
    }
    // Node hangs the promise form of setTimeout on the function.
    Object.defineProperties(noting, Object.getOwnPropertyDescriptors(original))
    scope[name] = noting
  }
}

/** The place a function was called from, if it lies in a file of this project. */
function callerOf(called: (...args: never[]) => unknown): string | undefined {
  const trace: { stack?: string } = {}
  Error.captureStackTrace(trace, called)
  const frame = trace.stack?.split('\n')[1] ?? ''
  return watched.some((folder) => frame.includes(`${folder}/`)) ? frame.trim().replace(/^at /, '') : undefined
}
