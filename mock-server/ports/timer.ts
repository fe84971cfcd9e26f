/** Runs something after a delay in milliseconds of real time; returns what calls it off. */
export type Timer = (delay: number, run: () => void) => () => void

/** The machine's timer for what goes on in the background: it does not keep the process alive. */
export const backgroundTimer: Timer = (delay, run) => {
  const handle = setTimeout(run, delay).unref()
  return () => clearTimeout(handle)
}

/** The machine's timer. It keeps the process alive: somebody awaits what it runs. */
export const systemTimer: Timer = (delay, run) => {
  const handle = setTimeout(run, delay)
  return () => clearTimeout(handle)
}
