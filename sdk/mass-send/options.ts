import type {
  SendChatappMassMessageInput,
  SendChatappMassMessageOutput,
} from '../../contracts/generated/operation-types.ts'
import type { BatchStatus, Checkpoint } from './checkpoint.ts'
import type { Batch } from './recipients.ts'

export interface MassSendOptions {
  /** Everything of the call but its SenderList. */
  readonly message: Omit<SendChatappMassMessageInput, 'SenderList'>
  /** Most recipients of a call; the API takes 1,000. */
  readonly batchSize?: number | undefined
  /** Most bytes of a SenderList as it travels: 512 KiB in a form, 96 KiB in a URL unless given. */
  readonly batchBytes?: number | undefined
  /** The documented rate, 10, unless given. Throttled calls slow the send down, accepted ones bring it back. */
  readonly callsPerSecond?: number | undefined
  /** Most calls under way at once, 20 unless given. Reading of the list pauses when they are all out. */
  readonly concurrency?: number | undefined
  /** Most attempts for a batch that was throttled or never reached the server, 30 unless given. Then the send stops. */
  readonly attempts?: number | undefined
  /** Stops the send when the server could not be reached for so many milliseconds, 30,000 unless given. */
  readonly unreachableFor?: number | undefined
  /** Sends a batch again that may have been carried out. Its recipients can then get the message twice. */
  readonly resendUncertain?: boolean | undefined
  /** Stops the send when so many batches in a row were rejected with the same code, 3 unless given: the next would be as well. */
  readonly stopAfterRejections?: number | undefined
  /** Stops the send: no batch starts any more, those under way are waited for. */
  readonly signal?: AbortSignal | undefined
  /** Continues an earlier send of the same list. */
  readonly resumeFrom?: Checkpoint | undefined
  /** Stores the checkpoint, before each batch goes out and after its outcome. Awaited; if it throws, the send stops. */
  readonly saveCheckpoint?: ((checkpoint: Checkpoint) => void | Promise<void>) | undefined
  readonly onProgress?: ((progress: Progress) => void) | undefined
}

/** What became of one batch. */
export interface BatchResult extends Batch {
  /** `uncertain`: it may have been carried out. `unsent`: it certainly was not, and resuming sends it. */
  readonly status: BatchStatus
  /** The answer, GroupMessageId included, of an accepted batch. */
  readonly output?: SendChatappMassMessageOutput
  readonly error?: Error
  readonly attempts: number
}

/** Recipients by what became of them, in this run. */
export interface Progress {
  readonly accepted: number
  readonly rejected: number
  readonly uncertain: number
  readonly unsent: number
  /** Recipients of batches under way. */
  readonly underWay: number
  /** Recipients taken from the list, those of earlier runs included. */
  readonly taken: number
  readonly throttledCalls: number
  /** Whether the last call found the server. */
  readonly reachable: boolean
  /** The rate at present. */
  readonly callsPerSecond: number
}
