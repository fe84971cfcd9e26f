import { bodyOf, parseJson, writeParameter, type Recording } from '../../recording/cassette/recording.ts'
import { usualInputs } from '../bindings.ts'
import { findOperation } from '../parse-scenario.ts'
import type { ScenarioInput } from '../scenario.ts'
import { recordedWorld } from './recorded-world.ts'

/** A scenario made of recordings, and what could not become part of it. */
export interface FromCassette {
  readonly scenario: ScenarioInput
  /** One line each. */
  readonly left: readonly string[]
}

type StepInput = ScenarioInput['story'][number]
type CallInput = Extract<StepInput, { call: string }>

/** Refusals that depend on who signs and how: a scenario is signed anew. */
const ofTheSignature =
  /Signature|AccessKey|SecurityToken|TimeStamp|Timestamp|^Forbidden|PermissionDen|^NoPermission/
const reading = /^(?:Get|List|Query|Check)[A-Z]/

/** Makes a story of recordings: the same calls, the same codes, the time between them. Ids that answers brought up are taken from there. */
export function toScenario(recordings: Iterable<Recording>, name: string): FromCassette {
  const story: StepInput[] = []
  const left: string[] = []
  const ids = new Map<string, string>()
  const played: Recording[] = []
  let before: number | undefined
  let number = 0
  for (const recording of recordings) {
    number++
    const why = whyNot(recording)
    if (why !== undefined) {
      left.push(`recording ${number}, ${recording.call || 'without an Action'}: ${why}`)
      continue
    }
    const at = recording.at === undefined ? undefined : Date.parse(recording.at)
    if (at !== undefined && before !== undefined && at - before >= 1000)
      story.push({ wait: `${at - before}ms` })
    before = at ?? before
    const step = stepOf(recording, ids)
    const last = story.at(-1)
    if (
      last !== undefined &&
      'call' in last &&
      JSON.stringify({ ...last, times: undefined, name: undefined }) === JSON.stringify(step) &&
      (last.times ?? 1) < 1000
    )
      last.times = (last.times ?? 1) + 1
    else {
      story.push(step)
      nameIds(step, recording, `call${number}`, ids)
    }
    played.push(recording)
  }
  const text = JSON.stringify(story)
  for (const step of story)
    if ('call' in step && step.name !== undefined && !text.includes(`{{${step.name}.`)) delete step.name
  const given = recordedWorld(played)
  return {
    left,
    scenario: {
      name,
      summary: `Recorded: ${played.length} calls.`,
      effectOnLive: effectOf(played),
      ...(given === undefined ? {} : { given }),
      story,
    },
  }
}

function whyNot({ call, parameters, answer }: Recording): string | undefined {
  const operation = findOperation(call)
  if (operation === undefined) return 'the API has no such operation'
  const code = codeOf(answer)
  if (code === '') return 'its answer has no code'
  if (ofTheSignature.test(code)) return `${code} is about who signed`
  if (JSON.stringify(parameters).includes('{{')) return 'a text has {{, which scenarios fill'
  return undefined
}

function stepOf(
  { call, format, parameters, answer }: Recording,
  ids: ReadonlyMap<string, string>,
): CallInput {
  const known = findOperation(call)?.inputSchema.properties ?? {}
  const referred = (value: unknown): unknown => {
    if (typeof value === 'string') return ids.get(value) ?? value
    if (typeof value !== 'object' || value === null) return value
    return Array.isArray(value)
      ? value.map(referred)
      : Object.fromEntries(Object.entries(value).map(([key, each]) => [key, referred(each)]))
  }
  const entries = Object.entries(parameters).map(([key, value]) => [key, referred(value)] as const)
  const usual = Object.keys(usualInputs[call] ?? findOperation(call)?.example.input ?? {})
  const without = usual.filter((key) => !Object.hasOwn(parameters, key)).map((key) => [key, null] as const)
  const extra = entries
    .filter(([key]) => !Object.hasOwn(known, key))
    .map(([key, value]) => [key, writeParameter(value)] as const)
  const code = codeOf(answer)
  return {
    call,
    with: Object.fromEntries([...entries.filter(([key]) => Object.hasOwn(known, key)), ...without]),
    ...(extra.length === 0 ? {} : { extra: Object.fromEntries(extra) }),
    ...(format === 'XML' ? { as: { signature: 'V1' as const }, wire: { format: 'XML' } } : {}),
    expect: code === 'OK' ? { Code: 'OK' } : { error: code, status: answer.status },
  }
}

/** Gives a step a name where a later call may use an id of its answer. */
function nameIds(
  step: CallInput,
  { answer, parameters }: Recording,
  name: string,
  ids: Map<string, string>,
): void {
  const asked = JSON.stringify(parameters)
  const visit = (value: unknown, path: string): void => {
    if (
      typeof value === 'string' &&
      /^(?=.*\d)[\w-]{8,}$/.test(value) &&
      !ids.has(value) &&
      !asked.includes(value) &&
      !path.endsWith('RequestId')
    ) {
      ids.set(value, `{{${name}${path}}}`)
      step.name = name
    } else if (typeof value === 'object' && value !== null)
      for (const [key, each] of Object.entries(value)) if (/^\w+$/.test(key)) visit(each, `${path}.${key}`)
  }
  visit(answer.body, '')
}

function codeOf(answer: Recording['answer']): string {
  const body = bodyOf(answer)
  const code =
    (parseJson(body) as { Code?: unknown } | undefined)?.Code ?? /<Code>([^<]*)<\/Code>/.exec(body)?.[1]
  return code === undefined ? '' : String(code)
}

function effectOf(recordings: readonly Recording[]): ScenarioInput['effectOnLive'] {
  if (recordings.every(({ call }) => reading.test(call))) return 'none'
  return recordings.every(({ call }) => reading.test(call) || call.startsWith('Send')) ? 'sends' : 'never'
}
