/** What a message can be seen as. `Accepted` is the state before the first report. */
export type MessageStatus = 'Accepted' | 'Sent' | 'Delivered' | 'Read' | 'Failed'

/** A change of a message's state. */
export interface Step {
  readonly status: MessageStatus
  /** Milliseconds since the epoch. */
  readonly at: number
  /** Of a failure: a delivery error code, as in `131026`; `timeout` when its Ttl ran out. */
  readonly errorCode?: string
}

/** What a person sees of a message. */
export interface Rendering {
  readonly header: string | undefined
  readonly body: string
  readonly footer: string | undefined
  readonly buttons: readonly string[]
  /** Names of variables that have no value; in the texts they stand in `⟪ ⟫`. */
  readonly unresolved: readonly string[]
}

/** The SMS that replaces a message. */
export interface FallbackSms {
  readonly at: number
  /** FallBackId of the call. */
  readonly id: string | undefined
  readonly content: string | undefined
}

/** A message as it is seen at one moment. */
export interface Message {
  /** yyyyMM and 18 digits, the shape of the published samples. */
  readonly messageId: string
  /** Of a message sent alone its own MessageId. */
  readonly groupMessageId: string
  /** The operation that sent it. */
  readonly operation: string
  readonly requestId: string
  readonly taskId: string | undefined
  readonly accountUid: string
  readonly spaceId: string
  readonly channel: string
  readonly from: string
  readonly to: string
  readonly type: 'template' | 'message'
  /** Of a free-form message its MessageType, such as `text`. */
  readonly messageType: string | undefined
  readonly templateCode: string
  readonly templateName: string
  readonly language: string
  readonly templateParams: Readonly<Record<string, string>>
  readonly acceptedAt: number
  readonly status: MessageStatus
  readonly errorCode: string | undefined
  /** Delivery error code with which it is going to fail, known since it was accepted: the template or its values let it through nowhere. */
  readonly willFail: string | undefined
  /** All steps up to the moment. */
  readonly steps: readonly Step[]
  /** The SMS sent instead, once it is. */
  readonly fallback: FallbackSms | undefined
  /** What the person sees, line by line; variables without a value stand in `⟪ ⟫`. */
  readonly text: string
  /** The same in its parts. */
  readonly parts: Rendering
  /** One-time codes in it, without blanks and dashes. */
  readonly codes: readonly string[]
  /** Addresses the person can follow. */
  readonly links: readonly string[]
}
