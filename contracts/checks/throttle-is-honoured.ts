import type { Exchange } from '../exchange.ts'
import type { Severity, Violation } from './check.ts'
import { operationOf, readSubject } from './read-subject.ts'

/** The one check of many exchanges: rates are no property of a single call. */
export const throttleIsHonoured: {
  readonly id: string
  readonly summary: string
  readonly severity: Severity
} = {
  id: 'throttle-is-honoured',
  summary:
    'Of an operation with a documented rate no more calls are carried out within one second of the clock, per key.',
  // Seen from outside, the second of the service may begin elsewhere.
  severity: 'warning',
}

/** Judges the rates of exchanges of one world. An account's keys share its rate, which is not seen from outside: each key is held to it alone. */
export async function judgeRates(exchanges: readonly Exchange[]): Promise<Violation[]> {
  const carriedOut = new Map<string, number>()
  for (const exchange of exchanges) {
    const { accepted } = await readSubject(exchange)
    if (!accepted || exchange.push !== undefined) continue
    const key = [
      exchange.operation,
      exchange.world,
      exchange.accessKeyId,
      Math.floor(exchange.at / 1000),
    ].join('\n')
    carriedOut.set(key, (carriedOut.get(key) ?? 0) + 1)
  }
  const violations: Violation[] = []
  for (const [key, count] of carriedOut) {
    const [name = '', , , second] = key.split('\n')
    const rate = (await operationOf(name))?.callsPerSecond
    if (rate === undefined || count <= rate) continue
    violations.push({
      check: throttleIsHonoured.id,
      severity: throttleIsHonoured.severity,
      message: `${count} calls of ${name} were carried out within the second from ${new Date(Number(second) * 1000).toISOString()}, documented are ${rate}.`,
      pointer: '',
      of: 'answer',
    })
  }
  return violations
}
