import { checkExchange, type Violation } from '../contracts/checks/index.ts'
import { parseDuration } from '../contracts/duration.ts'
import type { Exchange } from '../contracts/exchange.ts'
import { UsageError } from '../contracts/usage-error.ts'
import { ChatappError } from '../sdk/errors/chatapp-error.ts'
import { defaultBindings, ownNames, usualInputs } from './bindings.ts'
import { fill, namesIn, type Values } from './fill.ts'
import { TransportError } from '../sdk/errors/transport-error.ts'
import { callWithSdk, makeCall, type Called, type Caller } from './make-call.ts'
import { mismatches, type Mismatch } from './mismatches.ts'
import { kindOf, type Scenario, type Step, type StepOf } from './scenario.ts'
import type { Stage, StageWorld, Target } from './target.ts'
import { titleOf } from './title-of.ts'

/** What is wrong with a step, beyond what its answer says about itself. */
export interface Failure extends Mismatch {
  readonly message: string
}

/** What one step led to. */
export interface StepResult {
  readonly index: number
  readonly title: string
  readonly outcome: 'passed' | 'failed' | 'not-reached'
  readonly failures: readonly Failure[]
  readonly exchanges: readonly Exchange[]
  readonly violations: readonly Violation[]
  /** What came back, to be compared between targets: answers, messages or receipts. */
  readonly answers: readonly Answer[]
}

export interface Answer {
  readonly status: number | undefined
  readonly value: unknown
  readonly took: number
}

/** A scenario as it went. */
export interface Played {
  readonly scenario: Scenario
  readonly target: string
  readonly outcome: 'passed' | 'failed' | 'skipped'
  /** Why it was not played. */
  readonly reason?: string
  readonly steps: readonly StepResult[]
  readonly took: number
  /** Seed of the world it was played in. */
  readonly seed?: number
}

export interface PlayOptions {
  /** Values by name that replace those of the demo world. */
  readonly bindings?: ReadonlyMap<string, unknown>
  readonly call?: Caller
  /** Milliseconds, for durations only. */
  readonly clock: () => number
}

/** Plays a scenario once. Never throws for what the target does; `UsageError` passes, when something the person gave cannot be used. */
export async function playScenario(
  scenario: Scenario,
  target: Target,
  { bindings = new Map(), call = callWithSdk, clock }: PlayOptions,
): Promise<Played> {
  const started = clock()
  const head = { scenario, target: target.name }
  const reason = target.hasWorlds ? undefined : (worldNeeded(scenario) ?? valuesNeeded(scenario, bindings))
  if (reason !== undefined) return { ...head, outcome: 'skipped', reason, steps: [], took: 0 }
  const stage = await target.open(scenario.given)
  const values = new Map<string, unknown>([...defaultBindings, ...bindings])
  values.set('number', values.get('person'))
  values.set('run', stage.run)
  const steps: StepResult[] = []
  try {
    let failed = false
    for (const [index, step] of scenario.story.entries()) {
      const result: StepResult = failed
        ? notReached(step, index)
        : await playStep(step, index, { values, stage, call, clock })
      failed ||= result.outcome === 'failed'
      steps.push(result)
    }
    return {
      ...head,
      outcome: failed ? 'failed' : 'passed',
      steps,
      took: clock() - started,
      ...(stage.world && { seed: stage.world.seed }),
    }
  } finally {
    await stage.close()
  }
}

/** Why a scenario needs a target with worlds; undefined when it does not. */
export function worldNeeded({ given: { receipts, ...given }, story }: Scenario): string | undefined {
  if (receipts || Object.keys(given).length > 0) return 'it starts in a world of its own making'
  const kind = story.map(kindOf).find((each) => each !== 'call' && each !== 'wait')
  if (kind !== undefined) return `its step ${kind} needs a world one can look into`
  const role = story.map((step) => ('call' in step ? step.as.key : 'main')).find((each) => each !== 'main')
  return role === undefined ? undefined : `it needs a key for the role ${role}`
}

