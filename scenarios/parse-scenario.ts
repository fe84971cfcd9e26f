import type * as z from 'zod'
import { catalogNames } from '../contracts/catalog/index.ts'
import { catalogOperation } from '../contracts/catalog/index.ts'
import { didYouMean } from '../contracts/nearest.ts'
import type { Operation } from '../contracts/operation.ts'
import { curatedOperations, type CuratedName } from '../contracts/operations/index.ts'
import { UsageError } from '../contracts/usage-error.ts'
import { defaultBindings } from './bindings.ts'
import {
  callExpectations,
  haveExpectations,
  messageFields,
  receiptsComplaints,
} from './check-expectations.ts'
import type { Complaint } from './complaint.ts'
import { namesIn } from './fill.ts'
import {
  kindOf,
  scenarioHead,
  stepKinds,
  type Scenario,
  type ScenarioInput,
  type Step,
  type StepKind,
} from './scenario.ts'

/** Defines a scenario of the library. Throws `UsageError` when it is none. */
export function defineScenario(input: ScenarioInput): Scenario {
  const { scenario, complaints } = parseScenario(input)
  if (scenario === undefined)
    throw new UsageError(
      complaints
        .map(({ path, message }) => `Scenario ${input.name}: ${path.map(String).join('.')}: ${message}`)
        .join('\n'),
    )
  return scenario
}

/** Reads a value as a scenario; all complaints when it is none. */
export function parseScenario(value: unknown): {
  readonly scenario?: Scenario
  readonly complaints: readonly Complaint[]
} {
  const head = scenarioHead.safeParse(value, { reportInput: true })
  if (!head.success)
    return {
      complaints: head.error.issues.flatMap((issue) =>
        complaintsOf(issue, namesAt(scenarioHead, issue.path)),
      ),
    }
  const complaints: Complaint[] = []
  const known = new Set<string>(defaultBindings.keys())
  const story = head.data.story.flatMap((raw, index): Step[] => {
    const path = ['story', index]
    const kind = kindOf(raw)
    if (kind === undefined) {
      const [first = ''] = Object.keys(raw)
      complaints.push({
        path: [...path, first],
        message: `unknown kind of step.${didYouMean(first, Object.keys(stepKinds))} A step has one of ${Object.keys(stepKinds).join(', ')}.`,
      })
      return []
    }
    const parsed = stepKinds[kind].safeParse(raw, { reportInput: true })
    if (!parsed.success) {
      complaints.push(
        ...parsed.error.issues
          .flatMap((issue) => complaintsOf(issue as z.core.$ZodIssue, shapeAt(kind, issue.path)))
          .map((each) => ({ ...each, path: [...path, ...each.path] })),
      )
      return []
    }
    const step = parsed.data as Step
    complaints.push(
      ...namesIn(step)
        .filter((name) => !known.has(name))
        .map((name) => ({
          path,
          message: `{{${name}}} has no value here.${didYouMean(name, [...known])} Known: ${[...known].join(', ')}.`,
        })),
    )
    if ('call' in step) complaints.push(...callComplaints(step, path))
    else if ('have' in step)
      complaints.push(
        ...haveExpectations(step.have, 'messages' in step ? messageFields : undefined, [...path, 'have']),
      )
    if ('where' in step) complaints.push(...haveExpectations(step.where, undefined, [...path, 'where']))
    if ('name' in step && step.name !== undefined) known.add(step.name)
    return [step]
  })
  complaints.push(...receiptsComplaints({ given: head.data.given, story }))
  if (complaints.length > 0) return { complaints }
  const { $schema: _, ...rest } = head.data
  return { scenario: { ...rest, story }, complaints }
}

/** The operation of a name; undefined if the API has none. */
export const findOperation = (name: string): Operation | undefined =>
  Object.hasOwn(curatedOperations, name) ? curatedOperations[name as CuratedName] : catalogOperation(name)

function callComplaints(step: Extract<Step, { call: string }>, path: readonly PropertyKey[]): Complaint[] {
  const operation = findOperation(step.call)
  if (operation === undefined)
    return [
      {
        path: [...path, 'call'],
        message: `the API has no operation ${step.call}.${didYouMean(step.call, [...Object.keys(curatedOperations), ...catalogNames])}`,
      },
    ]
  const known = Object.keys(operation.inputSchema.properties ?? {})
  const misspelt = Object.keys(step.with).flatMap((name) =>
    known.includes(name)
      ? []
      : [
          {
            path: [...path, 'with', name],
            message: `${step.call} has no parameter ${name}.${didYouMean(name, known)} What it does not have is sent with extra.`,
          },
        ],
  )
  return [...misspelt, ...callExpectations(step, operation, path)]
}

function complaintsOf(issue: z.core.$ZodIssue, known: readonly string[]): Complaint[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      message: `unknown key.${didYouMean(key, known)}${known.length === 0 ? '' : ` Known here: ${known.join(', ')}.`}`,
    }))
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String)
    return [
      {
        path: issue.path,
        message: `given ${JSON.stringify(issue.input)}, expected one of ${values.join(', ')}.${typeof issue.input === 'string' ? didYouMean(issue.input, values) : ''}`,
      },
    ]
  }
  const given =
    'input' in issue && issue.input !== undefined
      ? `given ${JSON.stringify(issue.input)?.slice(0, 80)}, `
      : ''
  return [{ path: issue.path, message: `${given}${issue.message}` }]
}

/** Names that may stand where a step complains. */
const shapeAt = (kind: StepKind, path: readonly PropertyKey[]): string[] => namesAt(stepKinds[kind], path)

function namesAt(schema: unknown, path: readonly PropertyKey[]): string[] {
  let at = schema
  for (const part of path) {
    const shape = unwrapped(at)?.shape
    at = shape?.[String(part)]
  }
  return Object.keys(unwrapped(at)?.shape ?? {})
}

function unwrapped(schema: unknown): { shape?: Record<string, unknown> } | undefined {
  let at = schema as { def?: { innerType?: unknown }; shape?: Record<string, unknown> } | undefined
  while (at?.def?.innerType !== undefined) at = at.def.innerType as typeof at
  return at
}
