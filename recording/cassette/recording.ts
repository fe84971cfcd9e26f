import type { Exchange } from '../../contracts/exchange.ts'
import { isShallow } from '../is-shallow.ts'
import { assumed } from '../../contracts/evidence/evidence.ts'
import type { HttpReply } from '../../contracts/http.ts'
import { contentTypes, type Format } from '../../contracts/wire/envelope.ts'
import { credentialParameters, incidentalParameters } from '../../contracts/wire/system-parameters.ts'

/** An exchange as it stands in a cassette: nothing that varies from client to client, and JSON within texts written out. */
export interface Recording extends Asked {
  /** ISO 8601. */
  readonly at?: string
  readonly answer: Answered
  /** Id of the rule that decided, where an emulator answered. */
  readonly rule?: string
  /** Faults that touched the exchange, by id. */
  readonly faults?: readonly string[]
}

/** What was asked, whoever signed it and however it travelled. */
export interface Asked {
  /** The `Action`; empty when there was none. */
  readonly call: string
  /** Format the answer was asked for in; JSON unless given. */
  readonly format?: 'XML'
  /** By name, in order of the names. Lists and objects are written out where their text says no more than they do. */
  readonly parameters: Readonly<Record<string, unknown>>
}

/** What was answered; the body is `body` where it is JSON as it is printed without blanks, `base64` where it is no text, else `text`. */
export interface Answered {
  readonly status: number
  /** Headers that do not follow from the rest. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly text?: string
  readonly base64?: string
}

/** Headers of an answer that a cassette keeps. Of what others say about a machine or an account nothing is. */
const keptHeaders: ReadonlySet<string> = new Set(['content-type', 'x-acs-retry-after'])

/** The parameters of a call as a cassette holds them. */
export function askedOf(
  call: string,
  parameters: Iterable<readonly [name: string, text: string]>,
  format: Format,
): Asked {
  const business = [...parameters].filter(
    ([name]) =>
      !credentialParameters.has(name) &&
      !incidentalParameters.has(name) &&
      name !== 'Action' &&
      name !== 'Version',
  )
  return {
    call,
    ...(format === 'XML' ? { format } : {}),
    parameters: Object.fromEntries(
      business
        .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
        .map(([name, text]) => [name, readParameter(text)]),
    ),
  }
}

/** The answer as a cassette holds it. */
export function answeredOf({ status, headers, body, bytes }: HttpReply): Answered {
  const content = bytes === undefined ? contentOf(body) : { base64: Buffer.from(bytes).toString('base64') }
  const kept = Object.entries(headers).filter(
    ([name, value]) => keptHeaders.has(name) && value !== usualHeaders(content)[name],
  )
  return { status, ...(kept.length === 0 ? {} : { headers: Object.fromEntries(kept) }), ...content }
}

/** The answer as it was received. */
export function replyOf({ answer, rule }: Pick<Recording, 'answer' | 'rule'>): HttpReply {
  const body = bodyOf(answer)
  const requestId = requestIdOf(body)
  const bytes = answer.base64 === undefined ? undefined : Buffer.from(answer.base64, 'base64')
  return {
    status: answer.status,
    headers: {
      ...usualHeaders(answer),
      'content-length': String(bytes?.length ?? Buffer.byteLength(body)),
      ...(requestId === '' ? {} : { 'x-acs-request-id': requestId }),
      ...(rule === undefined ? {} : { 'x-mock-rule': rule }),
      ...answer.headers,
    },
    body,
    ...(bytes && { bytes }),
  }
}

/** The body's text. */
export const bodyOf = ({ body, text }: Answered): string =>
  text ?? (body === undefined ? '' : JSON.stringify(body))

/** An exchange of a journal as a recording. */
export function toRecording({ at, operation, input, status, body, rule, faults }: Exchange): Recording {
  const format = input['Format']?.toUpperCase() === 'XML' || body.startsWith('<?xml') ? 'XML' : 'JSON'
  return {
    ...askedOf(operation, Object.entries(input), format),
    at: new Date(at).toISOString(),
    answer: { status, ...contentOf(body) },
    ...(rule === '' ? {} : { rule }),
    ...(faults.length === 0 ? {} : { faults }),
  }
}

/** A recording as an exchange, for checks and reports. */
export function toExchange(
  { call, at, parameters, answer, rule = '', faults = [] }: Recording,
  world: string,
): Exchange {
  const body = bodyOf(answer)
  return {
    at: at === undefined ? 0 : Date.parse(at),
    world,
    operation: call,
    accessKeyId: '',
    input: Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [name, writeParameter(value)]),
    ),
    status: answer.status,
    code:
      /"Code":"([^"]*)"|<Code>([^<]*)<\/Code>/
        .exec(body)
        ?.slice(1)
        .find((code) => code !== undefined) ?? '',
    body,
    requestId: requestIdOf(body),
    rule,
    evidence: assumed('a recording'),
    faults,
    remarks: [],
  }
}

/** A parameter's value as it travels. */
export const writeParameter = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value)

/** Lists and objects are read, with the names of objects in order, as that order says nothing; everything else stays text. */
export function readParameter(text: string): unknown {
  const value = /^\s*[[{]/.test(text) ? parseJson(text) : undefined
  return value === undefined || !isShallow(value) || !isExact(value) ? text : inOrder(value)
}

/** A value with the names of its objects in order. */
export function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(inOrder)
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([name, each]) => [name, inOrder(each)]),
  )
}

/** The value of a JSON text; undefined if it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whether all numbers were read as they were written: those of many digits are not. */
function isExact(value: unknown): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value) || String(value).length <= 15
  return typeof value !== 'object' || value === null || Object.values(value).every(isExact)
}

function contentOf(body: string): Pick<Answered, 'body' | 'text'> {
  if (body === '') return {}
  const value = parseJson(body)
  return typeof value === 'object' && value !== null && isShallow(value) && JSON.stringify(value) === body
    ? { body: value }
    : { text: body }
}

function usualHeaders({ text }: Pick<Answered, 'text' | 'base64'>): Readonly<Record<string, string>> {
  return { 'content-type': contentTypes[text?.startsWith('<?xml') === true ? 'XML' : 'JSON'] }
}

const requestIdOf = (body: string): string =>
  /"RequestId":"([^"]*)"|<RequestId>([^<]*)<\/RequestId>/
    .exec(body)
    ?.slice(1)
    .find((id) => id !== undefined) ?? ''
