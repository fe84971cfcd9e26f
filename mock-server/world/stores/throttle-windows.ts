/** Counts calls per second for each key, on the clock it is told. */
export interface ThrottleWindows {
  /**
   * Admits a call if fewer than `limit` were counted in the window of one second.
   * Returns 0 when admitted, else the milliseconds until the window lets the next call in.
   */
  admit(
    key: string,
    limit: number,
    now: number,
    shape: 'fixed' | 'sliding',
    count: 'admitted' | 'all',
  ): number
  /** The same counts; neither side sees the other's later calls. */
  fork(): ThrottleWindows
}

const second = 1000

/** By key, the times of the counted calls, oldest first; never more than one window's worth. */
type Windows = Map<string, number[]>

export function createThrottleWindows(windows: Windows = new Map()): ThrottleWindows {
  return {
    admit(key, limit, now, shape, count) {
      let calls = windows.get(key)
      if (calls === undefined) windows.set(key, (calls = []))
      // The clock has gone back: the counted calls keep their distance, and the newest counts as made now.
      const ahead = (calls.at(-1) ?? now) - now
      if (ahead > 0) calls.splice(0, calls.length, ...calls.map((at) => at - ahead))
      const start = shape === 'fixed' ? now - (now % second) : now - second + 1
      while (calls.length > 0 && (calls[0] as number) < start) calls.shift()
      const admitted = calls.length < limit
      if (admitted || count === 'all') calls.push(now)
      if (admitted) return 0
      const wait =
        shape === 'fixed' ? start + second - now : (calls[calls.length - limit] as number) + second - now
      // Beyond the limit only the newest calls decide when the window opens.
      if (calls.length > limit) calls.splice(0, calls.length - limit)
      return wait
    },
    fork: () => createThrottleWindows(new Map([...windows].map(([key, calls]) => [key, [...calls]]))),
  }
}
