import type { HttpReply, HttpRequest } from '../../contracts/http.ts'
import { secretMask } from '../redaction/secret-mask.ts'
import type { Cassette } from './cassette.ts'
import { isFinalStatus } from './parse.ts'
import { answerInstead, explainMiss, noMatchCode } from './no-match.ts'
import { readRequest, secretsIn } from './read-request.ts'
import { answeredOf, replyOf, type Asked, type Recording } from './recording.ts'

/** What is done with a call. */
export const recordModes = {
  record: 'every call goes to the target and is recorded anew',
  replay: 'recorded calls are replayed; others go to the target and are recorded',
  passthrough: 'every call goes to the target, nothing is recorded',
  'replay-or-fail':
    'recorded calls are replayed; others are answered 404 Cassette.NoMatch, and nothing leaves',
} as const

export type RecordMode = keyof typeof recordModes

/** Carries a request to its target. */
export type Forward = (request: HttpRequest) => Promise<HttpReply>

export interface RecorderPorts {
  readonly mode: RecordMode
  /** What was recorded before. */
  readonly cassette?: Cassette | undefined
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Takes new recordings, in the order in which they were asked for. */
  readonly write?: (recording: Recording) => void
  /** Takes what proves who asked out of answers that repeat it. */
  readonly conceals?: boolean
  /** Told what could not be recorded, and why. The call itself is answered all the same. */
  readonly onFailure?: (message: string) => void
  /** Told why a call was not replayed. */
  readonly onMiss?: (message: string) => void
}

/** Something that answers calls from a cassette, or takes them up into one. */
export interface Recorder {
  /** @param forward the way to the target; without one nothing leaves */
  handle(request: HttpRequest, forward?: Forward): Promise<HttpReply>
  /** Calls that were replayed, recorded, and neither. */
  readonly counts: { replayed: number; recorded: number; missed: number }
}

/** Creates a recorder. What it throws is the forwarder's, or `UsageError` where the cassette is damaged. */
export function createRecorder({
  mode,
  cassette,
  now,
  write,
  conceals = false,
  onFailure,
  onMiss,
}: RecorderPorts): Recorder {
  const counts = { replayed: 0, recorded: 0, missed: 0 }
  const queue: Slot[] = []

  return {
    counts,
    async handle(request, forward) {
      if (mode === 'passthrough' && forward !== undefined) return forward(request)
      const asked = readRequest(request)
      const recording = mode === 'record' ? undefined : cassette?.take(asked)
      if (recording !== undefined) {
        counts.replayed++
        return replyOf(recording)
      }
      if (mode === 'replay-or-fail' || forward === undefined) return miss(asked)
      return record(request, asked, () => forward(request))
    },
  }

  function miss(asked: Asked): Promise<HttpReply> {
    counts.missed++
    const message =
      cassette === undefined
        ? `Nothing was recorded yet, so ${asked.call || 'a call without an Action'} cannot be replayed.`
        : explainMiss(asked, cassette.nearest(asked), cassette.name)
    onMiss?.(message)
    return answerInstead(asked, 404, noMatchCode, message)
  }

  async function record(
    request: HttpRequest,
    asked: Asked,
    ask: () => Promise<HttpReply>,
  ): Promise<HttpReply> {
    const slot: Slot = { done: false }
    queue.push(slot)
    const at = new Date(now()).toISOString()
    try {
      const reply = await ask()
      tryTo(asked.call, () => (slot.recording = { ...asked, at, ...answered(request, reply) }))
      return reply
    } finally {
      slot.done = true
      while (queue[0]?.done === true) {
        const { recording } = queue.shift() as Slot
        if (recording === undefined) continue
        tryTo(recording.call, () => {
          write?.(recording)
          counts.recorded++
        })
      }
    }
  }

  function answered(request: HttpRequest, reply: HttpReply): Pick<Recording, 'answer' | 'rule'> {
    if (!isFinalStatus(reply.status))
      throw new Error(`a cassette holds statuses from 200 to 599, and this one is ${reply.status}`)
    const rule = reply.headers['x-mock-rule']
    const body = conceals ? secretMask(secretsIn(request))(reply.body) : reply.body
    return { answer: answeredOf({ ...reply, body }), ...(rule === undefined ? {} : { rule }) }
  }

  /** Recording never changes what happens: what goes wrong is told, and the call is answered. */
  function tryTo(call: string, step: () => void): void {
    try {
      step()
    } catch (error) {
      onFailure?.(`${call || 'A call'} was answered, but not recorded: ${(error as Error).message}`)
    }
  }
}

/** The place of a call in the order of asking, kept until its answer is there. A call without an answer leaves nothing. */
interface Slot {
  done: boolean
  recording?: Recording
}
