import * as z from 'zod'
import { didYouMean } from '../../contracts/nearest.ts'
import { Problem } from './problem.ts'
import type { ControlPorts, Route } from './route.ts'

/** Most complaints, and most names in one of them, that are put into words. */
const mostComplaints = 20

/** Carries out one operation of the control API. Throws `Problem` for everything the caller can mend. */
export async function perform(
  route: Route,
  input: Readonly<Record<string, unknown>>,
  ports: ControlPorts,
): Promise<unknown> {
  const parsed = route.input.safeParse(input, { reportInput: true })
  if (!parsed.success) {
    const { issues } = parsed.error
    const errors = issues.slice(0, mostComplaints).map((issue) => ({
      pointer: pointerTo(issue.path),
      detail: complaintAbout(issue, route),
    }))
    const more = issues.length - errors.length
    if (more > 0) errors.push({ pointer: '', detail: `and ${more} more like these` })
    throw new Problem(
      400,
      'Input does not fit',
      errors.map(({ pointer, detail }) => (pointer === '' ? detail : `${pointer}: ${detail}`)).join('; '),
      { errors },
    )
  }
  const { history } = ports.emulator
  // What only looks changes nothing.
  if (history === undefined || route.method === 'get') return route.handle(parsed.data as never, ports)
  return history.control(
    route.id,
    input,
    () => route.handle(parsed.data as never, ports),
    ports.emulator.worlds.get(String(input['from'] ?? input['world'] ?? 'demo')),
  )
}

/** A JSON pointer (RFC 6901); the whole input is the empty one. */
const pointerTo = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** What is wrong with an input of a route, in words. */
export function complaintAbout(issue: z.core.$ZodIssue, { input }: Pick<Route, 'input'>): string {
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String)
    return `${givenIn(issue)}expected one of ${values.join(', ')}.${typeof issue.input === 'string' ? didYouMean(issue.input, values) : ''}`
  }
  if (issue.code !== 'unrecognized_keys') return `${givenIn(issue)}${issue.message}`
  const known = fieldsAt(
    z.toJSONSchema(input, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as Shape,
    issue.path,
  )
  const keys = issue.keys.slice(0, mostComplaints)
  const more = issue.keys.length - keys.length
  const hints = keys.map((key) => didYouMean(key, known)).join('')
  return `unknown: ${keys.join(', ')}${more > 0 ? ` and ${more} more` : ''}.${hints}${known.length === 0 ? '' : ` Known here: ${known.join(', ')}.`}`
}

/** The value complained about, where it is short to tell. What belongs to a key is nobody's to read. */
function givenIn({ input, path }: z.core.$ZodIssue): string {
  const tells =
    (typeof input === 'string' || typeof input === 'number' || typeof input === 'boolean') &&
    !path.includes('keys')
  return tells ? `given ${typeof input === 'number' ? input : JSON.stringify(input).slice(0, 80)}, ` : ''
}

interface Shape {
  readonly properties?: Readonly<Record<string, Shape>>
  readonly items?: Shape
  readonly additionalProperties?: Shape
}

/** Names of the fields at a place of the input. */
function fieldsAt(shape: Shape, path: readonly PropertyKey[]): string[] {
  const there = path.reduce<Shape | undefined>(
    (at, part) =>
      typeof part === 'number' ? at?.items : (at?.properties?.[String(part)] ?? at?.additionalProperties),
    shape,
  )
  return Object.keys(there?.properties ?? {})
}
