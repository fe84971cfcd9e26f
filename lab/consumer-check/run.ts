import { UsageError } from '../../contracts/usage-error.ts'
import { didYouMean } from '../../contracts/nearest.ts'
import { wildcard } from '../../contracts/wildcard.ts'
import { push, slipOf, type Outside } from '../consumer/answer.ts'
import { requireConsumer } from '../consumer/address.ts'
import { createSubjects, statusItem } from '../consumer/items.ts'
import type { ReadState } from '../consumer/read-state.ts'
import type { ConsumerCheck, Finding } from './check.ts'
import { skipped, type Bench } from './check.ts'
import { answerForm } from './checks/answer-form.ts'
import { deliveries } from './checks/delivery.ts'
import { shapes } from './checks/shapes.ts'
import { tolerance } from './checks/tolerance.ts'

/** All checks, in the order in which they run. */
export const consumerChecks: readonly ConsumerCheck[] = [
  ...answerForm,
  ...shapes,
  ...tolerance,
  ...deliveries,
]

export interface ConsumerCheckOptions extends Outside {
  readonly url: string
  readonly seed: number
  readonly headers?: Readonly<Record<string, string>>
  readonly read?: ReadState
  /** Ids of checks, in which `*` stands for any text; all unless given. */
  readonly only?: readonly string[]
}

/** A check with what came of it. */
export interface Checked {
  readonly check: Omit<ConsumerCheck, 'judge'>
  readonly finding: Finding
}

/**
 * Plays every shape of receipt against a consumer and judges its answers.
 * Throws `UsageError` when there is no consumer, when it is an emulator, and for a check there is not.
 */
export async function checkConsumer(options: ConsumerCheckOptions): Promise<Checked[]> {
  const chosen = choose(options.only)
  const { url, headers = {} } = options
  const subjects = createSubjects(options.seed)
  const send: Bench['send'] = (request) =>
    push({ ...request, url, headers: { ...headers, ...request.headers } }, options)
  const pushItems: Bench['push'] = (...items) => send({ body: JSON.stringify(items) })
  const answer = await pushItems(statusItem(subjects.next(), 'Sent'))
  requireConsumer(answer, url)
  const plain = { answer, slip: slipOf(answer) }
  const bench: Bench = { subjects, push: pushItems, send, read: options.read, plain }
  const checked: Checked[] = []
  for (const { judge, ...check } of chosen) {
    const judged = plain.slip !== 'late' || answerForm.some(({ id }) => id === check.id)
    const finding = judged ? await judge(bench) : skipped('a plain receipt was not answered in time')
    checked.push({ check, finding })
  }
  return checked
}

function choose(only: readonly string[] | undefined): readonly ConsumerCheck[] {
  if (only === undefined) return consumerChecks
  const ids = consumerChecks.map(({ id }) => id)
  const stray = only.find((pattern) => !ids.some(wildcard(pattern)))
  if (stray !== undefined)
    throw new UsageError(
      `There is no check ${JSON.stringify(stray)}.${didYouMean(stray, ids)} All: ${ids.join(', ')}.`,
    )
  return consumerChecks.filter(({ id }) => only.some((pattern) => wildcard(pattern)(id)))
}
