import { countedButtons, type CountedButton } from '../world/presses.ts'
import type { World } from '../world/world.ts'
import { buttonsOf } from './render-message.ts'
import type { SentMessage } from './sent-to.ts'

/** A button that can be pressed. */
export interface Button {
  readonly kind: CountedButton
  readonly text: string
  /** Among the QUICK_REPLY buttons of the message, which is also its place in Payload. */
  readonly position: number
  readonly optsOut: boolean
}

/** The buttons of a message whose presses mean something, in their order. */
export function pressableButtonsOf({ batch }: SentMessage): Button[] {
  let position = 0
  return buttonsOf(batch.terms.template).flatMap(({ Type, Text, IsOptOut }) => {
    const kind = countedButtons.find((counted) => counted === Type)
    return kind === undefined
      ? []
      : [
          {
            kind,
            text: String(Text),
            position: kind === 'QUICK_REPLY' ? position++ : -1,
            optsOut: IsOptOut === true,
          },
        ]
  })
}

/** Notes that a person pressed a button of a message. Every press counts. */
export function pressButton(
  { presses }: World,
  { batch, messageId }: SentMessage,
  { kind, text }: Button,
  at: number,
): void {
  let count = 0
  while (presses.has(`${messageId}.${count}`)) count++
  presses.set(`${messageId}.${count}`, { at, groupMessageId: batch.groupMessageId, button: kind, text })
}
