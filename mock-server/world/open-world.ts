import { defaultAssumptions, type Assumptions } from '../../contracts/assumptions.ts'
import type { Clock } from '../ports/clock.ts'
import { createDirectory } from './create-directory.ts'
import type { DeliveryPlan } from './delivery-plan.ts'
import { createWorld, defaultWorldOptions, type World, type WorldOptions } from './world.ts'
import type { WorldDocument } from './world-document.ts'

export interface WorldSettings extends Partial<WorldOptions> {
  readonly id: string
  readonly document: WorldDocument
  readonly seed: number
  readonly clock: Clock
  readonly plan?: DeliveryPlan
  /** Count for more than those of the document. */
  readonly assumptions?: Partial<Assumptions>
}

/** Opens a world from its document. */
export function openWorld({ id, document, seed, clock, assumptions, plan, ...options }: WorldSettings): World {
  return createWorld({
    id,
    seed,
    clock,
    directory: createDirectory(document),
    assumptions: { ...defaultAssumptions, ...(document.assumptions as Partial<Assumptions>), ...assumptions },
    options: { ...defaultWorldOptions, ...options },
    ...(plan === undefined ? {} : { plan }),
  })
}
