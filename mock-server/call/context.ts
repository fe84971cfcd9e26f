import type { Assumptions } from '../../contracts/evidence/assumptions.ts'
import type { Operation } from '../../contracts/operation.ts'
import type { Call } from './call.ts'
import type { AccessKey, Account, Space, Template } from '../world/directory.ts'
import type { World } from '../world/world.ts'

/** Who signed the call. */
export interface Caller {
  readonly key: AccessKey
  readonly account: Account
}

/** What a rule and a behavior know beside the input. */
export interface Context {
  readonly call: Call
  readonly operation: Operation
  readonly caller: Caller
  readonly world: World
  readonly assumptions: Assumptions
  readonly requestId: string
  /** What the call speaks of, once a rule has found it: several rules ask. */
  readonly found: { space?: Space; template?: Template }
  /** Notes something that was accepted but deserves a remark; it goes to the log and the journal. */
  remark(text: string): void
}
