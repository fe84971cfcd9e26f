import { describeAnswer, push, slipOf, type Outside } from '../consumer/answer.ts'
import { requireConsumer } from '../consumer/address.ts'
import { inboundItem, statusItem, type Item, type Subject, type Subjects } from '../consumer/items.ts'
import type { ReadState } from '../consumer/read-state.ts'
import { messagesOf, partsOf, receiptsOf, type Receipt, type Schedule } from './schedule.ts'

/** The application as the storm reaches it. */
export interface Application extends Outside {
  /** Where it receives receipts. */
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly subjects: Subjects
  readonly read: ReadState
  /** Counts what receipts made the application do: mails sent, rows written. */
  readonly effects?: () => number | Promise<number>
  /** Tells the application of a message, as the answer of its send does. */
  readonly register?: (subject: Subject) => unknown
  readonly restart?: () => unknown
  /** How long the application may take after its answer, in milliseconds. */
  readonly settle: number
}

/** What a run left behind. */
export interface Outcome {
  /** The states seen of each message, one after each letter that touched it. */
  readonly states: ReadonlyMap<string, readonly string[]>
  readonly finals: ReadonlyMap<string, string>
  readonly effects: number
  /** Pushes that were never accepted, with the last answer. */
  readonly givenUp: readonly { readonly receipts: readonly Receipt[]; readonly answer: string }[]
}

/** Repetitions of a push that failed. */
const repetitions = 3

/**
 * Plays a schedule with messages of its own. A push that is not accepted comes again three times, as the platform repeats it; the minutes between are not waited for.
 * @param expected what the run should leave behind: if it does not at once, the application has its time to settle
 */
export async function play(
  schedule: Schedule,
  application: Application,
  expected?: Pick<Outcome, 'finals' | 'effects'>,
): Promise<Outcome> {
  const { read, register, restart, effects = () => 0 } = application
  const subjects = new Map(messagesOf(schedule).map((message) => [message, application.subjects.next()]))
  const subjectOf = (message: string): Subject => subjects.get(message) as Subject
  const waiting = new Set(schedule.overtakes)
  for (const [message, subject] of subjects) if (!waiting.has(message)) await register?.(subject)
  const before = await effects()
  const states = new Map<string, string[]>()
  const givenUp: { receipts: readonly Receipt[]; answer: string }[] = []
  const deliver = async (receipts: readonly Receipt[]): Promise<void> => {
    const answer = await deliverOne(
      receipts.map((receipt) => itemOf(receipt, subjectOf)),
      application,
    )
    if (answer !== undefined) givenUp.push({ receipts, answer })
  }
  for (const letter of schedule.letters) {
    await Promise.all(('push' in letter ? [letter.push] : letter.together).map(deliver))
    if ('push' in letter && letter.restart) await restart?.()
    const touched = [...new Set(receiptsOf(letter).map((receipt) => partsOf(receipt)[0]))]
    for (const message of touched) {
      if (waiting.delete(message)) await register?.(subjectOf(message))
      states.set(message, [...(states.get(message) ?? []), await read(subjectOf(message))])
    }
  }
  const look = async (): Promise<Pick<Outcome, 'finals' | 'effects'>> => {
    const finals = new Map<string, string>()
    for (const [message, subject] of subjects) finals.set(message, await read(subject))
    return { finals, effects: (await effects()) - before }
  }
  return { states, givenUp, ...(await settled(look, application, expected)) }
}

/** Looks until what is expected is there, or the time to settle is over. */
async function settled(
  look: () => Promise<Pick<Outcome, 'finals' | 'effects'>>,
  { clock, settle }: Application,
  expected: Pick<Outcome, 'finals' | 'effects'> | undefined,
): Promise<Pick<Outcome, 'finals' | 'effects'>> {
  const step = 10
  for (let waited = 0; ; waited += step) {
    const found = await look()
    const done =
      expected !== undefined &&
      found.effects === expected.effects &&
      [...expected.finals].every(([message, state]) => found.finals.get(message) === state)
    if (done || waited >= settle) return found
    await new Promise<void>((resolve) => void clock.after(step, resolve))
  }
}

/** Pushes until it is accepted; resolves to the last answer when it never is. */
async function deliverOne(items: readonly Item[], application: Application): Promise<string | undefined> {
  const { url, headers = {} } = application
  for (let attempt = 0; ; attempt++) {
    const answer = await push({ url, headers, body: JSON.stringify(items) }, application)
    if (slipOf(answer) === undefined) return undefined
    requireConsumer(answer, url)
    if (attempt === repetitions) return describeAnswer(answer)
  }
}

function itemOf(receipt: Receipt, subjectOf: (message: string) => Subject): Item {
  const [message, what] = partsOf(receipt)
  const subject = subjectOf(message)
  if (what !== 'inbound') return statusItem(subject, what)
  return inboundItem({ ...subject, messageId: `9${subject.messageId.slice(1)}` }, 'TEXT', 'hello')
}
