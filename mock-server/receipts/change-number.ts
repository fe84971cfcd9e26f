import type { Sender, Space } from '../world/directory.ts'
import {
  said,
  toNumberState,
  toWabaState,
  type NumberSettings,
  type NumberState,
  type WabaSettings,
  type WabaState,
} from '../world/number-state.ts'
import type { World } from '../world/world.ts'
import { report } from './report.ts'

type Event = 'phoneNameUpdate' | 'phoneQualityUpdate' | 'wabaReviewUpdate'

/** Changes what the service says about a number. Name and quality are reported to providers. */
export function changeNumber(world: World, { id, space }: Sender, changes: NumberSettings): NumberState {
  const { numbers } = world.directory
  const before = toNumberState(numbers.get(id))
  const settings = { ...numbers.get(id), ...said(changes) }
  if (Object.keys(settings).length > 0) numbers.set(id, settings)
  const after = toNumberState(settings)
  const tell = (type: Event, more: Record<string, string>): void =>
    reportEvent(world, space, id, type, { PhoneNumber: id, ...more })
  if (after.verifiedName !== before.verifiedName || after.nameStatus !== before.nameStatus)
    tell('phoneNameUpdate', { Status: after.nameStatus })
  if (after.qualityRating !== before.qualityRating || after.messagingLimitTier !== before.messagingLimitTier)
    tell('phoneQualityUpdate', { Status: after.qualityRating, CurrentLimit: after.messagingLimitTier })
  return after
}

/** Changes what the service says about the WABA of a space. The outcome of its review is reported to providers. */
export function changeWaba(world: World, space: Space, changes: WabaSettings): WabaState {
  const { wabas } = world.directory
  const id = space.wabaId ?? ''
  const before = wabas.get(id)
  const settings = { ...before, ...said(changes) }
  if (Object.keys(settings).length > 0) wabas.set(id, settings)
  const after = toWabaState(id, space.account.uid, settings)
  if (after.reviewStatus !== toWabaState(id, space.account.uid, before).reviewStatus)
    reportEvent(world, space, undefined, 'wabaReviewUpdate', { Status: after.reviewStatus })
  return after
}

/** Only version 2 of ChatAppAudit knows events of numbers and WABAs. Which fields each type fills is assumed. */
function reportEvent(
  world: World,
  { id, account, wabaId = '' }: Space,
  number: string | undefined,
  Type: Event,
  more: Record<string, string>,
): void {
  if (world.assumptions.auditReceiptVersion === '2')
    report(world, {
      type: 'ChatAppAudit',
      accountUid: account.uid,
      spaceId: id,
      number,
      item: { WabaId: wabaId, Type, ...more },
    })
}
