import * as z from 'zod'
import { didYouMean } from '../../contracts/nearest.ts'
import type { JsonSchema } from '../../contracts/operation.ts'
import { UsageError } from '../../contracts/usage-error.ts'
import { demoWorld } from './demo-world.ts'
import { keyPlaces, ownerOf, worldDocument, type AccountDocument, type WorldDocument } from './world-document.ts'

/** The demo world with its defaults filled in. */
export const demoDocument = (): WorldDocument => worldDocument.parse(demoWorld)

/**
 * Reads a world file, YAML or JSON, together with the demo world if it extends that. Throws `UsageError` with file, line and key of everything that is wrong.
 * @param text content of the file
 * @param file its name, for messages
 */
export async function readWorldFile(text: string, file: string): Promise<WorldDocument> {
  const document = await parseWorldFile(text, file)
  if (document.extends === 'nothing') return document
  try {
    return mergeDocuments(demoDocument(), document)
  } catch (error) {
    throw error instanceof UsageError ? new UsageError(`${file}: ${error.message}`) : error
  }
}

/** Reads a world file as it stands, without the demo world it may extend. Throws `UsageError` as `readWorldFile` does. */
export async function parseWorldFile(text: string, file: string): Promise<WorldDocument> {
  const { LineCounter, parseDocument } = await import('yaml')
  const lines = new LineCounter()
  const yaml = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const [syntaxError] = yaml.errors
  if (syntaxError !== undefined) {
    const { line, col } = lines.linePos(syntaxError.pos[0])
    throw new UsageError(`${file}:${line}:${col}: ${syntaxError.message}`)
  }
  const result = worldDocument.safeParse(valueOf(yaml, file) ?? {}, { reportInput: true })
  if (result.success) return result.data

  const schema = z.toJSONSchema(worldDocument, { io: 'input' }) as JsonSchema
  const complaints = result.error.issues.flatMap((issue) => {
    const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path]
    return paths.map((path) => ({ path, offset: offsetOf(yaml, path), text: complaint(issue, schema, path.at(-1)) }))
  })
  complaints.sort((a, b) => a.offset - b.offset)
  throw new UsageError(
    complaints
      .map(({ path, offset, text: said }) => {
        const { line, col } = lines.linePos(offset)
        return `${file}:${line}:${col}: ${path.join('.') || 'the file'}: ${said}`
      })
      .join('\n'),
  )
}

/** What the text stands for. Throws `UsageError` when its aliases do not lead anywhere, or multiply without measure. */
function valueOf(yaml: YamlDocument, file: string): unknown {
  try {
    return yaml.toJS()
  } catch (error) {
    if (error instanceof ReferenceError) throw new UsageError(`${file}: its YAML aliases (*name) cannot be followed: ${error.message}. Write the values out.`)
    throw error
  }
}

/**
 * Adds the accounts of one document to another; of accounts and spaces with the same id the entries are joined. A key may be written anew
 * where it belongs already. Throws `UsageError` when one would change its owner.
 */
export function mergeDocuments(base: WorldDocument, added: WorldDocument): WorldDocument {
  const owners = new Map(keyPlaces(base.accounts).map((place) => [place.id, place]))
  for (const place of keyPlaces(added.accounts)) {
    const owner = owners.get(place.id)
    if (owner !== undefined && (owner.uid !== place.uid || owner.user !== place.user)) {
      throw new UsageError(`The key ${place.id} is ${ownerOf(owner)} already and cannot be ${ownerOf(place)}. Choose another id.`)
    }
  }
  const accounts = new Map(base.accounts.map((account) => [account.uid, account]))
  for (const account of added.accounts) {
    const existing = accounts.get(account.uid)
    accounts.set(account.uid, existing === undefined ? account : mergeAccounts(existing, account))
  }
  return { extends: 'nothing', accounts: [...accounts.values()], assumptions: { ...base.assumptions, ...added.assumptions }, reviews: mergeReviews(base.reviews, added.reviews), pushes: added.pushes ?? base.pushes, disorder: added.disorder ?? base.disorder, faults: [...base.faults, ...added.faults] }
}

