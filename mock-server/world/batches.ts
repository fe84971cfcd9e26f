import type { DeliveryPlan } from './delivery-plan.ts'
import type { Template } from './directory.ts'
import { readText, type StoredText } from './stores/stored-text.ts'

/** One accepted send: its recipients stay one text until somebody asks. A message sent alone is a batch of one under its MessageId. */
export interface Batch {
  readonly groupMessageId: string
  /** Milliseconds since the epoch on the world's clock. */
  readonly at: number
  readonly requestId: string
  readonly taskId: string | undefined
  readonly terms: Terms
  readonly count: number
  /** What decides the fate of its messages, drawn when it was accepted: 32 bits. */
  readonly chance: number
  /** What was settled at acceptance about some of its messages; undefined: plan and chance decide about all of them. */
  readonly fates: Fates | undefined
  /** The SenderList as JSON text: a million recipients must not become a million objects. */
  readonly senderList: StoredText
}

/** What a send says about all its messages. Sends that say the same share it: a million of them must not say it a million times. */
export interface Terms {
  readonly operation: 'SendChatappMassMessage' | 'SendChatappMessage'
  readonly accountUid: string
  readonly spaceId: string
  readonly channel: string
  readonly from: string
  readonly templateCode: string
  readonly templateName: string
  readonly language: string
  /** The template as it was; undefined for free-form messages, and where FallBackRule let an unknown one pass. */
  readonly template: Template | undefined
  /** Of a free-form message: what it says. */
  readonly content: Content | undefined
  readonly plan: DeliveryPlan
  /** Milliseconds within which a message must be delivered; undefined: it waits for ever. */
  readonly ttl: number | undefined
  readonly fallback: Fallback | undefined
}

/** A free-form message: its MessageType, and Content as the call had it. */
export interface Content {
  readonly type: string
  readonly json: string
  /** MessageId it answers. */
  readonly replyTo: string | undefined
}

/** The SMS sent instead of a message that does not arrive. */
export interface Fallback {
  readonly id: string | undefined
  readonly content: string | undefined
  /** Milliseconds after which an undelivered message falls back; undefined: only a failed one does. */
  readonly after: number | undefined
  /** Whether a template or variables that do not pass validation lead to it, too: FallBackRule sentFailed. */
  readonly ofInvalid: boolean
}

/** What is settled about a message when it is accepted. */
export type Fate =
  | {
      readonly outcome: 'fails'
      readonly code: string
      readonly when: FailsWhen
      /** What is wrong with the first message of a batch that fails so. */
      readonly reason?: string
    }
  | {
      readonly outcome:
        | 'stays-sent'
        | 'stays-delivered'
        | 'delivered-twice'
        | 'read-at-once'
        | 'opts-out'
        | 'answers-text'
        | 'answers-button'
        | 'presses-link'
    }

/** `validation`: template or variables do not pass; `send`: refused before it leaves; `delivery`: after it was sent. */
export type FailsWhen = 'validation' | 'send' | 'delivery'

/** The fates of a batch: for each message 0, or the place of its fate in the list, counted from 1. */
export interface Fates {
  readonly list: readonly Fate[]
  readonly of: Uint8Array
}

/** What is settled about one message; undefined: plan and chance decide. */
export const fateOf = ({ fates }: Batch, index: number): Fate | undefined =>
  fates && fates.list[(fates.of[index] ?? 0) - 1]

/** One recipient of a batch, as the call named it. */
export interface Recipient {
  readonly To: string
  readonly TemplateParams?: Readonly<Record<string, string>> | undefined
  readonly Payload?: readonly string[] | undefined
  readonly ProductAction?:
    | {
        readonly ThumbnailProductRetailerId?: string | undefined
        readonly Sections?: readonly unknown[] | undefined
      }
    | undefined
  readonly FlowAction?: Readonly<Record<string, unknown>> | undefined
}

/** The recipients of a batch, in the order of the call. */
export const recipientsOf = (batch: Batch): Recipient[] =>
  JSON.parse(readText(batch.senderList)) as Recipient[]
