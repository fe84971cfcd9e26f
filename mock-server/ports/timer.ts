/** Runs something after a delay in milliseconds of real time; returns what calls it off. */
export type Timer = (delay: number, run: () => void) => () => void

/** The machine's timer; it does not keep the process alive. */
export const systemTimer: Timer = (delay, run) => {
  const handle = setTimeout(run, delay).unref()
  return () => clearTimeout(handle)
}
