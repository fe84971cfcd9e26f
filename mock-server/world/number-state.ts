import * as z from 'zod'

const text = z.string().min(1)

/** What a world may say about a WhatsApp number. */
export const numberSettings = z
  .strictObject({
    verifiedName: text.meta({ description: 'Name that people see.' }),
    nameStatus: text.meta({ description: 'Review of the name: APPROVED, DECLINED, EXPIRED, …' }),
    newNameStatus: text.meta({ description: 'Review of a new name; NONE while there is none.' }),
    status: text.meta({ description: 'CONNECTED, PENDING, FLAGGED, RESTRICTED, BANNED, …' }),
    codeVerificationStatus: text.meta({ description: 'VERIFIED, NOT_VERIFIED or EXPIRED.' }),
    qualityRating: z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN']),
    messagingLimitTier: z.enum(['TIER_50', 'TIER_250', 'TIER_1K', 'TIER_10K', 'TIER_100K', 'TIER_UNLIMITED']),
    official: z.boolean().meta({ description: 'Whether it is an official business account.' }),
  })
  .partial()

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
export const toNumberState = (settings: NumberSettings = {}): NumberState => ({ ...healthy, ...(said(settings) as Partial<NumberState>) })

/** What a world may say about a WhatsApp Business Account. */
export const wabaSettings = z
  .strictObject({
    name: text,
    currency: text.meta({ description: 'As in USD.' }),
    namespace: text.meta({ description: 'MessageTemplateNamespace.' }),
    reviewStatus: z.enum(['PENDING', 'APPROVED', 'REJECTED', 'DISABLED']),
    businessId: text,
    businessName: text,
  })
  .partial()

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
export const said = <Settings extends object>(settings: Settings): Settings => Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Settings