/** Outcomes of the added document come first, as the first that fits counts; what both say is said once. */
function mergeReviews(base: WorldDocument['reviews'], added: WorldDocument['reviews']): WorldDocument['reviews'] {
  const known = new Set(added.outcomes.map((outcome) => JSON.stringify(outcome)))
  const after = added.after ?? base.after
  return { ...(after === undefined ? {} : { after }), outcomes: [...added.outcomes, ...base.outcomes.filter((outcome) => !known.has(JSON.stringify(outcome)))] }
}

function mergeAccounts(base: AccountDocument, added: AccountDocument): AccountDocument {
  const spaces = new Map(base.spaces.map((space) => [space.id, space]))
  for (const space of added.spaces) {
    const existing = spaces.get(space.id)
    const joined = existing && {
      ...existing,
      waba: space.waba ?? existing.waba,
      wabaState: existing.wabaState && space.wabaState ? { ...existing.wabaState, ...space.wabaState } : (space.wabaState ?? existing.wabaState),
      numbers: [...existing.numbers, ...space.numbers],
      numberStates: Object.entries(space.numberStates).reduce((states, [number, state]) => ({ ...states, [number]: { ...states[number], ...state } }), existing.numberStates),
      viber: [...existing.viber, ...space.viber],
      messenger: [...existing.messenger, ...space.messenger],
      instagram: [...existing.instagram, ...space.instagram],
      telegram: [...existing.telegram, ...space.telegram],
      templates: [...existing.templates, ...space.templates],
      callbacks: { ...existing.callbacks, ...space.callbacks },
      deletedTemplates: [...existing.deletedTemplates, ...space.deletedTemplates],
      metricsSince: space.metricsSince ?? existing.metricsSince,
    }
    spaces.set(space.id, joined ?? space)
  }
  const anew = new Set(keyPlaces([added]).map(({ id }) => id))
  const kept = <Key extends { readonly id: string }>(keys: readonly Key[]): Key[] => keys.filter(({ id }) => !anew.has(id))
  const users = base.users.map((user) => ({ ...user, keys: kept(user.keys) }))
  return { ...added, keys: [...kept(base.keys), ...added.keys], users: [...users, ...added.users], spaces: [...spaces.values()], callbacks: added.callbacks ?? base.callbacks }
}

type YamlDocument = ReturnType<typeof import('yaml').parseDocument>

/** Where a path stands in the text: the key of the innermost part that exists. */
function offsetOf(yaml: YamlDocument, path: readonly PropertyKey[]): number {
  let node: unknown = yaml.contents
  let offset = 0
  for (const part of path) {
    const { items } = node as { items?: unknown[] }
    if (items === undefined) return offset
    if (typeof part === 'number') node = items[part]
    else {
      const pair = (items as { key: { value: unknown; range: [number, number, number] }; value: unknown }[]).find(({ key }) => key.value === part)
      if (pair === undefined) return offset
      offset = pair.key.range[0]
      node = pair.value
      continue
    }
    const range = (node as { range?: [number, number, number] } | undefined)?.range
    if (range === undefined) return offset
    offset = range[0]
  }
  return offset
}

/** @param key the innermost key the complaint is about */
function complaint(issue: z.core.$ZodIssue, schema: JsonSchema, key: PropertyKey | undefined): string {
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(schemaAt(schema, issue.path)?.properties ?? {})
    return `unknown key.${didYouMean(String(key), known)} Known here: ${known.join(', ')}.`
  }
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String)
    return `expected one of ${values.join(', ')}.${typeof issue.input === 'string' ? didYouMean(issue.input, values) : ''}`
  }
  if (issue.code === 'invalid_type' && issue.expected === 'string' && (typeof issue.input === 'number' || typeof issue.input === 'boolean')) return `${issue.message}: put it in quotes`
  return issue.message
}

function schemaAt(schema: JsonSchema | undefined, path: readonly PropertyKey[]): JsonSchema | undefined {
  return path.reduce<JsonSchema | undefined>((at, part) => (typeof part === 'number' ? at?.items : at?.properties?.[String(part)]), schema)
}
