import { recipientsOf, type Batch, type Recipient } from '../world/batches.ts'

/** What a message can be seen as. `Accepted` is the state before the first report. */
export type MessageStatus = 'Accepted' | 'Sent' | 'Delivered' | 'Read' | 'Failed'

/** A change of a message's state. */
export interface Step {
  readonly status: MessageStatus
  /** Milliseconds since the epoch. */
  readonly at: number
  /** Of a failure: a delivery error code, as in `131026`. */
  readonly errorCode?: string
}

/** The whole life of one message, earliest step first. It follows from plan and chance of the batch alone, so nothing needs to be stored. */
export function stepsOf({ at, chance, plan }: Batch, index: number): Step[] {
  const draw = drawsOf(chance, index)
  const within = ([least, most]: readonly [number, number]): number => least + Math.floor(draw() * (most - least + 1))
  const sentAt = at + within(plan.sent)
  const next = sentAt + within(plan.delivered)
  const sent: Step = { status: 'Sent', at: sentAt }
  if (draw() < plan.failProbability) return [sent, { status: 'Failed', at: next, errorCode: plan.failCode }]
  const delivered: Step = { status: 'Delivered', at: next }
  if (draw() >= plan.readProbability) return [sent, delivered]
  return [sent, delivered, { status: 'Read', at: next + within(plan.read) }]
}

/** The first time after `after` at which a message of the batch changes; undefined when all have come to an end. */
export function nextChange(batch: Batch, after: number): number | undefined {
  let earliest = Infinity
  for (let index = 0; index < batch.count; index++) {
    for (const { at } of stepsOf(batch, index)) if (at > after && at < earliest) earliest = at
  }
  return earliest === Infinity ? undefined : earliest
}

/** A message as it is seen at one moment. */
export interface Message {
  /** yyyyMM and 18 digits, the shape of the published samples. */
  readonly messageId: string
  readonly groupMessageId: string
  readonly requestId: string
  readonly taskId: string | undefined
  readonly accountUid: string
  readonly spaceId: string
  readonly channel: string
  readonly from: string
  readonly to: string
  readonly templateCode: string
  readonly templateName: string
  readonly language: string
  readonly templateParams: Readonly<Record<string, string>>
  readonly acceptedAt: number
  readonly status: MessageStatus
  readonly errorCode: string | undefined
  /** All steps up to the moment. */
  readonly steps: readonly Step[]
}

/** The message to one recipient, as seen at a moment. */
export function messageOf(batch: Batch, index: number, recipient: Recipient, moment: number): Message {
  const steps = stepsOf(batch, index).filter(({ at }) => at <= moment)
  const last = steps.at(-1)
  const { groupMessageId, requestId, taskId, accountUid, spaceId, channel, from, templateCode, templateName, language, at } = batch
  return {
    messageId: messageIdOf(batch, index),
    groupMessageId,
    requestId,
    taskId,
    accountUid,
    spaceId,
    channel,
    from,
    to: recipient.To,
    templateCode,
    templateName,
    language,
    templateParams: recipient.TemplateParams ?? {},
    acceptedAt: at,
    status: last?.status ?? 'Accepted',
    errorCode: last?.errorCode,
    steps,
  }
}

/** All messages of a batch at a moment, in the order of the call. */
export const messagesOf = (batch: Batch, moment: number): Message[] => recipientsOf(batch).map((recipient, index) => messageOf(batch, index, recipient, moment))

function messageIdOf({ at, chance }: Batch, index: number): string {
  const draw = drawsOf(chance ^ 0x5bd1e995, index)
  const digits = (): string => Math.floor(draw() * 1e9).toString().padStart(9, '0')
  return `${new Date(at).toISOString().slice(0, 7).replace('-', '')}${digits()}${digits()}`
}

/** A short sequence of numbers from 0 to 1 for one recipient of one batch: splitmix32. */
function drawsOf(chance: number, index: number): () => number {
  let state = (chance ^ Math.imul(index + 1, 0x9e3779b1)) | 0
  return () => {
    state = (state + 0x9e3779b9) | 0
    let word = state ^ (state >>> 16)
    word = Math.imul(word, 0x21f0aaad)
    word ^= word >>> 15
    word = Math.imul(word, 0x735a2d97)
    return ((word ^ (word >>> 15)) >>> 0) / 0x1_0000_0000
  }
}
