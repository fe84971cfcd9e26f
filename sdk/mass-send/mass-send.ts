import type { SendChatappMassMessageOutput } from '../../contracts/generated/operation-types.ts'
import type { ParameterStyle } from '../build-request.ts'
import { ApiResponseError } from '../errors/api-response-error.ts'
import { ChatappError } from '../errors/chatapp-error.ts'
import { TransportError } from '../errors/transport-error.ts'
import { wait, type Clock } from '../ports.ts'
import { defaultRetry, isWorthRetrying, retryDelay } from '../retry.ts'
import { createLedger, type BatchStatus } from './checkpoint.ts'
import type { BatchResult, MassSendOptions } from './options.ts'
import { createPace } from './pace.ts'
import { createRecipientReader, type Batch, type BatchLimits, type Recipient } from './recipients.ts'
import { skipTaken } from './skip-taken.ts'

export interface MassSendPorts {
  /** Makes one call, without repeating it. */
  send(input: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>>
  readonly clock: Clock
  random(): number
  readonly style: ParameterStyle
}

/** A batch and how often it was sent. */
interface Turn {
  readonly batch: Batch
  readonly attempts: number
}

interface Outcome {
  readonly turn: Turn
  readonly output?: SendChatappMassMessageOutput
  readonly error?: unknown
}

type Event =
  | { readonly kind: 'turn'; readonly turn: Turn }
  | { readonly kind: 'exhausted' }
  | { readonly kind: 'halted' }
  | { readonly kind: 'outcome'; readonly call: Promise<Event>; readonly outcome: Outcome }

/**
 * Sends to all recipients and tells what became of each batch, in the order in which the outcomes arrive.
 * Ends early on `signal` and when the consumer stops reading. After the outcomes of all calls under way were told it throws what
 * stopped it: an error of the list or of `saveCheckpoint`, or the error that batches kept coming back with.
 */
export async function* massSend(
  recipients: Iterable<Recipient> | AsyncIterable<Recipient>,
  options: MassSendOptions,
  { send, clock, random, style }: MassSendPorts,
): AsyncGenerator<BatchResult, void, void> {
  const {
    message,
    concurrency = 20,
    attempts: mostAttempts = 30,
    unreachableFor = 30_000,
    resendUncertain = false,
    stopAfterRejections = 3,
    signal,
    resumeFrom,
  } = options
  const limits: BatchLimits = {
    size: options.batchSize ?? 1000,
    bytes: options.batchBytes ?? (style === 'form' ? 512 : 96) * 1024,
  }
  const reader = createRecipientReader(recipients)
  const ledger = createLedger(resumeFrom)
  const pace = createPace(options.callsPerSecond ?? 10, clock)
  const halt = new AbortController()
  const sums = { accepted: 0, rejected: 0, uncertain: 0, unsent: 0, underWay: 0, throttledCalls: 0 }
  const calls = new Set<Promise<Event>>()
  const again: Turn[] = []
  let upcoming: Promise<Event> | undefined
  let waiting: Turn | undefined
  let exhausted = false
  let nextIndex = resumeFrom?.batches ?? 0
  let unreachableSince: number | undefined
  let rejections = { code: '', count: 0 }
  let failure: { readonly error: unknown } | undefined

  const progress = (): void =>
    options.onProgress?.({
      ...sums,
      taken: reader.position,
      callsPerSecond: pace.callsPerSecond,
      reachable: unreachableSince === undefined,
    })
  const save = async (): Promise<void> => options.saveCheckpoint?.(ledger.current())
  const stop = (): void => halt.abort()
  const fail = (error: unknown): void => {
    failure ??= { error }
    stop()
  }

  /** The batch that is next, once its time has come. */
  async function nextTurn(): Promise<Event> {
    const turn = again.shift() ?? (await unlessAborted(newTurn(), halt.signal))
    if (turn === undefined) return { kind: halt.signal.aborted ? 'halted' : 'exhausted' }
    waiting = turn
    return wait(pace.claim(), clock, halt.signal).then(
      () => ({ kind: 'turn', turn }),
      () => ({ kind: 'halted' }),
    )
  }

  async function newTurn(): Promise<Turn | undefined> {
    const batch = await reader.batch(nextIndex, limits)
    if (batch === undefined) return undefined
    nextIndex++
    return { batch, attempts: 0 }
  }

  function start({ batch, attempts }: Turn): void {
    const turn = { batch, attempts: attempts + 1 }
    sums.underWay += batch.recipients.length
    const call: Promise<Event> = send({ ...message, SenderList: batch.recipients }).then(
      (output) => ({
        kind: 'outcome',
        call,
        outcome: { turn, output: output as unknown as SendChatappMassMessageOutput },
      }),
      (error: unknown) => ({ kind: 'outcome', call, outcome: { turn, error } }),
    )
    calls.add(call)
  }

  /** Returns what to tell; undefined when the batch will be sent once more. */
  async function conclude({ turn, output, error }: Outcome): Promise<BatchResult | undefined> {
    const { batch, attempts } = turn
    sums.underWay -= batch.recipients.length
    const unreachable =
      error instanceof TransportError && !error.mayBeCarriedOut && error.failure !== 'aborted'
    unreachableSince = unreachable ? (unreachableSince ?? clock.now()) : undefined
    if (error === undefined) {
      pace.accepted()
      return settle(turn, 'accepted', { ...(output && { output }) })
    }
    const repeatable = isWorthRetrying(error, { resendUncertain })
    if (error instanceof ApiResponseError && error.retryable) {
      sums.throttledCalls++
      pace.throttled(error.retryAfter)
    } else if (repeatable) pace.throttled(retryDelay(attempts, random(), defaultRetry))

    const uncertain = error instanceof ChatappError && error.mayBeCarriedOut
    const patient = unreachableSince === undefined || clock.now() - unreachableSince < unreachableFor
    if (repeatable && patient && attempts < mostAttempts && !halt.signal.aborted) {
      // While it waits the checkpoint calls it unsent, unless it may have been carried out.
      if (!uncertain) ledger.settle(batch, 'unsent')
      again.push(turn)
      progress()
      return undefined
    }
    const status = uncertain
      ? 'uncertain'
      : error instanceof ApiResponseError && !repeatable
        ? 'rejected'
        : 'unsent'
    const hopeless =
      status === 'rejected'
        ? countRejection(error as ApiResponseError) >= stopAfterRejections
        : status === 'unsent'
    // A caller who stopped the send is not told of it as of a failure.
    if (hopeless && !halt.signal.aborted) fail(error)
    return settle(turn, status, { ...(error instanceof Error && { error }) })
  }

  async function settle(
    { batch, attempts }: Turn,
    status: BatchStatus,
    rest: Pick<BatchResult, 'output' | 'error'> = {},
  ): Promise<BatchResult> {
    ledger.settle(batch, status, rest.error && reasonOf(rest.error))
    sums[status] += batch.recipients.length
    if (status !== 'rejected') rejections = { code: '', count: 0 }
    await save().catch(fail)
    progress()
    return { ...batch, status, attempts, ...rest }
  }

  function countRejection({ code }: ApiResponseError): number {
    rejections = { code, count: rejections.code === code ? rejections.count + 1 : 1 }
    return rejections.count
  }

  const wasBegun = ({ batch, attempts }: Turn): boolean =>
    attempts > 0 || batch.index < (resumeFrom?.batches ?? 0)

  /** Writes the batch down before it goes out, so that no crash can make it look unsent. */
  async function begin(turn: Turn): Promise<void> {
    ledger.begin(turn.batch, reader.position, reader.fingerprint())
    await save()
    start(turn)
    progress()
  }

  signal?.addEventListener('abort', stop, { once: true })
  if (signal?.aborted) stop()
  try {
    if (resumeFrom !== undefined) {
      const { unsent, open } = await skipTaken(reader, resumeFrom)
      again.push(...unsent.map((batch) => ({ batch, attempts: 0 })))
      for (const batch of open) yield await settle({ batch, attempts: 1 }, 'uncertain')
    }
    for (;;) {
      const mayStart = !halt.signal.aborted && (again.length > 0 || !exhausted)
      if (mayStart && calls.size < concurrency && upcoming === undefined) {
        upcoming = nextTurn()
        upcoming.catch(() => {})
      }
      if (calls.size === 0 && (upcoming === undefined || halt.signal.aborted)) break
      const event = await Promise.race([...calls, ...(upcoming === undefined ? [] : [upcoming])]).catch(
        (error: unknown): Event => {
          fail(error)
          return { kind: 'halted' }
        },
      )
      if (event.kind === 'outcome') {
        calls.delete(event.call)
        const result = await conclude(event.outcome)
        if (result !== undefined) yield result
        continue
      }
      upcoming = undefined
      if (event.kind === 'exhausted') exhausted = true
      if (event.kind === 'turn') {
        await begin(event.turn).catch((error: unknown) => {
          fail(error)
          again.unshift(event.turn)
        })
        waiting = undefined
      }
    }
    // A batch that was never begun stands in no checkpoint: the list is read again from there.
    if (waiting !== undefined && wasBegun(waiting)) again.unshift(waiting)
    for (const turn of again) yield await settle(turn, 'unsent')
  } finally {
    // When the consumer stops reading, what is under way is waited for, so that the checkpoint knows its outcome.
    stop()
    for (const call of calls)
      await call.then((event) => (event.kind === 'outcome' ? conclude(event.outcome) : undefined))
    signal?.removeEventListener('abort', stop)
    await reader.close()
  }
  if (failure !== undefined) throw failure.error
}

/**
 * The work's result, or undefined as soon as the signal is aborted. Not a race with one promise for the whole send:
 * such a promise would hold on to the results of all races.
 */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => resolve(undefined)
    signal.addEventListener('abort', giveUp, { once: true })
    work.finally(() => signal.removeEventListener('abort', giveUp)).then(resolve, reject)
  })
}

const reasonOf = (error: Error): string => (error instanceof ApiResponseError ? error.code : error.name)
