import type { HmacKey } from '../../contracts/signature/hmac.ts'
import type { LayeredMap } from './stores/layered-map.ts'
import type { NumberSettings, WabaSettings } from './number-state.ts'

/** A RAM policy document, as far as it decides about actions. Resources of this product are always `*`. */
export interface PolicyDocument {
  readonly Version?: string
  readonly Statement: readonly PolicyStatement[]
}

export interface PolicyStatement {
  readonly Effect: 'Allow' | 'Deny'
  readonly Action: string | readonly string[]
  readonly Resource?: string | readonly string[]
}

/** A RAM user of an account, with what it may do. */
export interface User {
  readonly name: string
  readonly policies: readonly PolicyDocument[]
}

/** An account of the cloud. */
export interface Account {
  readonly uid: string
  /** False: the account has not opened the product, every call is Product.Unsubscript. */
  readonly subscribed: boolean
  /** False: sends with FallBackId or FallBackContent are refused. */
  readonly smsFallback: boolean
}

/** Credentials: of the account itself, or of one of its users. */
export interface AccessKey {
  readonly id: string
  readonly secret: string
  /** The secret as signatures of both versions use it. */
  readonly signs: { readonly acs3: HmacKey; readonly rpcV1: HmacKey }
  readonly active: boolean
  readonly account: Account
  readonly user: User | undefined
  /** Of STS credentials: the token that belongs to the key. */
  readonly securityToken: string | undefined
  /** Milliseconds since the epoch; undefined for a token that does not expire. */
  readonly expiresAt: number | undefined
  /** PEM, for keys that sign with ACS3-RSA-SHA256. */
  readonly publicKey: string | undefined
}

/** A space (instance) of an account. Numbers and templates belong to spaces. */
export interface Space {
  readonly id: string
  readonly account: Account
  /** Id of the WhatsApp Business Account bound to the space; undefined: none is. */
  readonly wabaId: string | undefined
}

/** Who a message can come from: a business number, a viber service, a page, an account. */
export interface Sender {
  readonly id: string
  readonly channel: string
  readonly space: Space
}

/** A template in one language. */
export interface Template {
  readonly code: string
  readonly name: string
  readonly language: string
  readonly type: 'WHATSAPP' | 'VIBER'
  readonly category: string
  readonly auditStatus: string
  /** GREEN, YELLOW, RED or UNKNOWN. */
  readonly qualityScore: string
  readonly reason: string | undefined
  readonly components: readonly TemplateComponent[]
  /** A sample value for each variable, for the people who review it. */
  readonly example: Readonly<Record<string, string>> | undefined
  /** MessageSendTtlSeconds: how long a message may wait. */
  readonly ttlSeconds: number | undefined
  /** False: it was stopped by ModifyChatappTemplateProperties. */
  readonly allowSend: boolean
  readonly categoryChangePaused: boolean
  readonly archived: boolean
  /** Milliseconds since the epoch. */
  readonly updatedAt: number
  /** What its review will say; undefined when none is under way. */
  readonly review: Review | undefined
  readonly space: Space
}

/** The end of a review, settled when it began. */
export interface Review {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly auditStatus: 'pass' | 'fail'
  readonly reason: string | undefined
}

/** How templates that are handed in fare. */
export interface ReviewPlan {
  /** Milliseconds until the review ends. */
  readonly after: number
  /** Outcomes other than pass; the first whose pattern fits the template's name counts. */
  readonly outcomes: readonly ReviewOutcome[]
}

export interface ReviewOutcome {
  /** A name, with `*` for any characters. */
  readonly name: string
  readonly auditStatus: 'pass' | 'fail'
  readonly reason?: string | undefined
  /** Milliseconds, where they differ from those of the plan. */
  readonly after?: number | undefined
}

/** A name of a deleted template in one language, which stays blocked for a while. */
export interface DeletedName {
  readonly spaceId: string
  readonly name: string
  readonly language: string
  /** Milliseconds since the epoch. */
  readonly deletedAt: number
}

export interface TemplateComponent {
  readonly Type: string
  readonly [field: string]: unknown
}

/** Accounts and what belongs to them. */
export interface Directory {
  readonly accounts: ReadonlyMap<string, Account>
  readonly keys: ReadonlyMap<string, AccessKey>
  readonly spaces: ReadonlyMap<string, Space>
  /** By `channel:id`. */
  readonly senders: LayeredMap<Sender>
  /** What was said about WhatsApp numbers, by number, and about WABAs, by id; see `toNumberState`. */
  readonly numbers: LayeredMap<NumberSettings>
  readonly wabas: LayeredMap<WabaSettings>
  /** By space, code and language, and by space, name and language: see `codeKey` and `nameKey`. */
  readonly templates: LayeredMap<Template>
  /** By space, name and language, as templates are. */
  readonly deletedNames: LayeredMap<DeletedName>
  /** When EnableWhatsappROIMetric was called, by space. Milliseconds since the epoch. */
  readonly metricsSince: LayeredMap<number>
  readonly reviews: ReviewPlan
}

/** A directory with the same content; neither sees the other's later changes. */
export const forkDirectory = (directory: Directory): Directory => ({
  ...directory,
  senders: directory.senders.fork(),
  numbers: directory.numbers.fork(),
  wabas: directory.wabas.fork(),
  templates: directory.templates.fork(),
  deletedNames: directory.deletedNames.fork(),
  metricsSince: directory.metricsSince.fork(),
})

/** The keys a template is found under. They say lengths, as there may be colons in every part. */
export const codeKey = (spaceId: string, code: string, language: string): string =>
  `code:${spaceId.length}:${code.length}:${spaceId}:${code}:${language}`

export const nameKey = (spaceId: string, name: string, language: string): string =>
  `name:${spaceId.length}:${name.length}:${spaceId}:${name}:${language}`

export const senderKey = (channel: string, id: string): string => `${channel}:${id}`

/** Makes a template findable by its code and by its name, in its language. */
export function addTemplate(templates: LayeredMap<Template>, template: Template): void {
  templates.set(codeKey(template.space.id, template.code, template.language), template)
  templates.set(nameKey(template.space.id, template.name, template.language), template)
}
