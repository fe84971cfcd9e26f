import { isDeepStrictEqual } from 'node:util'
import type { Answer, Played } from './play.ts'
import type { Step } from './scenario.ts'

/** How two answers differ. */
export type DifferenceClass = 'missing' | 'extra' | 'type' | 'value' | 'order' | 'status' | 'timing'

/** One difference between what two targets answered to the same step. */
export interface Difference {
  readonly scenario: string
  /** From 0. */
  readonly step: number
  readonly title: string
  readonly class: DifferenceClass
  /** JSON pointer into the answer. */
  readonly pointer: string
  /** What the story expects there, which is what the documentation says. */
  readonly documented: string
  readonly first: string
  readonly second: string
}

export interface CompareOptions {
  /** Milliseconds beyond which one answer counts as slow when the other does not. */
  readonly slow?: number
  /** Values that stand for each other from the start: what one target was given, and the other. */
  readonly same?: readonly (readonly [first: string, second: string])[]
}

type Found = Pick<Difference, 'class' | 'pointer'> & { readonly first: unknown; readonly second: unknown }

/** Everything in which two runs of the same scenario differ, step by step. */
export function compareRuns(
  first: Played,
  second: Played,
  { slow = 3000, same = [] }: CompareOptions = {},
): Difference[] {
  const ids = createReferences()
  for (const [one, other] of same) ids.match(one, other)
  return first.steps.flatMap((step, index) => {
    const other = second.steps[index]
    if (other === undefined || step.outcome === 'not-reached' || other.outcome === 'not-reached') return []
    const found = pairs(step.answers, other.answers).flatMap(([a, b], place) =>
      compareAnswers(a, b, { ids, slow, prefix: step.answers.length > 1 ? `#${place + 1}` : '' }),
    )
    return found.map(({ class: of, pointer, first: one, second: two }) => ({
      scenario: first.scenario.name,
      step: index,
      title: step.title,
      class: of,
      pointer,
      documented: documentedAt(first.scenario.story[index] as Step, pointer),
      first: write(one),
      second: write(two),
    }))
  })
}

const pairs = (a: readonly Answer[], b: readonly Answer[]): [Answer | undefined, Answer | undefined][] =>
  Array.from({ length: Math.max(a.length, b.length) }, (_, index) => [a[index], b[index]])

interface Scene {
  readonly ids: References
  readonly slow: number
  readonly prefix: string
}

function compareAnswers(a: Answer | undefined, b: Answer | undefined, { ids, slow, prefix }: Scene): Found[] {
  if (a === undefined || b === undefined)
    return [
      { class: a === undefined ? 'extra' : 'missing', pointer: prefix, first: a?.value, second: b?.value },
    ]
  return [
    ...(a.status === b.status
      ? []
      : [{ class: 'status' as const, pointer: prefix, first: a.status, second: b.status }]),
    ...compareValues(a.value, b.value, prefix, ids),
    ...(a.took > slow === b.took > slow
      ? []
      : [
          {
            class: 'timing' as const,
            pointer: prefix,
            first: `${Math.round(a.took)} ms`,
            second: `${Math.round(b.took)} ms`,
          },
        ]),
  ]
}

/** Which id of the second run stands for which of the first. */
interface References {
  /** Whether the two can be the same id: both new, or known as each other's. */
  match(first: string, second: string): boolean
  /** A text of the first run as the second would write it. */
  translate(text: string): string
}

function createReferences(): References {
  const forward = new Map<string, string>()
  const backward = new Map<string, string>()
  return {
    match(first, second) {
      if (forward.has(first) || backward.has(second))
        return forward.get(first) === second && backward.get(second) === first
      forward.set(first, second)
      backward.set(second, first)
      return true
    },
    translate(text) {
      let translated = text
      for (const [first, second] of forward)
        if (first.length > 7) translated = translated.replaceAll(first, second)
      return translated
    },
  }
}

