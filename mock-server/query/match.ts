import { wildcard } from '../../contracts/wildcard.ts'
import type { Exchange } from '../../contracts/exchange.ts'
import { toTime, type Query, type QueryField, type Term } from './parse-query.ts'

/** How a kind of record answers terms that name a field. */
export interface FieldReader<T> {
  readonly time: (record: T) => number
  /** The values a field has in the record; a term holds if one of them fits. */
  readonly fields: Readonly<
    Record<Exclude<QueryField, 'before' | 'after'>, (record: T) => readonly (string | undefined)[]>
  >
  /** Text in which a recipient of digits alone must stand; spares taking it apart where it does not. */
  readonly recipients?: (record: T) => string
}

/** What a field says in the recipients of a call, or in the items of a push. */
const listed = ({ input }: Exchange, name: string): string[] =>
  [
    ...(input['SenderList'] ?? input['Items'] ?? '').matchAll(new RegExp(`"${name}"\\s*:\\s*"([^"]*)"`, 'g')),
  ].map(([, value]) => value as string)
/** The same, of pushes only. */
const pushed = (exchange: Exchange, ...names: string[]): string[] =>
  exchange.push === undefined ? [] : names.flatMap((name) => listed(exchange, name))

const exchanges: FieldReader<Exchange> = {
  time: ({ at }) => at,
  fields: {
    operation: ({ operation }) => [operation],
    code: ({ code }) => [code],
    rule: ({ rule }) => [rule],
    to: (exchange) => [...listed(exchange, 'To'), exchange.input['To']],
    from: (exchange) => [exchange.input['From'], ...pushed(exchange, 'From')],
    template: (exchange) => [
      exchange.input['TemplateCode'],
      exchange.input['TemplateName'],
      ...pushed(exchange, 'TemplateCode', 'TemplateName'),
    ],
    task: (exchange) => [exchange.input['TaskId'], ...pushed(exchange, 'TaskId')],
    group: ({ body, input }) => [/GroupMessageId(?:":"|>)(\d+)/.exec(body)?.[1], input['GroupMessageId']],
    message: (exchange) => [
      ...pushed(exchange, 'MessageId'),
      /"MessageId":"(\d+)|<MessageId>(\d+)/
        .exec(exchange.body)
        ?.slice(1)
        .find((id) => id !== undefined),
    ],
    request: ({ requestId }) => [requestId],
    status: (exchange) => [String(exchange.status), ...pushed(exchange, 'Status')],
    fault: ({ faults }) => faults,
    fallback: ({ input }) => [input['FallBackId'], input['FallBackContent']],
  },
  recipients: ({ input }) => `${input['SenderList'] ?? input['Items'] ?? ''} ${input['To'] ?? ''}`,
}

/** Whether one of the texts of an exchange that free text is looked for in passes the test. */
function someText(
  { operation, code, rule, body, input, accessKeyId, requestId, push }: Exchange,
  test: (text: string) => boolean,
): boolean {
  // A hundred thousand exchanges are searched one by one: no list is made of their texts.
  if (test(body) || test(operation) || test(rule) || test(accessKeyId)) return true
  for (const name in input) if (test(input[name] as string)) return true
  // Every other body holds both.
  return (body === '' || push !== undefined) && (test(requestId) || test(code))
}

/** A test of exchanges for the query. */
export function exchangeMatcher(query: Query): (exchange: Exchange) => boolean {
  const alternatives = query.map((terms) => terms.map(exchangeTest))
  return (exchange) => alternatives.some((tests) => tests.every((test) => test(exchange)))
}

function exchangeTest({ field, value, negated }: Term): (exchange: Exchange) => boolean {
  const contains = containsTest(value)
  const test =
    field === undefined
      ? (exchange: Exchange) => someText(exchange, contains)
      : fieldTest({ field, value }, exchanges)
  return negated ? (exchange) => !test(exchange) : test
}

/** A test of records for a term that names a field, without its negation. */
export function fieldTest<T>(
  { field, value }: { readonly field: QueryField; readonly value: string },
  { time, fields, recipients }: FieldReader<T>,
): (record: T) => boolean {
  if (field === 'before' || field === 'after') {
    const bound = toTime(value) as number
    return field === 'before' ? (record) => time(record) < bound : (record) => time(record) > bound
  }
  const fits = wildcard(value, { ignoreCase: true })
  const holds = (record: T): boolean =>
    fields[field](record).some((candidate) => candidate !== undefined && fits(candidate))
  return field === 'to' && recipients !== undefined && /^\d+$/.test(value)
    ? (record) => recipients(record).includes(value) && holds(record)
    : holds
}

/** Whether a text holds another one, without regard to case. */
export function containsTest(value: string): (text: string) => boolean {
  // A pattern reads the text where it lies; a lower-case copy of every body would cost more than the search.
  const pattern = new RegExp(value.replaceAll(/[\\^$.|*+?()[\]{}]/g, String.raw`\$&`), 'i')
  return (text) => text.length >= value.length && pattern.test(text)
}
