import { isReading } from '../contracts/is-reading.ts'
import { parseAuthorization } from '../contracts/signature/acs3.ts'
import { parseParameters } from '../contracts/wire/parameters.ts'
import { UsageError } from '../contracts/usage-error.ts'
import type { Fetch } from '../contracts/http.ts'

/** What a live run may do at most. */
export interface Allowance {
  /** Origin every request has to go to. */
  readonly origin: string
  /** Numbers and ids that may be sent to, as they travel: digits without +. */
  readonly recipients: ReadonlySet<string>
  /** Most messages that may leave. */
  readonly budget: number
}

/** A request was held back. Nothing of it was sent. */
export class GuardError extends UsageError {}

/** Operations that send, or that nobody knows: their recipients are looked for. */
const sending = /^Send[A-Za-z0-9]*$/

/**
 * `fetch` that holds back every request which could reach somebody who is not on the list, or more people than the budget allows;
 * which goes elsewhere, or carries the key of an emulator. It looks at the request as it leaves, whoever built it, and follows no redirect.
 */
export function guardLive(fetch: Fetch, { origin, recipients, budget }: Allowance): Fetch {
  let left = budget
  return async (address, init) => {
    const url = new URL(address)
    if (url.origin !== origin)
      throw new GuardError(`A request would go to ${url.origin}; this run may call ${origin} only.`)
    const body = await textOf(init.body)
    const headers = new Headers(init.headers)
    if (headers.has('content-encoding'))
      throw new GuardError('A request has a packed body, which nobody can look into before it leaves.')
    const pairs = [
      ...readPairs(url.search.slice(1)),
      ...readBody(body, headers.get('content-type') ?? formType),
    ]
    for (const id of keysOf(headers, pairs)) refuseEmulatorKey(id)
    const actions = [
      headers.get('x-acs-action'),
      ...pairs.filter(([name]) => name.toLowerCase() === 'action').map(([, value]) => value),
    ].filter((each) => each !== null && each !== undefined)
    if (!(actions.length > 0 && actions.every(isReading))) {
      const changing = actions.find((action) => !sending.test(action) && !isReading(action))
      if (changing !== undefined)
        throw new GuardError(`${changing} would change the account; a live run reads and sends only.`)
      const people = recipientsIn(pairs)
      const stranger = people.find((to) => !recipients.has(to))
      if (stranger !== undefined)
        throw new GuardError(
          `A message would go to ${stranger}, who is not on the list of recipients. Add them with --recipients if they agreed.`,
        )
      if (people.length > left)
        throw new GuardError(
          `A call would send ${people.length} messages, and ${left} of the budget of ${budget} are left. Raise --budget if you mean it.`,
        )
      left -= people.length
    }
    return fetch(address, { ...init, redirect: 'error', body: body === '' ? null : body })
  }
}

/** `fetch` for emulators: no key that looks like a real one leaves the hands of whoever plays. */
export function guardEmulator(fetch: Fetch): Fetch {
  return async (address, init) => {
    const body = await textOf(init.body)
    for (const id of keysOf(
      new Headers(init.headers),
      [new URL(address).search.slice(1), body].flatMap(readPairs),
    ))
      refuseRealKey(id)
    return fetch(address, { ...init, redirect: 'error', body: body === '' ? null : body })
  }
}

/** Throws `UsageError` when a key of an emulator is about to be used on live. */
export function refuseEmulatorKey(accessKeyId: string): void {
  if (/^(?:STS\.)?(?:mock|fake-mock)\b/i.test(accessKeyId))
    throw new GuardError(`${accessKeyId} is the key of an emulator; a live run needs credentials of its own.`)
}

/** Throws `UsageError` when a key looks like one of a real account. */
export function refuseRealKey(accessKeyId: string): void {
  if (/^(?:LTAI[0-9A-Za-z]{8,}|STS\.[0-9A-Za-z]{20,})$/.test(accessKeyId))
    throw new GuardError(
      `${accessKeyId.slice(0, 6)}… looks like a key of a real account; emulators are called with keys of their own.`,
    )
}

type Pair = readonly [name: string, value: string]

const readPairs = (text: string): readonly Pair[] => {
  const { pairs, malformed } = parseParameters(text)
  // What cannot be read may still be read by somebody else.
  return malformed === undefined ? pairs : [...pairs, ['', text]]
}

const formType = 'application/x-www-form-urlencoded'

/** A body as pairs; one that is no form, whatever it calls itself, as a text without a name. */
const readBody = (body: string, type: string): readonly Pair[] =>
  type.toLowerCase().startsWith(formType) && !/^\s*[[{<-]/.test(body) ? readPairs(body) : [['', body]]

function keysOf(headers: Headers, pairs: readonly Pair[]): string[] {
  const inHeader = parseAuthorization(headers.get('authorization') ?? '')?.accessKeyId
  const inParameters = pairs
    .filter(([name]) => name.toLowerCase() === 'accesskeyid')
    .map(([, value]) => value)
  return [inHeader, headers.get('x-acs-accesskey-id') ?? undefined, ...inParameters].filter(
    (id) => id !== undefined,
  )
}

/** Parameters that never say who is meant, however they look. */
const ofContent = new Set(['templateparams', 'flowaction', 'productaction', 'content', 'payload'])

/** Everybody a request could be meant for: every To however deep, and in lists that are none, everything that looks like a number. */
export function recipientsIn(pairs: readonly Pair[]): string[] {
  return pairs.flatMap(([name, value]) => {
    const lower = name.toLowerCase()
    if (/(?:^|\.)to$/.test(lower)) return [bare(value)]
    if (ofContent.has(lower)) return []
    if (lower.startsWith('senderlist')) return inList(value)
    // A body that is no form comes as a name without a value.
    return value === '' || name === '' ? inList(`${name}${value}`) : []
  })
}

function inList(text: string): string[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    const found = text.match(/\d{7,}/g) ?? []
    // What is left beside whole numbers may be a number in another notation.
    if (/[\d\\]|\P{ASCII}/u.test(text.replaceAll(/\d{7,}/g, '')))
      throw new GuardError(
        `A list of recipients is no JSON, and ${found.length === 0 ? '' : `beside ${found.slice(0, 3).join(', ')} `}it has digits that are no whole numbers: it cannot be read before it leaves. Send a JSON list.`,
      )
    return found
  }
  // The service may read another one of two equal keys.
  if (keysWritten(text) !== keysRead(value))
    throw new GuardError('A list of recipients has the same key twice: it cannot be read before it leaves.')
  return peopleIn(value, '')
}

/** Texts before a colon: in JSON those are keys and nothing else. */
const keysWritten = (text: string): number =>
  [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter(([, colon]) => colon !== undefined).length

const keysRead = (value: unknown): number =>
  typeof value !== 'object' || value === null
    ? 0
    : Object.values(value).reduce<number>(
        (sum, each) => sum + keysRead(each),
        Array.isArray(value) ? 0 : Object.keys(value).length,
      )

function peopleIn(value: unknown, key: string): string[] {
  if (typeof value !== 'object' || value === null)
    return /^to$/i.test(key) || /\d{7,}/.test(String(value)) ? [bare(String(value))] : []
  return Object.entries(value).flatMap(([name, each]) =>
    ofContent.has(name.toLowerCase()) ? [] : peopleIn(each, name),
  )
}

const bare = (to: string): string => to.replace(/^[+\s]+/, '').trim()

async function textOf(body: unknown): Promise<string> {
  return body === undefined || body === null ? '' : new Response(body as ReadableStream).text()
}
