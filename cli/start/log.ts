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

function line(exchange: Exchange): string {
  const { at, operation, status, code, requestId, rule, refusal, remarks, world, push } = exchange
  const time = new Date(at).toISOString().slice(11, 23)
  const where = world === 'demo' ? '' : `  world ${oneLine(world)}`
  const what =
    push === undefined ? `${oneLine(operation) || '(no Action)'}${recipientsOf(exchange)}` : pushed(exchange)
  const head = `${time} ${status} ${oneLine(code)}  ${what}  ${requestId}${where}`
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

/** How many people a send is for. */
function recipientsOf({ operation, input }: Exchange): string {
  if (operation !== 'SendChatappMassMessage') return ''
  const count = input['SenderList']?.match(/"To"\s*:/g)?.length ?? 0
  return count === 0 ? '' : ` to ${count} ${count === 1 ? 'person' : 'people'}`
}

/** Where receipts went, and what happens to those that were not accepted. */
function pushed({ operation, push, refusal }: Exchange): string {
  if (push === undefined) return operation
  const { url, items, attempt, next } = push
  const verdict =
    refusal === undefined
      ? 'accepted'
      : next === null
        ? 'given up'
        : `not accepted, again at ${new Date(next).toISOString().slice(11, 19)}`
  const again = attempt === 1 ? '' : `, attempt ${attempt}`
  return `${items} ${items === 1 ? 'receipt' : 'receipts'} of ${operation} to ${oneLine(url)}: ${verdict}${again}`
}

const indent = (text: string): string => visibleLines(text).replaceAll(/^/gm, '    ')
