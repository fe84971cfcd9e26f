import { defaultAssumptions, type Assumptions } from '../../contracts/evidence/assumptions.ts'
import type { Exchange } from '../../contracts/exchange.ts'
import type { FaultRule } from '../world/faults.ts'
import type { Clock } from '../ports/clock.ts'
import type { Transport } from '../ports/transport.ts'
import { createDirectory } from './create-directory.ts'
import type { DeliveryPlan } from '../world/delivery-plan.ts'
import type { Directory } from '../world/directory.ts'
import { createLayeredMap } from '../world/stores/layered-map.ts'
import { faultsOfDisorder, noDisorder, type Disorder, type PushPlan } from '../world/push-plan.ts'
import { type Receiver } from '../world/receivers.ts'
import { addReceivers } from './receivers-document.ts'
import { createWorld, defaultWorldOptions, type World, type WorldOptions } from '../world/world.ts'
import type { WorldDocument } from './world-document.ts'

export interface WorldSettings extends Partial<WorldOptions> {
  readonly id: string
  readonly document: WorldDocument
  /** The directory of the document, where it was built already. */
  readonly directory?: Directory | undefined
  readonly seed: number
  readonly clock: Clock
  readonly plan?: DeliveryPlan | undefined
  /** How receipts leave and what disorder they suffer; these, too, count for more than the document. */
  readonly pushes?: PushPlan | undefined
  readonly disorder?: Disorder | undefined
  readonly faults?: readonly FaultRule[] | undefined
  readonly transport?: Transport | undefined
  /** Told about every push of receipts. */
  readonly onPush?: ((exchange: Exchange) => void) | undefined
  /** Count for more than those of the document. */
  readonly assumptions?: Partial<Assumptions>
}

/** Opens a world from its document. */
export function openWorld({
  id,
  document,
  directory = createDirectory(document),
  seed,
  clock,
  assumptions,
  plan = document.plan,
  transport,
  onPush,
  pushes = document.pushes,
  disorder = document.disorder ?? noDisorder,
  faults = document.faults,
  ...options
}: WorldSettings): World {
  const receivers = createLayeredMap<Receiver>()
  addReceivers(receivers, document)
  const chosen = Object.entries({ ...document.assumptions, ...assumptions })
  return createWorld({
    id,
    seed,
    clock,
    directory,
    assumptions:
      chosen.length === 0 ? defaultAssumptions : { ...defaultAssumptions, ...Object.fromEntries(chosen) },
    options: { ...defaultWorldOptions, ...options },
    receivers,
    ...(plan === undefined ? {} : { plan }),
    ...(pushes === undefined ? {} : { pushes }),
    faults: [...faultsOfDisorder(disorder), ...faults],
    ...(transport === undefined ? {} : { transport }),
    onPush,
  })
}
