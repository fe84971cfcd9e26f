import type { World } from '../world/world.ts'

/** Something the service tells its customer. */
export interface Receipt {
  readonly type: 'ChatAppStatus' | 'ChatAppInbound' | 'ChatAppAudit'
  readonly accountUid: string
  readonly spaceId: string
  /** The business number it is about; undefined when it is about none. */
  readonly number: string | undefined
  /** What the receipt says, as `contracts/callbacks` describes it. */
  readonly item: Readonly<Record<string, unknown>>
}

/** Enters a receipt into the outbox of the world, for whoever receives it. Nothing happens when nobody does. */
export function report(world: World, receipt: Receipt): void {
  void world
  void receipt
}
