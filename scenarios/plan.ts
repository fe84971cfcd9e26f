import { UsageError } from '../contracts/usage-error.ts'
import { isReading } from '../contracts/is-reading.ts'
import { recipientsIn } from './guard.ts'
import { defaultBindings } from './bindings.ts'
import { inputOf } from './make-call.ts'
import { valuesNeeded, worldNeeded } from './play.ts'
import type { Scenario, Step } from './scenario.ts'

/** What a live run would do with one scenario. */
export interface PlannedScenario {
  readonly scenario: Scenario
  /** Why it is left out. */
  readonly reason?: string
  readonly calls: readonly {
    readonly operation: string
    readonly times: number
    readonly recipients: readonly string[]
  }[]
  /** Messages that could leave at most, refusals not deducted. */
  readonly messages: number
}

/** Plans a live run: which scenarios are played, whom they address, and how many messages they could send. Sends nothing. */
export function planLive(
  scenarios: readonly Scenario[],
  {
    bindings,
    recipients,
  }: { readonly bindings: ReadonlyMap<string, unknown>; readonly recipients: ReadonlySet<string> },
): PlannedScenario[] {
  return scenarios.map((scenario) => {
    const left = (reason: string): PlannedScenario => ({ scenario, reason, calls: [], messages: 0 })
    if (scenario.effectOnLive === 'never') return left('it is never played on live')
    const reason = worldNeeded(scenario) ?? valuesNeeded(scenario, bindings)
    if (reason !== undefined) return left(reason)
    let calls: PlannedScenario['calls']
    try {
      calls = callsOf(scenario, bindings)
    } catch (error) {
      if (error instanceof UsageError) return left(error.message)
      throw error
    }
    const strangers = new Set(
      calls.flatMap(({ recipients: people }) => people.filter((to) => !recipients.has(to))),
    )
    if (strangers.size > 0)
      return left(
        `it addresses ${[...strangers].slice(0, 3).join(', ')}${strangers.size > 3 ? ` and ${strangers.size - 3} more` : ''}, not on the list of recipients`,
      )
    return {
      scenario,
      calls,
      messages: calls.reduce((sum, { times, recipients: people }) => sum + times * people.length, 0),
    }
  })
}

function callsOf({ story }: Scenario, bindings: ReadonlyMap<string, unknown>): PlannedScenario['calls'] {
  const values = new Map<string, unknown>([...defaultBindings, ...bindings])
  values.set('number', values.get('person'))
  // Answers are not known yet; whom a call addresses may not depend on them.
  const answer = unknownAnswer()
  return story.flatMap((step) => {
    if (!('call' in step)) return []
    const input = inputOf(step, values)
    if (step.name !== undefined) values.set(step.name, answer)
    return [{ operation: step.call, times: step.times, recipients: recipientsOf(step, input) }]
  })
}

/** Has every field, each with every field of its own; as a text it says what it is. */
function unknownAnswer(): unknown {
  const said = (): string => 'from-an-earlier-answer'
  return new Proxy(
    {},
    {
      get: (_, key) => (key === 'toJSON' || key === Symbol.toPrimitive ? said : unknownAnswer()),
    },
  )
}

/** Whom a call addresses, found in the way the guard of a live run finds them. */
function recipientsOf(
  { call, extra }: Extract<Step, { call: string }>,
  input: Readonly<Record<string, unknown>>,
): string[] {
  if (isReading(call)) return []
  const sent = { ...input, ...extra }
  return recipientsIn(
    Object.entries(sent).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : (JSON.stringify(value) ?? ''),
    ]),
  )
}

/** The plan as people read it before anything is sent. */
export function planLines(
  plan: readonly PlannedScenario[],
  {
    endpoint,
    accessKeyId,
    budget,
  }: { readonly endpoint: string; readonly accessKeyId: string; readonly budget: number },
): string {
  const played = plan.filter(({ reason }) => reason === undefined)
  return [
    `${endpoint} as ${accessKeyId.slice(0, 6)}…`,
    ...played.flatMap(({ scenario, calls }) => [
      `  ${scenario.name} (${scenario.effectOnLive})`,
      ...calls.map(
        ({ operation, times, recipients }) =>
          `    ${times > 1 ? `${times} × ` : ''}${operation}${recipients.length === 0 ? '' : ` to ${recipients.slice(0, 5).join(', ')}${recipients.length > 5 ? ` and ${recipients.length - 5} more` : ''}`}`,
      ),
    ]),
    ...plan
      .filter(({ reason }) => reason !== undefined)
      .map(({ scenario, reason }) => `  not played: ${scenario.name}: ${reason}`),
    `${played.length} of ${plan.length} scenarios, at most ${messagesOf(plan)} messages, budget ${budget}`,
  ].join('\n')
}

export const messagesOf = (plan: readonly PlannedScenario[]): number =>
  plan.reduce((sum, { messages }) => sum + messages, 0)

/** Throws `UsageError` when the plan could send more than the budget. */
export function keepBudget(plan: readonly PlannedScenario[], budget: number): void {
  const messages = messagesOf(plan)
  if (messages > budget)
    throw new UsageError(
      `The plan could send ${messages} messages, the budget is ${budget}. Choose scenarios with --only, or raise --budget. Nothing was sent.`,
    )
}
