import { afterEach } from 'vitest'
import { takeLongTimers, watchTimers } from './timer-watch.ts'

/*
 * Watches every timer of the whole suite: one longer than 10 ms, set by this project or its tests and not called off, fails the
 * test it occurs in. Timers of Node itself, of vitest and of other packages do not count.
 */
watchTimers(globalThis as never)

afterEach(() => {
  const found = takeLongTimers()
  if (found.length > 0)
    throw new Error(
      `Nothing waits for real time here:\n${found.map(({ delay, where }) => `  a timer of ${delay} ms, set at ${where}`).join('\n')}`,
    )
})
