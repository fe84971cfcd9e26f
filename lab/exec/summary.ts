import type { Exchange } from '../../contracts/exchange.ts'

/** A connection that was refused. */
export interface Refused {
  readonly host: string
  /** File and line of the application, where it is known. */
  readonly from?: string
  readonly times: number
}

/** What a command did, as the emulator saw it. */
export interface ExecSummary {
  readonly exitCode: number
  readonly seed: number
  /** Calls by operation and code. */
  readonly calls: readonly { readonly operation: string; readonly code: string; readonly times: number }[]
  /** Messages of the demo world by status. */
  readonly messages: Readonly<Record<string, number>>
  readonly undelivered: readonly { readonly url: string; readonly receipts: number }[]
  readonly refused: readonly Refused[]
  readonly tripwire: boolean
  /** Processes the command left running, which were ended. */
  readonly stopped: number
  readonly audit?: { readonly recipients: number; readonly none: number; readonly more: number }
}

/** Counts calls as they are answered; keeps one number for each operation and code. */
export function createCallCounter(): {
  count(exchange: Exchange): void
  calls(): ExecSummary['calls']
} {
  const counts = new Map<string, number>()
  return {
    count({ operation, code, push }) {
      if (push !== undefined) return
      const key = `${operation || '(no Action)'} ${code}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
    },
    calls: () =>
      [...counts].map(([key, times]) => {
        const at = key.lastIndexOf(' ')
        return { operation: key.slice(0, at), code: key.slice(at + 1), times }
      }),
  }
}

/** Puts equal refusals together. */
export function countRefused(all: readonly { readonly host: string; readonly from?: string }[]): Refused[] {
  const groups = new Map<string, Refused>()
  for (const { host, from } of all) {
    const key = JSON.stringify([host, from])
    const times = (groups.get(key)?.times ?? 0) + 1
    groups.set(key, { host, ...(from === undefined ? {} : { from }), times })
  }
  return [...groups.values()]
}

/** The summary as people read it. */
export function describeExec(summary: ExecSummary): string {
  const { calls, messages, undelivered, refused, tripwire, stopped, audit } = summary
  const sent = Object.entries(messages).map(([status, times]) => `${times} ${status}`)
  return [
    `chatapp-mock exec: the command ended with ${summary.exitCode} (seed ${summary.seed}).`,
    ...(calls.length === 0 ? ['No call arrived at the emulator.'] : ['Calls:']),
    ...calls.map(({ operation, code, times }) => `  ${times} × ${operation}: ${code}`),
    ...(sent.length === 0 ? [] : [`Messages: ${sent.join(', ')}.`]),
    ...undelivered.map(
      ({ url, receipts }) => `Undelivered: ${receipts} ${plural(receipts, 'receipt')} for ${url}.`,
    ),
    ...(audit === undefined
      ? []
      : [
          `Audit: ${audit.recipients} ${plural(audit.recipients, 'recipient')}; ${audit.none} got no message, ${audit.more} got more than one.`,
        ]),
    ...(stopped === 0
      ? []
      : [`Stopped ${stopped} ${plural(stopped, 'process', 'es')} that the command left running.`]),
    ...(refused.length === 0
      ? []
      : [tripwire ? 'TRIPWIRE: the command called another service of the vendor.' : 'Refused:']),
    ...refused.map(
      ({ host, from, times }) =>
        `  ${times} × ${host}${from === undefined ? '' : `, called by ${from}`}: nothing was sent`,
    ),
  ].join('\n')
}

const plural = (count: number, word: string, ending = 's'): string =>
  count === 1 ? word : `${word}${ending}`
