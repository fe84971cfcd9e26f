import { ApiError } from '../../contracts/errors/api-error.ts'
import { chosenBy } from '../../contracts/evidence/assumptions.ts'
import { documented } from '../../contracts/evidence/evidence.ts'
import type { Operation } from '../../contracts/operation.ts'
import { defineRule } from '../../contracts/evidence/rule.ts'
import type { Caller } from '../call/context.ts'
import type { World } from '../world/world.ts'

const rateIsKept = defineRule(
  {
    id: 'gateway.rate-is-kept',
    summary: 'An account makes at most the documented number of calls per second of an operation.',
    evidence: documented(
      'rates on the operation pages; the shape of the window and the code are assumptions',
    ),
  },
  (
    operation: Operation,
    { key, account }: Caller,
    { id, throttle: windows, clock, assumptions, options }: World,
  ) => {
    const { name } = operation
    const callsPerSecond =
      name === 'SendChatappMessage' ? Number(assumptions.sendMessageRate) : operation.callsPerSecond
    if (!options.throttled || callsPerSecond === undefined) return
    const who = assumptions.throttleScope === 'account' ? account.uid : key.id
    const retryAfter = windows.admit(
      `${who}:${name}`,
      callsPerSecond,
      clock.now(),
      assumptions.throttleWindow,
      assumptions.throttleCounts,
    )
    if (retryAfter > 0) {
      throw new ApiError(assumptions.throttleCode, {
        given: `more than ${callsPerSecond} calls of ${name} within one second`,
        expected: `at most ${callsPerSecond} calls per second; the next is admitted in ${retryAfter} ms`,
        ...(clock.kind === 'virtual' && { explanation: standingClock(id, clock.now()) }),
        retryAfter,
        evidence: chosenBy('throttleCode', assumptions.throttleCode),
      })
    }
  },
)

/** Why waiting does not help in a world whose clock is moved by hand. */
const standingClock = (world: string, now: number): string =>
  `The clock of world ${world} is virtual and stands at ${new Date(now).toISOString()}: real waiting does not move it. ` +
  `Move it with world.advance('1s') or: chatapp-mock clock advance 1s --world ${world}`

/** Holds an account to the documented rate of the operation. Decided in one step, so the count is exact under concurrent calls. */
export function throttle(operation: Operation, caller: Caller, world: World): void {
  rateIsKept(operation, caller, world)
}

export const throttleRules = [rateIsKept]
