import { containsTest, testOf, type Subject } from '../query/match.ts'
import type { Query, Term } from '../query/parse-query.ts'
import type { Batch, Recipient } from '../world/batches.ts'
import { fallsBackAt, messageIdOf, stepsOf, type Step } from './lifecycle.ts'
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

function compile(term: Term): CompiledTerm {
  const asked = { ...term, negated: false }
  const verdict = verdictOf(asked)
  const test = testOf(term, subject)
  const cost = term.field === undefined || term.field === 'to' ? 1 : 0
  if (!term.negated) return { verdict, test, cost }
  return {
    verdict(batch) {
      const decided = verdict(batch)
      return decided === undefined ? undefined : !decided
    },
    test,
    cost,
  }
}

/** Fields that every message of a batch shares. */
const shared = new Set([
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

function verdictOf(term: Term): CompiledTerm['verdict'] {
  const { field, value } = term
  if (field === undefined) return textVerdict(value)
  if (shared.has(field)) {
    const test = testOf(term, subject)
    return (batch) => test({ batch, index: 0, moment: 0, recipients: () => [] })
  }
  if (field === 'to') return recipientVerdict(value)
  if (field === 'fallback') return ({ terms }) => (terms.fallback === undefined ? false : undefined)
  if (field === 'message' && /^\d{24}$/.test(value))
    return (batch) => (messageIdOf(batch, 0).startsWith(value.slice(0, 6)) ? undefined : false)
  return () => undefined
}

/** Each part of the pattern between stars must stand in the list. */
function recipientVerdict(value: string): CompiledTerm['verdict'] {
  const standIn = value
    .split('*')
    .filter((part) => part !== '')
    .map((part) => mayStandIn(part))
  return ({ senderList }) => (standIn.every((may) => may(senderList)) ? undefined : false)
}

const statusNames = ['accepted', 'sent', 'delivered', 'read', 'failed']

function textVerdict(value: string): CompiledTerm['verdict'] {
  const contains = containsTest(value)
  const mayBeInList = mayStandIn(value)
  const mayBeId = /^\d{1,24}$/.test(value)
  const mayBeStatus = statusNames.some((name) => name.includes(value.toLowerCase()))
  return ({ terms, senderList }) => {
    if (contains(terms.from) || contains(terms.templateName)) return true
    if (terms.content !== undefined && contains(textOf(renderContent(terms.content)))) return true
    return mayBeId || mayBeStatus || mayBeInList(senderList) ? undefined : false
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

const recipientAt = ({ recipients, index }: SeenMessage): Recipient => recipients()[index] as Recipient

const subject: Subject<SeenMessage> = {
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
    status: (message) => [stepsAt(message).at(-1)?.status ?? 'Accepted'],
    fault: () => [],
    fallback: ({ batch, index, moment }) => {
      const at = fallsBackAt(batch, index, stepsOf(batch, index))
      const { fallback } = batch.terms
      return at === undefined || at > moment ? [] : [fallback?.id, fallback?.content]
    },
  },
  someText(message, test) {
    const { batch, index } = message
    const { from, templateName, content } = batch.terms
    if (test(from) || test(templateName) || test(stepsAt(message).at(-1)?.status ?? 'Accepted')) return true
    if (content !== undefined && test(textOf(renderContent(content)))) return true
    const { To, TemplateParams = {} } = recipientAt(message)
    return test(To) || Object.values(TemplateParams).some(test) || test(messageIdOf(batch, index))
  },
}
