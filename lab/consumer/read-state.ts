import { UsageError } from '../../contracts/usage-error.ts'
import { describeAnswer, jsonOf, push, type Outside } from './answer.ts'
import type { Subject } from './items.ts'

/** Asks the application what it knows about a message. */
export type ReadState = (subject: Subject) => Promise<string>

export interface ReadOptions {
  /** Address with `{MessageId}` and, if wanted, `{To}` in it. */
  readonly address: string
  /** The field of a JSON answer that counts, with dots between names; the whole answer unless given. */
  readonly field?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Reads the state over HTTP. A message the application does not know reads as its HTTP status. Throws `UsageError` when nothing answers. */
export function readOverHttp({ address, field, headers = {} }: ReadOptions, outside: Outside): ReadState {
  if (!address.includes('{MessageId}') && !address.includes('{To}'))
    throw new UsageError(`--read is ${JSON.stringify(address)}; expected {MessageId} or {To} in it.`)
  return async ({ messageId, to }) => {
    const url = address.replaceAll('{MessageId}', messageId).replaceAll('{To}', to)
    const answer = await push({ url, method: 'GET', headers }, outside)
    if (answer.outcome !== 'answered')
      throw new UsageError(`Nothing answers at ${url}: ${answer.detail ?? ''}.`)
    if (answer.status !== 200) return `HTTP ${answer.status}`
    const value = field === undefined ? answer.body : valueAt(jsonOf(answer.body), field.split('.'))
    const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'absent')
    return text.replaceAll(messageId, '{MessageId}').replaceAll(to, '{To}').trim()
  }
}

/** Reads a number over HTTP. Throws `UsageError` when the answer is none. */
export function countOverHttp(
  { address, field, headers = {} }: ReadOptions,
  outside: Outside,
): () => Promise<number> {
  return async () => {
    const answer = await push({ url: address, method: 'GET', headers }, outside)
    const parsed = jsonOf(answer.body)
    const value = field === undefined ? parsed : valueAt(parsed, field.split('.'))
    if (answer.status === 200 && typeof value === 'number') return value
    throw new UsageError(
      `${address} answered ${describeAnswer(answer)}; expected a number${field === undefined ? '' : ` as ${field}`}. Name a field of a JSON answer with --effects-field.`,
    )
  }
}

function valueAt(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return value
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? valueAt((value as Readonly<Record<string, unknown>>)[name], rest)
    : undefined
}
