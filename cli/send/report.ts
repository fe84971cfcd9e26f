import { ApiResponseError, type Checkpoint } from '../../sdk/index.ts'
import type { Leftovers } from './leftovers.ts'
import type { Overview } from './overview.ts'
import { counted, grouped } from './progress.ts'

/** What came of a run of a send. */
export interface Sent {
  /** Recipients of accepted calls. */
  readonly accepted: number
  readonly calls: number
  readonly checkpoint: Checkpoint | undefined
  readonly failure: unknown
  readonly aborted: boolean
}

interface Outcome extends Sent {
  readonly overview: Overview | undefined
  readonly resumeFrom: Checkpoint | undefined
  readonly leftovers: { readonly rejected: Leftovers; readonly uncertain: Leftovers }
  readonly checkpointFile: string | undefined
}

/** What came of a run, in words. */
export interface Report {
  readonly lines: readonly string[]
  /** 0 when everything was sent, else 1. */
  readonly code: number
  /** Whether there is nothing to continue: the checkpoint is of no use any more. */
  readonly finished: boolean
  /** Whether nothing was sent, so that the whole list is to be sent again. */
  readonly anew: boolean
}

/** Says what came of a run, with one advice for each thing that is left to do. */
export function report(outcome: Outcome): Report {
  const { accepted, calls, failure, aborted, leftovers, checkpoint, resumeFrom } = outcome
  const state = checkpoint ?? resumeFrom
  const stopped = failure === undefined ? [] : [`Stopped: ${messageOf(failure)}`]
  if (failure instanceof ApiResponseError && !aborted && nothingArrived(state))
    return {
      lines: [...stopped, 'Nothing was sent. Mend the cause and give the command again; it begins anew.'],
      code: 1,
      finished: true,
      anew: true,
    }
  const unsent = checkpoint?.unsent.reduce((sum, { count }) => sum + count, 0) ?? 0
  const left = leftOf(outcome, unsent)
  const finished = left === 0 || (failure === undefined && !aborted)
  const lines = [
    `${counted(accepted, 'recipient')} accepted in ${counted(calls, 'call')}.`,
    ...leftoverLine(leftovers.rejected, 'not sent', 'send that file once the cause is mended'),
    ...leftoverLine(
      leftovers.uncertain,
      'may have been sent or not',
      'ask ListChatappMessage before sending it again',
    ),
    ...stopped,
    ...(finished
      ? []
      : [
          `${failure === undefined ? 'Stopped. ' : ''}${remainder(left, unsent)}${outcome.checkpointFile === undefined ? '' : `Continue with --resume.`}`,
        ]),
  ]
  const all = finished && failure === undefined && leftovers.rejected.count + leftovers.uncertain.count === 0
  return { lines, code: all ? 0 : 1, finished, anew: false }
}

const messageOf = (failure: unknown): string => (failure instanceof Error ? failure.message : String(failure))

/** Whether no message can have been sent, in this run and those before. */
const nothingArrived = (state: Checkpoint | undefined): boolean =>
  state !== undefined && state.accepted === 0 && state.uncertain.length === 0 && state.open.length === 0

/** Rows that are still to be sent; unknown when they came from a pipe. */
function leftOf({ overview, checkpoint, resumeFrom }: Outcome, unsent: number): number | undefined {
  return (
    overview &&
    overview.recipients + overview.problemsAtEnd - ((checkpoint ?? resumeFrom)?.taken ?? 0) + unsent
  )
}

function remainder(left: number | undefined, unsent: number): string {
  if (left !== undefined) return `${counted(left, 'row')} left. `
  return unsent > 0 ? `${counted(unsent, 'recipient')} taken up and not sent. ` : ''
}

function leftoverLine({ count, file }: Leftovers, what: string, then: string): string[] {
  return count === 0 ? [] : [`${grouped(count)} ${what}: see ${file}; ${then}.`]
}
