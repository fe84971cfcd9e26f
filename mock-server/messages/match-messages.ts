import { readText } from '../world/stores/stored-text.ts'
import { containsTest, fieldTest, type FieldReader } from '../query/match.ts'
import type { Query, QueryField, Term } from '../query/parse-query.ts'
import type { Batch, Recipient } from '../world/batches.ts'
import type { MessageStatus, Step } from '../world/message.ts'
import { fallsBackAt, messageIdOf, messageIdsOf, stepsOf } from './lifecycle.ts'
import { renderContent, textOf } from './render-message.ts'

/** One message of a batch at a moment, as far as a query looks at it. */
export interface SeenMessage {
  readonly batch: Batch
  readonly index: number
  /** Milliseconds since the epoch. */
  readonly moment: number
  /** The recipients of the batch. Its list is parsed when this is first called. */
  readonly recipients: () => readonly Recipient[]
}

export type MessageTest = (message: SeenMessage) => boolean

/**
 * Compiles a query about messages. The result decides a batch as a whole where that is possible: `true` when all its
 * messages match, `false` when none does; otherwise a test of one message.
 */
export function matchMessages(query: Query): (batch: Batch) => boolean | MessageTest {
  const alternatives = query.map((terms) => terms.map(compile).sort((a, b) => a.cost - b.cost))
  return (batch) => {
    const open: MessageTest[][] = []
    for (const terms of alternatives) {
      const left = undecided(terms, batch)
      if (left?.length === 0) return true
      if (left !== undefined) open.push(left)
    }
    if (open.length === 0) return false
    return (message) => open.some((tests) => tests.every((test) => test(message)))
  }
}

/** Tests of single messages that remain of terms which must all hold; undefined when one of them fails for the whole batch. */
function undecided(terms: readonly CompiledTerm[], batch: Batch): MessageTest[] | undefined {
  const left: MessageTest[] = []
  for (const { verdict, test } of terms) {
    const decided = verdict(batch)
    if (decided === false) return undefined
    if (decided === undefined) left.push(test)
  }
  return left
}

interface CompiledTerm {
  /** What holds for every message of the batch; undefined when they may differ. */
  readonly verdict: (batch: Batch) => boolean | undefined
  readonly test: MessageTest
  /** Tests that need the parsed list come last. */
  readonly cost: number
}

function compile({ field, value, negated }: Term): CompiledTerm {
  const term = field === undefined ? freeText(value) : named(field, value)
  if (!negated) return term
  return {
    cost: term.cost,
    test: (message) => !term.test(message),
    verdict(batch) {
      const decided = term.verdict(batch)
      return decided === undefined ? undefined : !decided
    },
  }
}

/** Fields that every message of a batch shares. */
const shared: ReadonlySet<QueryField> = new Set<QueryField>([
  'operation',
  'rule',
  'from',
  'template',
  'task',
  'group',
  'request',
  'fault',
  'before',
  'after',
])

function named(field: QueryField, value: string): CompiledTerm {
  const test = fieldTest({ field, value }, reader)
  if (shared.has(field))
    return { test, cost: 0, verdict: (batch) => test({ batch, index: 0, moment: 0, recipients: () => [] }) }
  return { test, cost: field === 'to' ? 1 : 0, verdict: verdicts[field]?.(value) ?? (() => undefined) }
}

const verdicts: Partial<Record<QueryField, (value: string) => CompiledTerm['verdict']>> = {
  to: recipientVerdict,
  fallback: () => (batch) => (batch.terms.fallback === undefined ? false : undefined),
  message: (value) => (batch) =>
    value.includes('*') || messageIdOf(batch, 0).startsWith(value.slice(0, 6)) ? undefined : false,
}

/** Each part of the pattern between stars must stand in the list. */
function recipientVerdict(value: string): CompiledTerm['verdict'] {
  const standIn = value
    .split('*')
    .filter((part) => part !== '')
    .map((part) => mayStandIn(part))
  return ({ senderList }) => {
    const list = readText(senderList)
    return standIn.every((may) => may(list)) ? undefined : false
  }
}

const statusNames = ['accepted', 'sent', 'delivered', 'read', 'failed']

/** Text anywhere: in what the batch says, in its list, in states and in ids. Each place is looked at only where the text can be. */
function freeText(value: string): CompiledTerm {
  const contains = containsTest(value)
  const mayBeInList = mayStandIn(value)
  const mayBeId = /^\d{1,24}$/.test(value)
  const mayBeStatus = statusNames.some((name) => name.includes(value.toLowerCase()))
  let looked: { readonly batch: Batch; readonly inList: boolean } | undefined
  let named: { readonly batch: Batch; readonly idOf: (index: number) => string } | undefined
  const idOf = (batch: Batch, index: number): string => {
    if (named?.batch !== batch) named = { batch, idOf: messageIdsOf(batch) }
    return named.idOf(index)
  }
  const inList = (batch: Batch): boolean => {
    if (looked?.batch !== batch) looked = { batch, inList: mayBeInList(readText(batch.senderList)) }
    return looked.inList
  }
  return {
    cost: 1,
    verdict(batch) {
      const { from, templateName, content } = batch.terms
      if (contains(from) || contains(templateName)) return true
      if (content !== undefined && contains(textOf(renderContent(content)))) return true
      return mayBeId || mayBeStatus || inList(batch) ? undefined : false
    },
    test(message) {
      const { batch, index } = message
      if (mayBeStatus && contains(statusAt(message))) return true
      if (mayBeId && contains(idOf(batch, index))) return true
      if (!inList(batch)) return false
      const { To, TemplateParams = {} } = recipientAt(message)
      return contains(To) || Object.values(TemplateParams).some(contains)
    },
  }
}

/** False when a JSON text shows, without being parsed, that the value is in none of its strings. A client may escape any character. */
function mayStandIn(value: string): (json: string) => boolean {
  const contains = containsTest(value)
  // Letters and digits have one escaped form only; quotes, slashes and control characters have others.
  const escape = /^[\w .,:;+-]*$/.test(value) ? String.raw`\u00` : '\\'
  return (json) => contains(json) || json.includes(escape)
}

const stepsAt = ({ batch, index, moment }: SeenMessage): Step[] =>
  stepsOf(batch, index).filter(({ at }) => at <= moment)

const statusAt = (message: SeenMessage): MessageStatus => stepsAt(message).at(-1)?.status ?? 'Accepted'

const recipientAt = ({ recipients, index }: SeenMessage): Recipient => recipients()[index] as Recipient

const reader: FieldReader<SeenMessage> = {
  time: ({ batch }) => batch.at,
  fields: {
    operation: ({ batch }) => [batch.terms.operation],
    code: (message) => [stepsAt(message).at(-1)?.errorCode],
    rule: () => [],
    to: (message) => [recipientAt(message).To],
    from: ({ batch }) => [batch.terms.from],
    template: ({ batch: { terms } }) => [terms.templateCode, terms.templateName],
    task: ({ batch }) => [batch.taskId],
    group: ({ batch }) => [batch.groupMessageId],
    message: ({ batch, index }) => [messageIdOf(batch, index)],
    request: ({ batch }) => [batch.requestId],
    status: (message) => [statusAt(message)],
    fault: () => [],
    fallback: ({ batch, index, moment }) => {
      const at = fallsBackAt(batch, index, stepsOf(batch, index))
      const { fallback } = batch.terms
      return at === undefined || at > moment ? [] : [fallback?.id, fallback?.content]
    },
  },
}
