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

/** What faults do to one receipt. */
export interface ReceiptFate {
  readonly lost: boolean
  /** Kept until the next receipt about the same message has gone. */
  readonly held: boolean
  /** Milliseconds it is late. */
  readonly delay: number
  /** Milliseconds after which it comes again; undefined: it does not. */
  readonly again: number | undefined
  /** It comes twice at the same time. */
  readonly twin: boolean
  /** Names of the faults that struck. */
  readonly faults: readonly string[]
}
