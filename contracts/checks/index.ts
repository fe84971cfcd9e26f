import type { Exchange } from '../exchange.ts'
import { answerFieldsAreKnown } from './answer-fields-are-known.ts'
import { answerTypesAreKept } from './answer-types-are-kept.ts'
import { answerValuesAreKnown } from './answer-values-are-known.ts'
import type { Check, Violation } from './check.ts'
import { errorIsDeclared } from './error-is-declared.ts'
import { negativeDataIsRefused } from './negative-data-is-refused.ts'
import { positiveDataIsAccepted } from './positive-data-is-accepted.ts'
import { readSubject } from './read-subject.ts'
import { requestConforms } from './request-conforms.ts'
import { requestIdIsPresent } from './request-id-is-present.ts'
import { responseConforms } from './response-conforms.ts'
import { signatureIsRequired } from './signature-is-required.ts'

export { judgeRates, throttleIsHonoured } from './throttle-is-honoured.ts'
export type { Check, Severity, Violation } from './check.ts'

/** The checks of a single exchange. Rates need many: `judgeRates`. */
export const checks: readonly Check[] = [
  requestConforms,
  negativeDataIsRefused,
  positiveDataIsAccepted,
  signatureIsRequired,
  responseConforms,
  requestIdIsPresent,
  errorIsDeclared,
  answerFieldsAreKnown,
  answerValuesAreKnown,
  answerTypesAreKept,
]

/** Everything an exchange does against the contract; empty when nothing. It may come from a journal, a cassette or the live service. */
export async function checkExchange(
  exchange: Exchange,
  { of = checks }: { readonly of?: readonly Check[] } = {},
): Promise<Violation[]> {
  const subject = await readSubject(exchange)
  const violations: Violation[] = []
  for (const { id, severity, judge } of of) {
    for (const { message, pointer = '', of: side = 'answer' } of await judge(subject))
      violations.push({ check: id, severity, message, pointer, of: side })
  }
  return violations
}
