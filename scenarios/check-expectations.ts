import { didYouMean } from '../contracts/nearest.ts'
import type { JsonSchema, Operation } from '../contracts/operation.ts'
import type { Complaint } from './complaint.ts'
import type { Scenario, StepOf } from './scenario.ts'

/** Conditions an expectation may have in the place of a value. */
const conditions = ['$matches', '$oneOf', '$present', '$length', '$not']
/** Keys that make a list in what is sent. */
const repetitions = ['$times', '$item']
/** Words of a step's `expect` that are no fields of the answer. */
const ownWords = ['error', 'status', 'rule', 'format', 'failure']
/** Fields of every answer, and of refusals by the gateway. */
const ofEveryAnswer = ['RequestId', 'Code', 'Message', 'HostId', 'Recommend', 'AccessDeniedDetail']

/** Fields of a message, as `have` of a step `messages` may ask for them. */
export const messageFields = [
  'messageId',
  'groupMessageId',
  'operation',
  'requestId',
  'taskId',
  'accountUid',
  'spaceId',
  'channel',
  'from',
  'to',
  'type',
  'messageType',
  'templateCode',
  'templateName',
  'language',
  'templateParams',
  'acceptedAt',
  'status',
  'errorCode',
  'willFail',
  'steps',
  'fallback',
  'text',
  'parts',
]

type Path = readonly PropertyKey[]

/** What is misspelt in what a call sends and expects. */
export function callExpectations(step: StepOf<'call'>, operation: Operation, path: Path): Complaint[] {
  const fields = operation.outputSchema.properties ?? {}
  const known = [...ownWords, ...ofEveryAnswer, ...Object.keys(fields)]
  return [
    ...unknownWords(step.with, repetitions, [...path, 'with']),
    ...Object.entries(step.expect).flatMap(([name, value]) => {
      const at = [...path, 'expect', name]
      if (!known.includes(name)) return [unknown(at, name, known)]
      const schema = Object.hasOwn(fields, name) ? fields[name] : undefined
      return [...misspelt(value, schema, at), ...conditionComplaints(value, at)]
    }),
  ]
}

/** What is misspelt in what a message, a receipt or an inbound item has to be. */
export function haveExpectations(
  have: Readonly<Record<string, unknown>>,
  known: readonly string[] | undefined,
  path: Path,
): Complaint[] {
  return Object.entries(have).flatMap(([name, value]) => [
    ...(known === undefined || known.includes(name) ? [] : [unknown([...path, name], name, known)]),
    ...conditionComplaints(value, [...path, name]),
  ])
}

/** Steps for receipts in a world that pushes none. */
export function receiptsComplaints({ given, story }: Pick<Scenario, 'given' | 'story'>): Complaint[] {
  const sets = story.some((step) => 'call' in step && /^Update\w*Webhook$/.test(step.call))
  if (given.receipts || given.accounts !== undefined || sets) return []
  return story.flatMap((step, index) =>
    'receipts' in step
      ? [
          {
            path: ['story', index, 'receipts'],
            message: 'no receipts are pushed in this scenario. Add `receipts: true` to `given`.',
          },
        ]
      : [],
  )
}

/** Fields an answer does not have, as far as its schema says which there are. */
function misspelt(value: unknown, schema: JsonSchema | undefined, path: Path): Complaint[] {
  if (typeof value !== 'object' || value === null || schema === undefined) return []
  if (Array.isArray(value))
    return value.flatMap((each, index) => misspelt(each, schema.items, [...path, index]))
  const { properties } = schema
  if (properties === undefined || typeof schema.additionalProperties === 'object') return []
  const known = Object.keys(properties)
  return Object.entries(value).flatMap(([name, each]) => {
    if (name.startsWith('$')) return []
    return known.includes(name)
      ? misspelt(each, properties[name], [...path, name])
      : [unknown([...path, name], name, known)]
  })
}

function conditionComplaints(value: unknown, path: Path): Complaint[] {
  if (typeof value !== 'object' || value === null) return []
  const names = Object.keys(value)
  const own = names.filter((name) => name.startsWith('$'))
  if (own.length > 0 && names.length > 1 && !names.every((name) => repetitions.includes(name)))
    return [
      {
        path,
        message: `a condition stands alone; given ${names.join(', ')}. Conditions: ${conditions.join(', ')}.`,
      },
    ]
  return Object.entries(value).flatMap(([name, each]) => {
    if (name === '$matches') return expressionComplaints(each, [...path, name])
    if (name.startsWith('$') && ![...conditions, ...repetitions].includes(name))
      return [unknown([...path, name], name, conditions)]
    return conditionComplaints(each, [...path, name])
  })
}

function expressionComplaints(expression: unknown, path: Path): Complaint[] {
  if (typeof expression !== 'string')
    return [{ path, message: `given ${JSON.stringify(expression)}, expected a regular expression as text.` }]
  // What stands in it is known only when the story is played.
  if (expression.includes('{{')) return []
  try {
    RegExp(expression)
    return []
  } catch (error) {
    return [{ path, message: `given ${JSON.stringify(expression)}: ${(error as Error).message}.` }]
  }
}

/** Words with a `$` that mean nothing. */
function unknownWords(value: unknown, known: readonly string[], path: Path): Complaint[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, each]) =>
    name.startsWith('$') && !known.includes(name)
      ? [unknown([...path, name], name, known)]
      : unknownWords(each, known, [...path, name]),
  )
}

const unknown = (path: Path, name: string, known: readonly string[]): Complaint => ({
  path,
  message: `unknown name.${didYouMean(name, [...known])} Known here: ${known.join(', ')}.`,
})
