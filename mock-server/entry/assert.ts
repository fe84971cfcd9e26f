import type { Exchange } from '../../contracts/exchange.ts'
import {
  judgeConformance,
  judgeReceipt,
  judgeRefused,
  judgeSent,
  type ExpectedMessage,
  type ExpectedReceipt,
  type ExpectedRefusal,
  type Judgement,
} from './judgements.ts'
import type { WorldHandle } from './world-handle.ts'

export type { ExpectedMessage, ExpectedReceipt, ExpectedRefusal } from './judgements.ts'
export { connect, ControlError, type Connection } from './connect.ts'

/** A world is not as a test wants it. Test tools show its message; its code is that of `node:assert`. */
export class WorldAssertionError extends Error {
  override readonly name = 'AssertionError'
  readonly code = 'ERR_ASSERTION'
}

/** How many there must be; at least one unless given. */
export interface Times {
  readonly times?: number
}

/**
 * That a message was accepted, and neither failed nor is certain to fail. Throws `WorldAssertionError` with the nearest message and the calls that were refused.
 * @example await assertSent(world, { to: '8613800000001', templateName: 'order_notice' })
 */
export const assertSent = async (
  world: WorldHandle,
  expected: ExpectedMessage,
  { times }: Times = {},
): Promise<void> => insist(await judgeSent(world, expected, { times }))

/** That there is no such message, failed or not. Throws `WorldAssertionError` with the message there is. */
export const assertNotSent = async (world: WorldHandle, expected: ExpectedMessage): Promise<void> =>
  insist(await judgeSent(world, expected, { negated: true }), false)

/**
 * That a call was refused with a code. Throws `WorldAssertionError` with the newest answers.
 * @example await assertRefused(world, 'InvalidParameter.FromOnlyNumeric')
 */
export const assertRefused = async (
  world: WorldHandle,
  code: string,
  expected?: ExpectedRefusal,
): Promise<void> => insist(await judgeRefused(world, code, expected))

/**
 * That the consumer accepted a receipt with these fields. Throws `WorldAssertionError`.
 * @example await assertReceived(world, { To: '8613800000001', Status: 'Read' }, { times: 1 })
 */
export const assertReceived = async (
  world: WorldHandle,
  expected: ExpectedReceipt,
  times: Times = {},
): Promise<void> => insist(await judgeReceipt(world, expected, times))

/** That an exchange keeps the contract. Throws `WorldAssertionError` with every violation, and `RangeError` for a check there is not. */
export const assertConforms = async (
  exchange: Exchange,
  options?: { readonly warnings?: boolean; readonly except?: readonly string[] },
): Promise<void> => insist(await judgeConformance(exchange, options))

function insist({ pass, message }: Judgement, wanted = true): void {
  if (pass !== wanted) throw new WorldAssertionError(message())
}