/** Why a scenario cannot be played where the demo world's values mean nothing; undefined when every value it uses was given. */
export function valuesNeeded(
  { story }: Scenario,
  bindings: ReadonlyMap<string, unknown>,
): string | undefined {
  const used = new Set(
    story.flatMap((step) => namesIn('call' in step ? { ...usualInputs[step.call], ...step.with } : step)),
  )
  const missing = ownNames.filter((name) => used.has(name) && !bindings.has(name))
  return missing.length === 0
    ? undefined
    : `it uses ${missing.join(', ')}, which has no value here (--set ${missing[0]}=…)`
}

interface Scene {
  readonly values: Map<string, unknown>
  readonly stage: Stage
  readonly call: Caller
  readonly clock: () => number
}

const notReached = (step: Step, index: number): StepResult => ({
  index,
  title: titleOf(step),
  outcome: 'not-reached',
  failures: [],
  exchanges: [],
  violations: [],
  answers: [],
})

async function playStep(step: Step, index: number, scene: Scene): Promise<StepResult> {
  const {
    exchanges = [],
    violations = [],
    answers = [],
    failures,
  } = await carryOut(step, index, scene).catch((error: unknown): Outcome => {
    if (error instanceof ChatappError || error instanceof UsageError)
      return { failures: [{ message: error.message, pointer: '', expected: 'an answer', given: 'none' }] }
    throw error
  })
  const broken = violations.some(({ severity }) => severity === 'error')
  return {
    index,
    title: titleOf(step),
    outcome: failures.length > 0 || broken ? 'failed' : 'passed',
    failures,
    exchanges,
    violations,
    answers,
  }
}

type Outcome = Partial<Pick<StepResult, 'exchanges' | 'violations' | 'answers'>> &
  Pick<StepResult, 'failures'>

async function carryOut(step: Step, index: number, scene: Scene): Promise<Outcome> {
  const { stage } = scene
  if ('call' in step) return playCall(step, index, scene)
  if ('wait' in step) {
    await stage.pass(parseDuration(step.wait) as number)
    return { failures: [] }
  }
  const { world } = stage
  if (world === undefined) throw new UsageError('This step needs a world one can look into.')
  if ('advance' in step) {
    await world.advance(step.advance)
    return { failures: [] }
  }
  if ('fault' in step) {
    await world.disturb(
      step.fault === 'none' ? undefined : (fill(step, scene.values) as object as Record<string, unknown>),
    )
    return { failures: [] }
  }
  if ('messages' in step) return expectMessages(step, world, scene.values)
  if ('receipts' in step) return expectReceipts(step, world, scene.values)
  return letAnswer(step, world, scene.values)
}

async function playCall(
  step: StepOf<'call'>,
  index: number,
  { values, stage, call, clock }: Scene,
): Promise<Outcome> {
  const outcome = {
    exchanges: [] as Exchange[],
    violations: [] as Violation[],
    answers: [] as Answer[],
    failures: [] as Failure[],
  }
  for (let time = 0; time < step.times && outcome.failures.length === 0; time++) {
    const nonce = `${stage.run}-${index}-${time}`
    const called = await makeCall(step, values, stage, { call, nonce, clock }).catch((error: unknown) => {
      if (step.expect.failure === undefined || !(error instanceof TransportError)) throw error
      return error.failure
    })
    const failed = typeof called === 'string' ? called : called.unexpected ? 'unexpected-answer' : undefined
    if (step.expect.failure !== undefined) {
      outcome.answers.push({ status: undefined, value: { failure: failed }, took: 0 })
      if (failed !== step.expect.failure)
        outcome.failures.push(failure('(failure)', step.expect.failure, failed ?? 'an answer', 'the call'))
      continue
    }
    const { exchange, fields, format, took } = called as Called
    outcome.exchanges.push(exchange)
    outcome.answers.push({ status: exchange.status, value: fields, took })
    // A story sends on purpose what does not conform; that it is refused is what is checked.
    outcome.violations.push(
      ...(await checkExchange(exchange)).filter(({ check }) => check !== 'request-conforms'),
    )
    outcome.failures.push(...judge(step, { exchange, fields, format }, values))
    if (step.name !== undefined) values.set(step.name, fields)
  }
  return outcome
}