/** Fields whose value is a name somebody drew: equal only by what they refer to. */
const isId = (name: string): boolean =>
  /(?:^|[a-z])(?:Id|ID)$|^id$|^TemplateCode$|^templateCode$/.test(name) && !/^(HostId)$/.test(name)
/** Fields that say when, and those that name the machine that answered. */
const isMoment = (name: string): boolean => /(?:Time|Timestamp|Str|At|^at)$/.test(name)
const isOfMachine = (name: string): boolean => name === 'HostId' || name === 'world'

function compareValues(a: unknown, b: unknown, pointer: string, ids: References, name = ''): Found[] {
  const difference = (of: DifferenceClass): Found[] => [{ class: of, pointer, first: a, second: b }]
  if (b === undefined) return a === undefined ? [] : difference('missing')
  if (a === undefined) return difference('extra')
  if (typeName(a) !== typeName(b)) return difference('type')
  if (Array.isArray(a) && Array.isArray(b)) return compareLists(a, b, pointer, ids)
  if (typeof a === 'object' && a !== null) return compareObjects(a as Fields, b as Fields, pointer, ids)
  if (isOfMachine(name) || isMoment(name)) return []
  if (typeof a === 'string' && isId(name)) return ids.match(a, b as string) ? [] : difference('value')
  if (typeof a === 'string')
    return withoutEcho(ids.translate(a)) === withoutEcho(b as string) ? [] : difference('value')
  return a === b ? [] : difference('value')
}

/** A refused signature is answered with what the caller signed, nonce and host included: that says nothing about who answers. */
const withoutEcho = (text: string): string =>
  text.replace(/(server (?:StringToSign is|string to sign is))[^]*$/, '$1')

type Fields = Readonly<Record<string, unknown>>

/** Ids first: texts beside them may repeat them. */
function compareObjects(a: Fields, b: Fields, pointer: string, ids: References): Found[] {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])]
  const ordered = [...names.filter(isId), ...names.filter((name) => !isId(name))]
  return ordered.flatMap((name) =>
    compareValues(
      a[name],
      b[name],
      `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      ids,
      name,
    ),
  )
}

/** Element by element. The same elements in another order are one difference, not many. */
function compareLists(
  a: readonly unknown[],
  b: readonly unknown[],
  pointer: string,
  ids: References,
): Found[] {
  if (a.length === b.length && a.length > 1) {
    const left = a.map(bare)
    const right = b.map(bare)
    if (!isDeepStrictEqual(left, right) && isDeepStrictEqual([...left].sort(), [...right].sort()))
      return [{ class: 'order', pointer, first: a, second: b }]
  }
  return Array.from({ length: Math.max(a.length, b.length) }, (_, index) => index).flatMap((index) =>
    compareValues(a[index], b[index], `${pointer}/${index}`, ids),
  )
}

/** An element without what is drawn anew in every run. */
const bare = (value: unknown): string =>
  JSON.stringify(value, (name, each: unknown) =>
    isId(name) || isMoment(name) || isOfMachine(name) ? undefined : each,
  ) ?? ''

const typeName = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value

/** What the story says of a place; most places it says nothing of. */
function documentedAt(step: Step, pointer: string): string {
  const expected: Fields =
    'call' in step
      ? { ...step.expect, ...(step.expect.error === undefined ? {} : { Code: step.expect.error }) }
      : 'have' in step
        ? step.have
        : {}
  const path = pointer.replace(/^#\d+/, '').split('/').slice(1)
  if (path.length === 0)
    return 'status' in expected
      ? write(expected['status'])
      : 'call' in step && expected['error'] === undefined
        ? '200'
        : 'nothing'
  const value = path.reduce<unknown>(
    (at, part) => (typeof at === 'object' && at !== null ? (at as Fields)[part] : undefined),
    expected,
  )
  return value === undefined ? 'nothing' : write(value)
}

function write(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = typeof value === 'string' ? JSON.stringify(value) : (JSON.stringify(value) ?? 'nothing')
  return text.length > 300 ? `${text.slice(0, 300)}…` : text
}
