import type { DeliveryPlan } from './delivery-plan.ts'

/** One accepted mass send: its recipients stay one text until somebody asks. */
export interface Batch {
  readonly groupMessageId: string
  /** Milliseconds since the epoch on the world's clock. */
  readonly at: number
  readonly requestId: string
  readonly accountUid: string
  readonly spaceId: string
  readonly channel: string
  readonly from: string
  readonly templateCode: string
  readonly templateName: string
  readonly language: string
  readonly taskId: string | undefined
  readonly count: number
  /** What decides the fate of its messages, drawn when it was accepted. */
  readonly chance: number
  readonly plan: DeliveryPlan
  /** The SenderList as JSON text: a million recipients must not become a million objects. */
  readonly senderList: string
}

/** One recipient of a batch, as the call named it. */
export interface Recipient {
  readonly To: string
  readonly TemplateParams?: Readonly<Record<string, string>>
  readonly Payload?: readonly string[]
}

/** The recipients of a batch, in the order of the call. */
export const recipientsOf = (batch: Batch): Recipient[] => JSON.parse(batch.senderList) as Recipient[]
