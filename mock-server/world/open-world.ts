import { defaultAssumptions, type Assumptions } from '../../contracts/assumptions.ts'
import type { Clock } from '../ports/clock.ts'
import type { Transport } from '../ports/transport.ts'
import { createDirectory } from './create-directory.ts'
import type { DeliveryPlan } from './delivery-plan.ts'
import { createLayeredMap } from './layered-map.ts'
import type { Disorder, PushPlan } from './push-plan.ts'
import { addReceivers, type Receiver } from './receivers.ts'
import { createWorld, defaultWorldOptions, type World, type WorldOptions } from './world.ts'
import type { WorldDocument } from './world-document.ts'

export interface WorldSettings extends Partial<WorldOptions> {
  readonly id: string
  readonly document: WorldDocument
  readonly seed: number
  readonly clock: Clock
  readonly plan?: DeliveryPlan
  /** How receipts leave and what disorder they suffer; these, too, count for more than the document. */
  readonly pushes?: PushPlan | undefined
  readonly disorder?: Disorder | undefined
  readonly transport?: Transport | undefined
  /** Count for more than those of the document. */
  readonly assumptions?: Partial<Assumptions>
}

/** Opens a world from its document. */
export function openWorld({ id, document, seed, clock, assumptions, plan, transport, pushes = document.pushes, disorder = document.disorder, ...options }: WorldSettings): World {
  const receivers = createLayeredMap<Receiver>()
  addReceivers(receivers, document)
  return createWorld({
    id,
    seed,
    clock,
    directory: createDirectory(document),
    assumptions: { ...defaultAssumptions, ...(document.assumptions as Partial<Assumptions>), ...assumptions },
    options: { ...defaultWorldOptions, ...options },
    receivers,
    ...(plan === undefined ? {} : { plan }),
    ...(pushes === undefined ? {} : { pushes }),
    ...(disorder === undefined ? {} : { disorder }),
    ...(transport === undefined ? {} : { transport }),
  })
}
