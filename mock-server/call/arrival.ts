import type { Format } from '../../contracts/wire/envelope.ts'
import { formatOf, type Call } from './call.ts'
import type { World } from '../world/world.ts'

/** A call in the world it has come to. */
export interface Arrival {
  readonly call: Call
  readonly world: World
  readonly format: Format
  readonly requestId: string
  /** Milliseconds since the epoch, on the clock of the world. */
  readonly at: number
  /** Things that deserve a remark; they grow while the call is decided. */
  readonly remarks: string[]
}

/** A call arrives: it is given its id, in the order of arrival. */
export function arrive(call: Call, world: World): Arrival {
  return {
    call,
    world,
    format: formatOf(call, world.assumptions.v1DefaultFormat),
    requestId: world.random.uuid(),
    at: world.clock.now(),
    remarks: [],
  }
}
