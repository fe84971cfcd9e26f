import type { Progress } from '../../sdk/index.ts'

/** Shows how a send goes on: a bar that is drawn over itself on a terminal, a line now and then elsewhere. */
export interface ProgressDisplay {
  show(progress: Progress): void
  /** Makes room for other text. */
  clear(): void
}

export interface DisplayPorts {
  write(text: string): void
  readonly terminal: boolean
  /** How wide the terminal is. */
  columns(): number
  now(): number
}

const widestBar = 24
/** A bar shorter than this says less than the number beside it. */
const shortestBar = 6
const redrawEvery = 100
const lineEvery = 5000

/**
 * @param total recipients in all; undefined when they come from a pipe
 * @param before recipients that earlier runs have dealt with
 */
export function createDisplay(
  total: number | undefined,
  before: number,
  { write, terminal, columns, now }: DisplayPorts,
): ProgressDisplay {
  const start = now()
  let last = terminal ? Number.NEGATIVE_INFINITY : start
  let drawn = false
  return {
    show({ accepted, rejected, uncertain, callsPerSecond, throttledCalls, reachable }) {
      const time = now()
      if (time - last < (terminal ? redrawEvery : lineEvery)) return
      last = time
      const done = accepted + rejected + uncertain
      const perSecond = done / Math.max(1, (time - start) / 1000)
      const share = total === undefined ? undefined : Math.min(1, (before + done) / Math.max(1, total))
      const left =
        total === undefined || perSecond === 0
          ? undefined
          : Math.ceil(Math.max(0, total - before - done) / perSecond)
      const text = [
        ...(share === undefined ? [] : [`${Math.floor(share * 100)} %`]),
        `${grouped(before + done)}${total === undefined ? '' : ` of ${grouped(total)}`} sent`,
        ...(reachable
          ? [
              `${grouped(Math.round(perSecond))} a second`,
              ...(left === undefined ? [] : [`${duration(left)} left`]),
            ]
          : ['no connection, trying again']),
        ...(rejected + uncertain > 0 ? [`${grouped(rejected + uncertain)} failed`] : []),
        ...(throttledCalls > 0
          ? [`throttled ${throttledCalls} times, now ${callsPerSecond.toFixed(1)} calls a second`]
          : []),
      ].join('  ')
      write(terminal ? `\r\x1B[2K${oneLine(share, text, columns() - 1)}` : `${text}\n`)
      drawn = terminal
    },
    clear() {
      if (drawn) write('\r\x1B[2K')
      drawn = false
    },
  }
}

/** A bar and a text, as much as fits: a line that wraps could not be drawn over. */
function oneLine(share: number | undefined, text: string, width: number): string {
  const barWidth = Math.min(widestBar, width - text.length - '[]  '.length)
  if (share === undefined || barWidth < shortestBar) return text.slice(0, width)
  return `[${'#'.repeat(Math.round(share * barWidth)).padEnd(barWidth, '.')}]  ${text}`
}

/** A number of things, as in `1 call` and `2 calls`. */
export const counted = (count: number, name: string): string =>
  `${grouped(count)} ${name}${count === 1 ? '' : 's'}`

export const grouped = (count: number): string => count.toLocaleString('en-US')

function duration(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
