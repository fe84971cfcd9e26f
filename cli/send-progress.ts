import type { Progress } from '../sdk/index.ts'

/** Shows how a send goes on: a bar that is drawn over itself on a terminal, a line now and then elsewhere. */
export interface ProgressDisplay {
  show(progress: Progress): void
  /** Makes room for other text. */
  clear(): void
}

export interface DisplayPorts {
  write(text: string): void
  readonly terminal: boolean
  now(): number
}

const barWidth = 24
const redrawEvery = 100
const lineEvery = 5000

/**
 * @param total recipients in all; undefined when they come from a pipe
 * @param before recipients that earlier runs have dealt with
 */
export function createDisplay(total: number | undefined, before: number, { write, terminal, now }: DisplayPorts): ProgressDisplay {
  const start = now()
  let last = terminal ? Number.NEGATIVE_INFINITY : start
  let drawn = false
  return {
    show({ accepted, rejected, uncertain, callsPerSecond, throttledCalls }) {
      const time = now()
      if (time - last < (terminal ? redrawEvery : lineEvery)) return
      last = time
      const done = accepted + rejected + uncertain
      const perSecond = done / Math.max(1, (time - start) / 1000)
      const share = total === undefined ? undefined : Math.min(1, (before + done) / Math.max(1, total))
      const left = total === undefined || perSecond === 0 ? undefined : Math.ceil(Math.max(0, total - before - done) / perSecond)
      const text = [
        ...(share === undefined ? [] : terminal ? [`[${'#'.repeat(Math.round(share * barWidth)).padEnd(barWidth, '.')}]`] : []),
        ...(share === undefined ? [] : [`${Math.floor(share * 100)} %`]),
        `${grouped(before + done)}${total === undefined ? '' : ` of ${grouped(total)}`} sent`,
        `${grouped(Math.round(perSecond))} a second`,
        ...(left === undefined ? [] : [`${duration(left)} left`]),
        ...(rejected + uncertain > 0 ? [`${grouped(rejected + uncertain)} failed`] : []),
        ...(throttledCalls > 0 ? [`throttled ${throttledCalls} times, now ${callsPerSecond.toFixed(1)} calls a second`] : []),
      ].join('  ')
      write(terminal ? `\r\x1B[2K${text}` : `${text}\n`)
      drawn = terminal
    },
    clear() {
      if (drawn) write('\r\x1B[2K')
      drawn = false
    },
  }
}

export const grouped = (count: number): string => count.toLocaleString('en-US')

function duration(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
