/** What a world may say about a WhatsApp number; `numberSettings` of the world file documents each field. */
export interface NumberSettings {
  readonly verifiedName?: string | undefined
  readonly nameStatus?: string | undefined
  readonly newNameStatus?: string | undefined
  readonly status?: string | undefined
  readonly codeVerificationStatus?: string | undefined
  readonly qualityRating?: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN' | undefined
  readonly messagingLimitTier?:
    'TIER_50' | 'TIER_250' | 'TIER_1K' | 'TIER_10K' | 'TIER_100K' | 'TIER_UNLIMITED' | undefined
  readonly official?: boolean | undefined
}
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

/** What a world may say about a WhatsApp Business Account; `wabaSettings` of the world file documents each field. */
export interface WabaSettings {
  readonly name?: string | undefined
  readonly currency?: string | undefined
  readonly namespace?: string | undefined
  readonly reviewStatus?: 'PENDING' | 'APPROVED' | 'REJECTED' | 'DISABLED' | undefined
  readonly businessId?: string | undefined
  readonly businessName?: string | undefined
}
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
