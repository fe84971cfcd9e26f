import { ApiError } from '../../../contracts/errors/api-error.ts'
import type { InputForm } from '../../../contracts/input-form.ts'
import { visible } from '../../../contracts/visible.ts'
import { commonParameters } from '../../../contracts/wire/system-parameters.ts'
import type { Call } from '../../call/call.ts'
import type { World } from '../../world/world.ts'
import { unreadBody } from './unread-body.ts'
import { unreadKeys } from './unread-keys.ts'
import { unreadName, type UnreadName } from './unread-names.ts'

/** A call in its world, with the remarks on it so far. */
interface Arrived {
  readonly call: Call
  readonly world: World
  readonly remarks: string[]
}

/** So many parameters that are not read get a remark of their own. */
const remarksAtMost = 6

/** What came with an accepted input and was not read: one remark for each. Nothing of it changes the answer. */
export function remarkUnread(
  { call, world, remarks }: Arrived,
  form: InputForm,
  input: Readonly<Record<string, unknown>>,
): void {
  const body = unreadBody(call, world.assumptions)
  if (body !== undefined) remarks.push(body.says)
  for (const { says } of unreadNames(call, form, world.assumptions.dottedLists === 'read')) remarks.push(says)
  for (const { says } of unreadKeys(input, form.schema)) remarks.push(says)
  const twice = sentTwice(call)
  if (twice !== undefined) remarks.push(twice)
}

/** Explains a refusal by what came and was not read, where the parameter it names did not come. */
export function explainByUnread(
  error: ApiError,
  { call, world }: Arrived,
  form: InputForm | undefined,
): void {
  const { parameter } = error.details
  if (parameter === undefined || (call.parameters.get(parameter) ?? '') !== '') return
  const body = unreadBody(call, world.assumptions)
  const names = unreadNames(call, form, world.assumptions.dottedLists === 'read')
  const meant = names.filter(({ means }) => means === parameter)
  const told = [
    ...meant.map(({ says }) => says),
    ...headersLike(parameter, call),
    ...(body === undefined ? [] : [body.says]),
  ]
  error.explain(told.slice(0, remarksAtMost).join('\n'))
}

function unreadNames(call: Call, form: InputForm | undefined, dotted: boolean): UnreadName[] {
  const properties = form?.schema.properties ?? {}
  const found: UnreadName[] = []
  for (const name of call.parameters.keys()) {
    if (Object.hasOwn(properties, name) || commonParameters.has(name)) continue
    const [, root = '', position] = (dotted && /^([^.]+)\.(.)/.exec(name)) || []
    const type = Object.hasOwn(properties, root) ? properties[root]?.type : undefined
    if (type === 'object' || (type === 'array' && /[1-9]/.test(position as string))) continue
    // A body that is not read stands as one long name where it has the type of a form.
    if ('{[\uFEFF\u001F'.includes(name[0] ?? '{')) continue
    if (found.length >= remarksAtMost) break
    found.push(unreadName(name, call.action, properties, dotted))
  }
  return found
}

const headerOf: Readonly<Record<string, string>> = {
  Timestamp: 'x-acs-date',
  SignatureNonce: 'x-acs-signature-nonce',
  Action: 'x-acs-action',
  Version: 'x-acs-version',
}

/** Headers that look as if they were to carry the parameter. */
function headersLike(parameter: string, { scheme, request: { headers } }: Call): string[] {
  const wanted = headerOf[parameter]
  const plain = parameter.toLowerCase()
  const near = Object.keys(headers).filter(
    (name) =>
      name !== wanted &&
      (name === plain ||
        name === `x-acs-${plain}` ||
        name === `x-${plain}` ||
        (wanted !== undefined && name.replaceAll(/[-_]/g, '') === wanted.replaceAll('-', '')) ||
        (parameter === 'Timestamp' && (name === 'date' || name === 'x-acs-time')) ||
        (parameter === 'SignatureNonce' && name.endsWith('nonce'))),
  )
  const read =
    scheme === 'rpc-v1' || wanted === undefined ? `the parameter ${parameter}` : `the header ${wanted}`
  return near.map((name) => `The header ${visible(name)} came; ${read} is what is read.`)
}

/** Names that came more than once with different values: only the first counts. */
function sentTwice({ query, form, parameters }: Call): string | undefined {
  if (query.length + form.length === parameters.size) return undefined
  const twice = new Set<string>()
  for (const pairs of [query, form])
    for (const [name, value] of pairs)
      if (parameters.get(name) !== value && twice.size < remarksAtMost) twice.add(visible(name.slice(0, 100)))
  return twice.size === 0
    ? undefined
    : `${[...twice].join(', ')} came more than once with different values: the first counts, the query before the body.`
}
