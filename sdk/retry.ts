import { isReading } from '../contracts/is-reading.ts'
import { ApiResponseError } from './errors/api-response-error.ts'
import { ChatappError } from './errors/chatapp-error.ts'
import { TransportError } from './errors/transport-error.ts'

/** How often and after what time a call is made again. */
export interface RetryOptions {
  /** Most attempts of one call, the first included. */
  readonly attempts: number
  /** Milliseconds of the first range; each further one is twice as wide. */
  readonly base: number
  /** Milliseconds of the widest range. */
  readonly cap: number
  /** Whether to repeat calls that may have been carried out already. A message can then be sent twice. */
  readonly resendUncertain: boolean
}

export const defaultRetry: RetryOptions = { attempts: 5, base: 300, cap: 20_000, resendUncertain: false }

/**
 * Milliseconds to wait before the next attempt: anything up to twice the range before ("full jitter"), so that callers who were
 * refused together do not come back together; on top of what the API asked for, if it did.
 * @param failed attempts made so far, at least 1
 * @param random a number from 0 (inclusive) to 1 (exclusive)
 */
export function retryDelay(
  failed: number,
  random: number,
  { base, cap }: Pick<RetryOptions, 'base' | 'cap'>,
  retryAfter = 0,
): number {
  return retryAfter + Math.round(random * Math.min(cap, base * 2 ** (failed - 1)))
}

/**
 * Whether a failed call may be made again.
 *
 * Throttled calls: always. Calls that never reached the server: always. Calls that may have been carried out:
 * those that only read, others only if the caller accepts that a message is sent twice. An abort: never.
 */
export function isWorthRetrying(
  error: unknown,
  { resendUncertain }: Pick<RetryOptions, 'resendUncertain'>,
): boolean {
  if (!(error instanceof ChatappError)) return false
  if (error instanceof ApiResponseError && !error.mayBeCarriedOut) return error.retryable
  if (error instanceof TransportError && error.failure === 'aborted') return false
  return !error.mayBeCarriedOut || resendUncertain || isReading(error.operation)
}
