import type { Assumptions } from '../../contracts/evidence/assumptions.ts'
import type { Exchange } from '../../contracts/exchange.ts'
import type { FaultRuleInput } from '../faults/rule.ts'
import type { Clock } from '../ports/clock.ts'
import type { Timer } from '../ports/timer.ts'
import type { Transport } from '../ports/transport.ts'
import type { DeliveryPlan } from '../world/delivery-plan.ts'
import type { JournalLimits } from '../world/stores/journal.ts'
import type { Disorder, PushPlan } from '../world/push-plan.ts'
import type { WorldDocumentInput } from '../world-file/world-document.ts'

/** What an emulator is made with. */
export interface MockOptions {
  /** Seed of ids and all other chance; 1 unless given. The same seed and the same calls give the same bytes. */
  readonly seed?: number
  /** `virtual` stands still until moved, and starts at 2026-01-01T00:00:00Z; the machine's time unless given. */
  readonly clock?: 'system' | 'virtual' | Clock
  /** Accounts added to the demo world, or replacing it with `extends: 'nothing'`. */
  readonly world?: WorldDocumentInput
  readonly assumptions?: Partial<Assumptions>
  /** False lifts the documented rates. */
  readonly throttled?: boolean
  /** Adopts unknown senders and templates on first sight. */
  readonly lenient?: boolean
  /** How much the journal of each world keeps. */
  readonly journalLimits?: JournalLimits
  /** How messages fare. */
  readonly plan?: DeliveryPlan
  /** How receipts leave, and the disorder they suffer on purpose. */
  readonly pushes?: PushPlan
  readonly disorder?: Disorder
  /** What is to go wrong in the demo world, beside what `world` says. */
  readonly faults?: readonly FaultRuleInput[]
  /** Host names receipts may be pushed to beside this machine. */
  readonly callbackHosts?: readonly string[]
  /** Carries receipts instead of HTTP. */
  readonly transport?: Transport
  /** False: under the system clock nothing happens by itself, and receipts wait for whoever runs what is due. */
  readonly driven?: boolean
  /** False leaves the headers x-mock-rule and x-mock-evidence out. */
  readonly explainInHeaders?: boolean
  /** Runs what waits for real time: under the system clock, and for the answers to pushes. */
  readonly timer?: Timer
  /** Keeps what is done to worlds with a virtual clock, for `world.capsule()`. */
  readonly capsules?: boolean
  readonly onExchange?: (exchange: Exchange) => void
  readonly onDefect?: (error: unknown) => void
}
