import { fateOf, recipientsOf, type Batch, type Fate } from '../world/batches.ts'
import { senderKey } from '../world/directory.ts'
import type { World } from '../world/world.ts'
import type { DueHandler } from '../world/due-handler.ts'
import { messageIdOf, stepsOf } from '../messages/lifecycle.ts'
import { pressableButtonsOf, pressButton } from '../messages/press-button.ts'
import { receiveInbound } from '../receipts/receive-inbound.ts'
import type { SentMessage } from '../messages/sent-to.ts'

/** How long after reading a test recipient answers, milliseconds. */
const thinkingTime = 2000

const answering = new Set<Fate['outcome']>(['opts-out', 'answers-text', 'answers-button', 'presses-link'])

/** Enters the answers of the test recipients among the recipients of a batch. */
export function peopleAnswer(batch: Batch, { agenda }: World): void {
  if (!batch.fates?.list.some(({ outcome }) => answering.has(outcome))) return
  for (let index = 0; index < batch.count; index++) {
    const outcome = fateOf(batch, index)?.outcome
    const readAt = stepsOf(batch, index).find(({ status }) => status === 'Read')?.at
    if (outcome === undefined || !answering.has(outcome) || readAt === undefined) continue
    agenda.add({
      at: readAt + thinkingTime,
      kind: 'answer',
      id: `${batch.groupMessageId}.${index}`,
      since: batch.at,
    })
  }
}

/** A test recipient answers the message it has read. */
export const personAnswers: DueHandler = {
  nextMoment: (_world, { at }, now) => Math.max(at, now),
  run(world, { id, at }) {
    const [groupMessageId = '', place = ''] = id.split('.')
    const batch = world.batches.get(groupMessageId)
    const sender = batch && world.directory.senders.get(senderKey(batch.terms.channel, batch.terms.from))
    if (batch === undefined || sender === undefined) return
    const index = Number(place)
    const recipient = recipientsOf(batch)[index]
    const outcome = fateOf(batch, index)?.outcome
    if (recipient === undefined || outcome === undefined) return
    const answers: SentMessage = { batch, index, recipient, messageId: messageIdOf(batch, index) }
    if (outcome === 'presses-link') {
      const link = pressableButtonsOf(answers).find(({ kind }) => kind !== 'QUICK_REPLY')
      if (link !== undefined) pressButton(world, answers, link, at)
      return
    }
    const button =
      outcome === 'answers-text'
        ? undefined
        : pressableButtonsOf(answers).find(
            ({ kind, optsOut }) => kind === 'QUICK_REPLY' && (outcome !== 'opts-out' || optsOut),
          )
    receiveInbound(world, {
      sender,
      person: recipient.To,
      name: 'Test recipient',
      at,
      answers,
      content:
        button === undefined
          ? { kind: 'text', text: outcome === 'opts-out' ? 'STOP' : 'OK' }
          : { kind: 'button', button },
      optsOut: outcome === 'opts-out',
    })
  },
}
