import { isUnsettled, settle } from '../../contracts/slow-text.ts'
import { createConsola, LogLevels } from 'consola/basic'
import type { Exchange } from '../../contracts/exchange.ts'
import { visibleLines } from '../../contracts/visible.ts'
import { oneLine } from '../one-line.ts'

export type LogLevel = 'silent' | 'error' | 'info' | 'debug'

const levels: Record<LogLevel, number> = {
  silent: LogLevels.silent,
  error: LogLevels.error,
  info: LogLevels.info,
  debug: LogLevels.debug,
}

/** The log of a running server: one line per exchange, as text or as JSON. */
export interface Log {
  exchange(exchange: Exchange): void
  defect(error: unknown): void
}

export function createLog(level: LogLevel, json: boolean): Log {
  const logger = createConsola({ level: levels[level] })
  if (json)
    logger.setReporters([
      { log: ({ type, args }) => console.log(JSON.stringify({ level: type, ...(args[0] as object) })) },
    ])
  return {
    exchange(exchange) {
      if (logger.level < LogLevels.info) return
      // Why a signature does not match is found after the answer has left.
      if (isUnsettled(exchange.refusal))
        void settle(exchange.refusal, setImmediate).then(() => write(exchange))
      else write(exchange)
    },
    defect(error) {
      const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
      logger.error(json ? { defect: stack } : `chatapp-mock has failed, please report this: ${stack}`)
    },
  }

  function write(exchange: Exchange): void {
    const { at, operation, status, code, requestId, rule, accessKeyId, refusal, remarks, input } = exchange
    if (json)
      logger.info({
        at: new Date(at).toISOString(),
        operation,
        status,
        code,
        requestId,
        rule,
        evidence: exchange.evidence.class,
        accessKeyId,
        ...(refusal && { refusal }),
        ...(remarks.length > 0 && { remarks }),
      })
    else logger.info(line(exchange))
    if (logger.level >= LogLevels.debug)
      logger.debug(json ? { requestId, input, body: exchange.body } : `  ${visibleLines(exchange.body)}`)
  }
}

function line({ at, operation, status, code, requestId, rule, refusal, remarks }: Exchange): string {
  const time = new Date(at).toISOString().slice(11, 23)
  const head = `${time} ${status} ${oneLine(code)}  ${oneLine(operation) || '(no Action)'}  ${requestId}`
  const why =
    refusal === undefined
      ? []
      : [
          `    rule ${rule}`,
          ...(refusal.given === undefined ? [] : [`    given    ${oneLine(String(refusal.given))}`]),
          ...(refusal.expected === undefined ? [] : [`    expected ${oneLine(refusal.expected)}`]),
          ...(refusal.explanation === undefined ? [] : [indent(refusal.explanation)]),
        ]
  return [head, ...why, ...remarks.map((remark) => `    note: ${oneLine(remark)}`)].join('\n')
}

const indent = (text: string): string => visibleLines(text).replaceAll(/^/gm, '    ')
