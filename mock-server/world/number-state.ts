import type * as z from 'zod'
import type { numberSettings, wabaSettings } from '../world-file/settings.ts'

export type NumberSettings = z.output<typeof numberSettings>
export type NumberState = { readonly [Name in keyof NumberSettings]-?: NonNullable<NumberSettings[Name]> }

/** What people see as the name of a sender nobody has named. */
export const displayName = 'Demo'

/** What a number is that nobody has said more about: nothing makes it worse. */
const healthy: NumberState = {
  verifiedName: displayName,
  nameStatus: 'APPROVED',
  newNameStatus: 'NONE',
  status: 'CONNECTED',
  codeVerificationStatus: 'VERIFIED',
  qualityRating: 'GREEN',
  messagingLimitTier: 'TIER_1K',
  official: false,
}

/** The state of a number about which a world says this. */
export const toNumberState = (settings: NumberSettings = {}): NumberState => ({
  ...healthy,
  ...(said(settings) as Partial<NumberState>),
})

export type WabaSettings = z.output<typeof wabaSettings>
export type WabaState = { readonly [Name in keyof WabaSettings]-?: NonNullable<WabaSettings[Name]> }

/** The state of a WABA of an account about which a world says this. */
export const toWabaState = (wabaId: string, uid: string, settings: WabaSettings = {}): WabaState => ({
  name: displayName,
  currency: 'USD',
  namespace: `demo_${wabaId}`,
  reviewStatus: 'APPROVED',
  businessId: uid,
  businessName: displayName,
  ...(said(settings) as Partial<WabaState>),
})

/** Settings without those that say nothing. */
export const said = <Settings extends object>(settings: Settings): Settings =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Settings
