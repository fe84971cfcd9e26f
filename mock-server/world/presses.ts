/** Kinds of button whose presses are counted. Source: GetChatappTemplateMetric, Cliented, documented. */
export const countedButtons = ['QUICK_REPLY', 'URL', 'PHONE_NUMBER'] as const
export type CountedButton = (typeof countedButtons)[number]

/** A person pressed a button of a template message. */
export interface Press {
  /** Milliseconds since the epoch. */
  readonly at: number
  /** The batch of the message. */
  readonly groupMessageId: string
  readonly button: CountedButton
  readonly text: string
}
