import { readSubject } from '../contracts/checks/read-subject.ts'
import { evidenceClasses, type EvidenceClass } from '../contracts/evidence/evidence.ts'
import type { Exchange } from '../contracts/exchange.ts'
import { UsageError } from '../contracts/usage-error.ts'
import { encodeInput } from '../contracts/wire/decode-input.ts'
import { createClient } from '../sdk/client.ts'
import { ChatappError } from '../sdk/errors/chatapp-error.ts'
import { UnexpectedResponseError } from '../sdk/errors/unexpected-response-error.ts'
import type { Credentials } from '../sdk/credentials/credentials.ts'
import { systemClock } from '../sdk/ports.ts'
import { usualInputs } from './bindings.ts'
import { fill, type Values } from './fill.ts'
import { findOperation } from './parse-scenario.ts'
import type { StepOf } from './scenario.ts'
import { signByHand } from './sign-by-hand.ts'
import type { Stage } from './target.ts'

/** A call that was made: its exchange and the fields of its answer. */
export interface Called {
  readonly exchange: Exchange
  readonly fields: Readonly<Record<string, unknown>>
  readonly format: 'JSON' | 'XML'
  /** Milliseconds until the answer was there, by the clock of whoever plays. */
  readonly took: number
  /** The answer is none of the API. */
  readonly unexpected: boolean
}

/** Makes calls: with the SDK of this project, or with a program of the user's. */
export type Caller = (call: PlainCall, stage: Stage) => Promise<RawAnswer>

/** A call as any client can make it. */
export interface PlainCall {
  readonly operation: string
  readonly input: Readonly<Record<string, unknown>>
  readonly credentials: Credentials
  readonly signature: 'V3' | 'V1'
  readonly style: 'form' | 'query'
  readonly now: number
  readonly nonce: string
}

export interface RawAnswer {
  readonly status: number
  readonly body: string
  readonly requestId: string
  readonly rule: string
  readonly evidence: string
  /** `name=choice` of the switch that chose the answer, where the target names one. */
  readonly assumption?: string
  /** The answer is none of the API. */
  readonly unexpected?: boolean
}

/** The parameters of a call with everything filled in; null values are left out. */
export function inputOf(step: StepOf<'call'>, values: Values): Record<string, unknown> {
  const usual = usualInputs[step.call] ?? findOperation(step.call)?.example.input ?? {}
  const filled = fill({ ...usual, ...step.with, ...step.extra }, values) as Record<string, unknown>
  return Object.fromEntries(
    Object.entries(filled).filter(([, value]) => value !== null && value !== undefined),
  )
}

/** Makes the call of a step. Throws `UsageError` when the target has no credentials for it, `ChatappError` when there is no answer. */
export async function makeCall(
  step: StepOf<'call'>,
  values: Values,
  stage: Stage,
  { call, nonce, clock }: { call: Caller; nonce: string; clock: () => number },
): Promise<Called> {
  const credentials = stage.keyOf(step.as.key)
  if (credentials === undefined)
    throw new UsageError(`There are no credentials of the role ${step.as.key} here.`)
  const input = inputOf(step, values)
  const wire = step.wire && (fill(step.wire, values) as NonNullable<typeof step.wire>)
  const now = await stage.now(wire?.accessKeyId !== undefined)
  const started = clock()
  const answer =
    wire === undefined
      ? await call(
          {
            operation: step.call,
            input,
            credentials,
            signature: step.as.signature,
            style: step.as.style,
            now,
            nonce,
          },
          stage,
        )
      : await send(
          stage,
          signByHand({
            endpoint: stage.endpoint,
            operation: step.call,
            parameters: encodeInput(input),
            credentials,
            as: step.as,
            wire,
            now,
            nonce,
          }),
        )
  const took = clock() - started
  const exchange: Exchange = {
    at: now,
    world: stage.world?.id ?? stage.endpoint,
    operation: wire?.action ?? (wire?.without.some((name) => /action$/i.test(name)) ? '' : step.call),
    accessKeyId: wire?.unsigned ? '' : (wire?.accessKeyId ?? credentials.accessKeyId),
    input: Object.fromEntries(encodeInput(input)),
    status: answer.status,
    code: '',
    body: answer.body,
    requestId: answer.requestId,
    rule: answer.rule,
    evidence: {
      class: evidenceClassOf(answer.evidence),
      source: answer.rule === '' ? 'the answer as it came' : answer.rule,
      ...(answer.assumption ? { assumption: answer.assumption } : {}),
    },
    faults: [],
    remarks: [],
  }
  const { fields = {}, format } = await readSubject(exchange)
  return {
    exchange: { ...exchange, code: String(fields['Code'] ?? '') },
    fields,
    format,
    took,
    unexpected: answer.unexpected === true,
  }
}

const evidenceClassOf = (text: string): EvidenceClass =>
  evidenceClasses.find((each) => each === text) ?? 'observed'

/** Calls with the SDK, once: a story wants to see every answer. */
export const callWithSdk: Caller = async (
  { operation, input, credentials, signature, style, now, nonce },
  stage,
) => {
  // Read beside the client, which has to find out for itself when an answer breaks off.
  let answer: Promise<RawAnswer | undefined> | undefined
  const client = createClient({
    endpoint: stage.endpoint,
    credentials,
    signature,
    style,
    retry: { attempts: 1 },
    clock: { ...systemClock, now: () => now },
    chance: { random: () => 0, nonce: () => nonce },
    async fetch(url, init) {
      const response = await stage.fetch(url, init)
      answer = toAnswer(response.clone()).catch(() => undefined)
      return response
    },
  })
  try {
    await client.call(operation, input)
  } catch (error) {
    // A refusal is an answer like any other; without one there is nothing to judge.
    const given = await answer
    if (!(error instanceof ChatappError) || given === undefined) throw error
    return { ...given, unexpected: error instanceof UnexpectedResponseError }
  }
  return (await answer) as RawAnswer
}

async function send(
  stage: Stage,
  { url, method, headers, body }: ReturnType<typeof signByHand>,
): Promise<RawAnswer> {
  return toAnswer(
    await stage.fetch(url, { method, headers, redirect: 'error', ...(body === '' ? {} : { body }) }),
  )
}

async function toAnswer(response: Response): Promise<RawAnswer> {
  const header = (name: string): string => response.headers.get(name) ?? ''
  return {
    status: response.status,
    body: await response.text(),
    requestId: header('x-acs-request-id'),
    rule: header('x-mock-rule'),
    evidence: header('x-mock-evidence'),
    assumption: header('x-mock-assumption'),
  }
}