function judge(
  { expect }: StepOf<'call'>,
  {
    exchange,
    fields,
    format,
  }: { exchange: Exchange; fields: Readonly<Record<string, unknown>>; format: string },
  values: Values,
): Failure[] {
  const {
    error,
    status = error === undefined ? 200 : undefined,
    rule,
    format: wantedFormat,
    failure: _,
    ...body
  } = expect
  const code = error === undefined ? undefined : Array.isArray(error) ? { $oneOf: error } : error
  const wanted = { ...(fill(body, values) as object), ...(code === undefined ? {} : { Code: code }) }
  const found = [
    ...mismatches(wanted, fields),
    ...(status === undefined ? [] : mismatches(status, exchange.status, '(HTTP status)')),
    ...(rule === undefined || exchange.rule === '' ? [] : mismatches(rule, exchange.rule, '(rule)')),
    ...(wantedFormat === undefined ? [] : mismatches(wantedFormat, format, '(format)')),
  ]
  return found.map((mismatch) => ({
    ...mismatch,
    message: `${mismatch.pointer || 'the answer'} is ${mismatch.given}, expected ${mismatch.expected}${exchange.code === '' || exchange.code === 'OK' ? '' : ` (answered ${exchange.status} ${exchange.code}${exchange.rule === '' ? '' : ` by ${exchange.rule}`})`}`,
  }))
}

async function expectMessages(
  step: StepOf<'messages'>,
  world: StageWorld,
  values: Map<string, unknown>,
): Promise<Outcome> {
  const query = String(fill(step.messages, values))
  const { satisfied, reason } = await world.wait(query, {
    count: step.count,
    ...(step.within === undefined ? {} : { within: step.within }),
  })
  if (satisfied === step.never)
    return {
      failures: [
        failure(
          '(messages)',
          step.never ? 'no message that matches' : `${step.count} that match`,
          satisfied ? 'there is one' : (reason ?? 'fewer'),
          query,
        ),
      ],
    }
  const messages = step.never ? [] : await world.messages(query)
  if (step.name !== undefined) values.set(step.name, messages[0])
  const have = fill(step.have, values)
  return {
    failures: messages
      .flatMap((message, index) => mismatches(have, message, `/${index}`))
      .slice(0, 5)
      .map((each) => ({
        ...each,
        message: `message ${each.pointer} is ${each.given}, expected ${each.expected}`,
      })),
    answers: [{ status: undefined, value: messages, took: 0 }],
  }
}

async function expectReceipts(
  step: StepOf<'receipts'>,
  world: StageWorld,
  values: Map<string, unknown>,
): Promise<Outcome> {
  // What is due leaves first: elsewhere it may still be on its way.
  await world.advance(0)
  const { attempts } = await world.receipts(`operation:${step.receipts}`)
  const where = fill(step.where, values)
  // Attempts come newest first; items of one push in their order.
  const items = [...attempts]
    .reverse()
    .flatMap(({ input }) => JSON.parse(input['Items'] ?? '[]') as unknown[])
  const matching = items.filter((item) => mismatches(where, item).length === 0)
  if (step.name !== undefined) values.set(step.name, matching[0])
  if (matching.length !== step.count)
    return {
      failures: [
        failure(
          '(receipts)',
          String(step.count),
          `${matching.length} of ${items.length}`,
          `${step.receipts} with ${JSON.stringify(where)}`,
        ),
      ],
    }
  const have = fill(step.have, values)
  return {
    failures: matching
      .flatMap((item, index) => mismatches(have, item, `/${index}`))
      .map((each) => ({
        ...each,
        message: `receipt ${each.pointer} is ${each.given}, expected ${each.expected}`,
      })),
    answers: [{ status: undefined, value: matching, took: 0 }],
  }
}

async function letAnswer(
  step: StepOf<'person'>,
  world: StageWorld,
  values: Map<string, unknown>,
): Promise<Outcome> {
  const { person, name, have, ...content } = fill(step, values) as StepOf<'person'>
  const { item } = await world.inbound({ from: person, ...content })
  if (name !== undefined) values.set(name, item)
  return {
    failures: mismatches(have, item).map((each) => ({
      ...each,
      message: `the receipt's ${each.pointer} is ${each.given}, expected ${each.expected}`,
    })),
    answers: [{ status: undefined, value: item, took: 0 }],
  }
}

const failure = (pointer: string, expected: string, given: string, of: string): Failure => ({
  pointer,
  expected,
  given,
  message: `${of}: expected ${expected}, ${given}`,
})
